package play.modules.openssl;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a certificate is revoked. */
public enum RevocationReason {
    UNSPECIFIED(0),
    KEY_COMPROMISE(1),
    CA_COMPROMISE(2),
    AFFILIATION_CHANGED(3),
    SUPERSEDED(4),
    CESSATION_OF_OPERATION(5),
    CERTIFICATE_HOLD(6),
    REMOVE_FROM_CRL(8),
    PRIVILEGE_WITHDRAWN(9),
    AA_COMPROMISE(10);

    private final int code;

    RevocationReason(int code) {
        this.code = code;
    }

    /** As lists have it (RFC 5280). */
    int code() {
        return code;
    }

    /** As tasks write it; nothing where there is no such reason. */
    static Optional<String> spelled(long code) {
        return Stream.of(values())
                .filter(reason -> reason.code == code)
                .map(reason -> reason.name().toLowerCase(Locale.ROOT))
                .findFirst();
    }
}
