package play.modules.openssl;

import java.util.Optional;
import java.util.stream.Stream;

/** Kinds of keys, with what {@code openssl} and certificates call them. */
public enum KeyKind {
    RSA("RSA", "1.2.840.113549.1.1.1"),
    DSA("DSA", "1.2.840.10040.4.1"),
    ECC("ECC", "1.2.840.10045.2.1"),
    ED25519("Ed25519", "1.3.101.112"),
    ED448("Ed448", "1.3.101.113"),
    X25519("X25519", "1.3.101.110"),
    X448("X448", "1.3.101.111");

    private final String spelled;
    private final String identifier;

    KeyKind(String spelled, String identifier) {
        this.spelled = spelled;
        this.identifier = identifier;
    }

    /** As users write it. */
    String spelled() {
        return spelled;
    }

    /** Whether {@link OpensslPrivatekeyModule.Params#size} counts for it. */
    boolean isSized() {
        return this == RSA || this == DSA;
    }

    /** Whether a file of such a key has a form of its own besides PKCS 8. */
    boolean hasOwnForm() {
        return isSized() || this == ECC;
    }

    /** Whether it signs; the others only agree on secrets. */
    boolean signs() {
        return this != X25519 && this != X448;
    }

    /** Whether it signs by a digest that somebody chooses. */
    boolean takesDigest() {
        return hasOwnForm();
    }

    /** The kind that is spelled so. */
    static Optional<KeyKind> named(String spelled) {
        return Stream.of(values()).filter(kind -> kind.spelled.equals(spelled)).findFirst();
    }

    /** @param identifier the object identifier of an algorithm */
    static Optional<KeyKind> of(String identifier) {
        return Stream.of(values())
                .filter(kind -> kind.identifier.equals(identifier))
                .findFirst();
    }
}
