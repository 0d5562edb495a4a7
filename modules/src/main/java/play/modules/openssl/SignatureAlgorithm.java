package play.modules.openssl;

import java.util.Optional;
import java.util.stream.Stream;

/** What signatures are made by: a kind of key and a digest. */
enum SignatureAlgorithm {
    RSA_MD5(KeyKind.RSA, "md5", "1.2.840.113549.1.1.4", "md5WithRSAEncryption"),
    RSA_SHA1(KeyKind.RSA, "sha1", "1.2.840.113549.1.1.5", "sha1WithRSAEncryption"),
    RSA_SHA224(KeyKind.RSA, "sha224", "1.2.840.113549.1.1.14", "sha224WithRSAEncryption"),
    RSA_SHA256(KeyKind.RSA, "sha256", "1.2.840.113549.1.1.11", "sha256WithRSAEncryption"),
    RSA_SHA384(KeyKind.RSA, "sha384", "1.2.840.113549.1.1.12", "sha384WithRSAEncryption"),
    RSA_SHA512(KeyKind.RSA, "sha512", "1.2.840.113549.1.1.13", "sha512WithRSAEncryption"),
    ECC_SHA1(KeyKind.ECC, "sha1", "1.2.840.10045.4.1", "ecdsa-with-SHA1"),
    ECC_SHA224(KeyKind.ECC, "sha224", "1.2.840.10045.4.3.1", "ecdsa-with-SHA224"),
    ECC_SHA256(KeyKind.ECC, "sha256", "1.2.840.10045.4.3.2", "ecdsa-with-SHA256"),
    ECC_SHA384(KeyKind.ECC, "sha384", "1.2.840.10045.4.3.3", "ecdsa-with-SHA384"),
    ECC_SHA512(KeyKind.ECC, "sha512", "1.2.840.10045.4.3.4", "ecdsa-with-SHA512"),
    DSA_SHA1(KeyKind.DSA, "sha1", "1.2.840.10040.4.3", "dsaWithSHA1"),
    DSA_SHA224(KeyKind.DSA, "sha224", "2.16.840.1.101.3.4.3.1", "dsa_with_SHA224"),
    DSA_SHA256(KeyKind.DSA, "sha256", "2.16.840.1.101.3.4.3.2", "dsa_with_SHA256"),
    DSA_SHA384(KeyKind.DSA, "sha384", "2.16.840.1.101.3.4.3.3", "dsa_with_SHA384"),
    DSA_SHA512(KeyKind.DSA, "sha512", "2.16.840.1.101.3.4.3.4", "dsa_with_SHA512"),
    ED25519(KeyKind.ED25519, "", "1.3.101.112", "ED25519"),
    ED448(KeyKind.ED448, "", "1.3.101.113", "ED448");

    /** The digests that any of them takes. */
    static final String DIGESTS = "md5|sha1|sha224|sha256|sha384|sha512";

    private final KeyKind kind;
    private final String digest;
    private final String identifier;
    private final String spelled;

    SignatureAlgorithm(KeyKind kind, String digest, String identifier, String spelled) {
        this.kind = kind;
        this.digest = digest;
        this.identifier = identifier;
        this.spelled = spelled;
    }

    /** The one of a kind of key; nothing where such a key does not sign by this digest. */
    static Optional<SignatureAlgorithm> of(KeyKind kind, String digest) {
        String chosen = kind.takesDigest() ? digest : "";
        return Stream.of(values())
                .filter(algorithm -> algorithm.kind == kind && algorithm.digest.equals(chosen))
                .findFirst();
    }

    /** What is called so, by an object identifier: its name, or the identifier where it is another. */
    static String spelled(String identifier) {
        return Stream.of(values())
                .filter(algorithm -> algorithm.identifier.equals(identifier))
                .map(algorithm -> algorithm.spelled)
                .findFirst()
                .orElse(identifier);
    }

    String spelled() {
        return spelled;
    }

    /** Object identifier. */
    String identifier() {
        return identifier;
    }

    /** Whether its identifier goes with parameters, which are null. */
    boolean hasParameters() {
        return kind == KeyKind.RSA;
    }

    /**
     * The command that prints the signature of the file {@code $t}.
     *
     * @param key a word of shell, the file with the key
     * @param passin as {@link Openssl#passin} has it
     */
    String command(String key, String passin) {
        return digest.isEmpty()
                ? "openssl pkeyutl -sign -rawin -in \"$t\" -inkey " + key + " " + passin
                : "openssl dgst -" + digest + " -sign " + key + " " + passin + " \"$t\"";
    }
}
