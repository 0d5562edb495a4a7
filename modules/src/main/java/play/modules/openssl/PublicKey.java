package play.modules.openssl;

import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.DSAPublicKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.util.OpenSSHPublicKeyUtil;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentVerifierProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import play.host.UnknownStateException;
import play.value.Bytes;

/**
 * A public key.
 *
 * @param kind as {@link KeyKind#spelled} has it, else the identifier of the algorithm
 * @param bits of the modulus, or of what a curve is over
 * @param curve as {@link Curve#spelled} has it, else its identifier; empty where the kind has none to choose
 * @param base64 the key as a SubjectPublicKeyInfo of X.509, in DER
 */
record PublicKey(String kind, long bits, String curve, String base64) {
    private static final List<String> DIGESTS = List.of("MD5", "SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512");

    /** @throws UnknownStateException it is no public key */
    static PublicKey of(String base64) throws UnknownStateException {
        try {
            return of(SubjectPublicKeyInfo.getInstance(Base64.getDecoder().decode(base64)));
        } catch (IOException | RuntimeException e) {
            throw UnknownStateException.expected("a public key", base64);
        }
    }

    static PublicKey of(SubjectPublicKeyInfo info) throws IOException {
        String identifier = info.getAlgorithm().getAlgorithm().getId();
        String kind = KeyKind.of(identifier).map(KeyKind::spelled).orElse(identifier);
        String der = Base64.getEncoder().encodeToString(info.getEncoded());
        AsymmetricKeyParameter key = PublicKeyFactory.createKey(info);
        return switch (key) {
            case RSAKeyParameters rsa -> new PublicKey(kind, rsa.getModulus().bitLength(), "", der);
            case DSAPublicKeyParameters dsa ->
                new PublicKey(kind, dsa.getParameters().getP().bitLength(), "", der);
            case ECPublicKeyParameters curve ->
                new PublicKey(kind, curve.getParameters().getCurve().getFieldSize(), curve(info), der);
            default -> new PublicKey(kind, 8L * info.getPublicKeyData().getBytes().length, "", der);
        };
    }

    private static String curve(SubjectPublicKeyInfo info) {
        return info.getAlgorithm().getParameters() instanceof ASN1ObjectIdentifier identifier
                ? Curve.of(identifier.getId()).map(Curve::spelled).orElse(identifier.getId())
                : "explicit parameters";
    }

    /** By the names of the digests, as Ansible writes them: {@code sha256: 41:ab:…}. */
    Map<String, String> fingerprint() {
        Map<String, String> prints = new LinkedHashMap<>();
        for (String digest : DIGESTS) {
            prints.put(digest.toLowerCase(Locale.ROOT).replace("-", ""), print(digest));
        }
        return prints;
    }

    private String print(String digest) {
        return Bytes.of(der()).hex(digest).replaceAll("..(?!$)", "$0:");
    }

    private byte[] der() {
        return Base64.getDecoder().decode(base64);
    }

    /** By which signatures of its private key are known. */
    ContentVerifierProvider verifier() throws OperatorCreationException {
        return new JcaContentVerifierProviderBuilder()
                .setProvider(new BouncyCastleProvider())
                .build(SubjectPublicKeyInfo.getInstance(der()));
    }

    /** SHA-1 of the bits of the key, as identifiers of keys usually are, in hexadecimal digits. */
    String keyId() {
        return Bytes.of(SubjectPublicKeyInfo.getInstance(der())
                        .getPublicKeyData()
                        .getBytes())
                .sha1();
    }

    /** As a file in PEM holds it. */
    String pem() {
        String lines = Base64.getMimeEncoder(64, Bytes.of("\n").toArray()).encodeToString(der());
        return "-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----\n";
    }

    /**
     * As OpenSSH has it, without a comment: {@code ssh-ed25519 AAAA…}.
     *
     * @throws IOException OpenSSH has no such keys
     */
    String openSsh() throws IOException {
        try {
            byte[] blob = OpenSSHPublicKeyUtil.encodePublicKey(
                    PublicKeyFactory.createKey(SubjectPublicKeyInfo.getInstance(der())));
            int length = java.nio.ByteBuffer.wrap(blob).getInt();
            String name = new String(blob, 4, length, java.nio.charset.StandardCharsets.US_ASCII);
            return name + " " + Base64.getEncoder().encodeToString(blob);
        } catch (IllegalArgumentException e) {
            throw new IOException("OpenSSH has no keys of kind " + kind, e);
        }
    }
}
