package play.modules.crypto;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import play.param.Hyphenated;

/** The keys that can be made. */
@Hyphenated
public enum KeyType {
    ECDSA_P256("EC", "secp256r1", 256, "SHA256withECDSA"),
    ECDSA_P384("EC", "secp384r1", 384, "SHA384withECDSA"),
    RSA_2048("RSA", "", 2048, "SHA256withRSA"),
    RSA_3072("RSA", "", 3072, "SHA256withRSA"),
    RSA_4096("RSA", "", 4096, "SHA256withRSA");

    private final String algorithm;
    private final String curve;
    private final int bits;
    private final String signature;

    KeyType(String algorithm, String curve, int bits, String signature) {
        this.algorithm = algorithm;
        this.curve = curve;
        this.bits = bits;
        this.signature = signature;
    }

    String algorithm() {
        return algorithm;
    }

    /** The curve's name, empty for RSA. */
    String curve() {
        return curve;
    }

    int bits() {
        return bits;
    }

    /** The algorithm with which such a key signs. */
    String signature() {
        return signature;
    }

    boolean isRsa() {
        return algorithm.equals("RSA");
    }

    /** As users write it. */
    String spelled() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The type of that spelling. */
    static Optional<KeyType> of(String spelled) {
        return Stream.of(values())
                .filter(type -> type.spelled().equals(spelled))
                .findFirst();
    }
}
