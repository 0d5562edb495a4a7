package play.modules.openssl;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Elliptic curves for keys of kind ECC. */
public enum Curve {
    SECP192R1("1.2.840.10045.3.1.1"),
    SECP224R1("1.3.132.0.33"),
    SECP256K1("1.3.132.0.10"),
    SECP256R1("1.2.840.10045.3.1.7"),
    SECP384R1("1.3.132.0.34"),
    SECP521R1("1.3.132.0.35"),
    BRAINPOOLP256R1("1.3.36.3.3.2.8.1.1.7"),
    BRAINPOOLP384R1("1.3.36.3.3.2.8.1.1.11"),
    BRAINPOOLP512R1("1.3.36.3.3.2.8.1.1.13"),
    SECT163K1("1.3.132.0.1"),
    SECT163R2("1.3.132.0.15"),
    SECT233K1("1.3.132.0.26"),
    SECT233R1("1.3.132.0.27"),
    SECT283K1("1.3.132.0.16"),
    SECT283R1("1.3.132.0.17"),
    SECT409K1("1.3.132.0.36"),
    SECT409R1("1.3.132.0.37"),
    SECT571K1("1.3.132.0.38"),
    SECT571R1("1.3.132.0.39");

    private final String identifier;

    Curve(String identifier) {
        this.identifier = identifier;
    }

    /** As users write it. */
    String spelled() {
        return name().toLowerCase(Locale.ROOT).replace("poolp", "poolP");
    }

    /** What {@code openssl} calls it. */
    String ofOpenssl() {
        return switch (this) {
            case SECP192R1 -> "prime192v1";
            case SECP256R1 -> "prime256v1";
            default -> spelled();
        };
    }

    static Optional<Curve> of(String identifier) {
        return Stream.of(values())
                .filter(curve -> curve.identifier.equals(identifier))
                .findFirst();
    }
}
