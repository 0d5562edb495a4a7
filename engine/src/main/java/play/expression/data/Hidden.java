package play.expression.data;

import org.jspecify.annotations.Nullable;
import play.value.Bytes;
import play.value.Omit;
import play.value.Secret;
import play.value.Unknown;
import play.value.Values;

/** Values that were made of secrets. */
public final class Hidden {
    private Hidden() {}

    /** The value as a secret; what was only decided from a secret stays open. */
    public static @Nullable Object of(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Boolean decided -> decided;
            case Unknown unknown -> unknown;
            case Undefined undefined -> undefined;
            case Secret secret -> secret;
            case Omit omit -> omit;
            case Bytes bytes -> new Secret(bytes);
            default -> data(value);
        };
    }

    private static Object data(Object value) {
        Object plain = Values.revealed(Data.finished(value));
        return Values.unknownIn(plain)
                .<Object>map(unknown -> unknown)
                .orElseGet(() -> plain == null ? "" : new Secret(plain));
    }
}
