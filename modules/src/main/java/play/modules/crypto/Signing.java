package play.modules.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.bc.BcX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Signs certificates.
 *
 * @param now the moment of issue
 */
record Signing(Instant now, SecureRandom random) {
    /** Hosts whose clocks are a little behind accept a fresh certificate all the same. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private static final int SERIAL_BITS = 128;

    X509CertificateHolder authority(CertificateRequest request, PublicKey own, PrivateKey key, Duration validity)
            throws IOException {
        X500Name name = subject(request);
        X509v3CertificateBuilder builder = builder(name, now.plus(validity), name, own);
        SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(own.getEncoded());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        builder.addExtension(
                Extension.keyUsage,
                true,
                new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign | KeyUsage.digitalSignature));
        builder.addExtension(
                Extension.subjectKeyIdentifier, false, new BcX509ExtensionUtils().createSubjectKeyIdentifier(info));
        return sign(builder, key, type(request));
    }

    X509CertificateHolder leaf(
            CertificateRequest request,
            PublicKey own,
            Duration validity,
            X509CertificateHolder issuer,
            PrivateKey issuerKey)
            throws IOException {
        Instant end = now.plus(validity);
        Instant last = issuer.getNotAfter().toInstant();
        X509v3CertificateBuilder builder =
                builder(issuer.getSubject(), end.isAfter(last) ? last : end, subject(request), own);
        SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(own.getEncoded());
        BcX509ExtensionUtils extensions = new BcX509ExtensionUtils();
        int encipherment = type(request).isRsa() ? KeyUsage.keyEncipherment : 0;
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | encipherment));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes(request)));
        builder.addExtension(Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(info));
        builder.addExtension(Extension.authorityKeyIdentifier, false, extensions.createAuthorityKeyIdentifier(issuer));
        if (!request.san().isEmpty()) {
            builder.addExtension(Extension.subjectAlternativeName, false, names(request));
        }
        return sign(builder, issuerKey, keyOf(issuer));
    }

    /** The moment of issue of a certificate that was signed here. */
    static Instant issued(X509CertificateHolder certificate) {
        return certificate.getNotBefore().toInstant().plus(CLOCK_SKEW);
    }

    private X509v3CertificateBuilder builder(X500Name issuer, Instant end, X500Name subject, PublicKey own) {
        Instant start = now.minus(CLOCK_SKEW).truncatedTo(ChronoUnit.SECONDS);
        BigInteger serial = new BigInteger(SERIAL_BITS - 1, random).setBit(SERIAL_BITS - 2);
        return new X509v3CertificateBuilder(
                issuer,
                serial,
                Date.from(start),
                Date.from(end.truncatedTo(ChronoUnit.SECONDS)),
                subject,
                SubjectPublicKeyInfo.getInstance(own.getEncoded()));
    }

    private static X500Name subject(CertificateRequest request) {
        X500NameBuilder builder = new X500NameBuilder(BCStyle.INSTANCE);
        request.o().forEach(organization -> builder.addRDN(BCStyle.O, organization));
        return builder.addRDN(BCStyle.CN, request.cn()).build();
    }

    private static KeyPurposeId[] purposes(CertificateRequest request) {
        List<KeyPurposeId> purposes = new ArrayList<>();
        if (request.server()) {
            purposes.add(KeyPurposeId.id_kp_serverAuth);
        }
        if (request.client()) {
            purposes.add(KeyPurposeId.id_kp_clientAuth);
        }
        return purposes.toArray(KeyPurposeId[]::new);
    }

    private static GeneralNames names(CertificateRequest request) {
        return new GeneralNames(request.san().stream()
                .map(name -> new GeneralName(
                        AlternativeNames.isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new));
    }

    private static KeyType type(CertificateRequest request) {
        return KeyType.of(request.keyType())
                .orElseThrow(() -> new IllegalArgumentException("no key is of type " + request.keyType()));
    }

    private static KeyType keyOf(X509CertificateHolder issuer) throws IOException {
        String spelled = CertificateText.keyType(issuer.getSubjectPublicKeyInfo());
        return KeyType.of(spelled)
                .orElseThrow(() -> new IOException("the CA's key is of a kind that cannot sign here: " + spelled));
    }

    private X509CertificateHolder sign(X509v3CertificateBuilder builder, PrivateKey key, KeyType type)
            throws IOException {
        try {
            return builder.build(new JcaContentSignerBuilder(type.signature())
                    .setSecureRandom(random)
                    .build(key));
        } catch (OperatorCreationException e) {
            throw new IOException("the certificate cannot be signed", e);
        }
    }
}
