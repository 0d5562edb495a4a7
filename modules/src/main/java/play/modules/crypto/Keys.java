package play.modules.crypto;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.util.io.pem.PemObject;
import play.module.ProductionException;
import play.value.Bytes;
import play.value.Secret;

/** Private keys: made, written as PKCS #8, encrypted under the vault password where there is one. */
final class Keys {
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

    /** Rounds of PBKDF2 with HMAC-SHA-256, as OWASP asks for. */
    private static final int ROUNDS = 600_000;

    private Keys() {}

    static KeyPair generate(KeyType type, SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(type.algorithm());
            if (type.isRsa()) {
                generator.initialize(type.bits(), random);
            } else {
                generator.initialize(new ECGenParameterSpec(type.curve()), random);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform makes " + type + " keys", e);
        }
    }

    /** A PEM file of the key, not encrypted. */
    static String plain(PrivateKey key) throws IOException {
        return Pem.of(new JcaPKCS8Generator(key, null));
    }

    /** What is kept of a key: encrypted where there is a password, then with the hash of what it opens to. */
    static String kept(PrivateKey key, Optional<Secret> password, SecureRandom random) throws IOException {
        return password.isEmpty()
                ? plain(key)
                : KeptPem.KEY_HASH + Bytes.of(plain(key)).sha256() + "\n" + encrypted(key, password.get(), random);
    }

    private static String encrypted(PrivateKey key, Secret password, SecureRandom random) throws IOException {
        try {
            return Pem.of(new JcaPKCS8Generator(
                    key,
                    new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                            .setProvider(PROVIDER)
                            .setPRF(PKCS8Generator.PRF_HMACSHA256)
                            .setIterationCount(ROUNDS)
                            .setRandom(random)
                            .setPassword(password.value().toString().toCharArray())
                            .build()));
        } catch (OperatorCreationException e) {
            throw new IOException("the key cannot be encrypted", e);
        }
    }

    /**
     * The key of a kept file.
     *
     * @param what names it in messages: {@code authority 'etcd-ca' of cluster 'prod'}
     */
    static PrivateKey open(String kept, Optional<Secret> password, String what)
            throws ProductionException, IOException {
        return new JcaPEMKeyConverter().getPrivateKey(info(kept, password, what));
    }

    /**
     * The key of a kept file as a PEM file, not encrypted: the very bytes that were kept. Through a {@link PrivateKey}
     * they would become those of whichever provider of keys comes first in this run.
     *
     * @param what names it in messages
     */
    static String text(String kept, Optional<Secret> password, String what) throws ProductionException, IOException {
        return Pem.of(new PemObject("PRIVATE KEY", info(kept, password, what).getEncoded()));
    }

    private static PrivateKeyInfo info(String kept, Optional<Secret> password, String what)
            throws ProductionException, IOException {
        try (PEMParser parser = new PEMParser(new StringReader(Pem.block(kept, "(?:ENCRYPTED )?PRIVATE KEY")))) {
            return switch (parser.readObject()) {
                case PrivateKeyInfo plain -> plain;
                case PKCS8EncryptedPrivateKeyInfo sealed
                when password.isPresent() -> unseal(sealed, password.get(), what);
                case PKCS8EncryptedPrivateKeyInfo sealed ->
                    throw new ProductionException(
                            "the key of " + what + " is encrypted; give the vault password it was made with");
                case null, default ->
                    throw new ProductionException("the kept file of " + what + " holds no private key");
            };
        }
    }

    private static PrivateKeyInfo unseal(PKCS8EncryptedPrivateKeyInfo sealed, Secret password, String what)
            throws ProductionException {
        try {
            return sealed.decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder()
                    .setProvider(PROVIDER)
                    .build(password.value().toString().toCharArray()));
        } catch (OperatorCreationException | PKCSException e) {
            throw new ProductionException("the key of " + what + " does not open with this vault password", e);
        }
    }
}
