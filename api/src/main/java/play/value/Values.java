package play.value;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The data of playbooks: {@code Map<?, ?>}, {@code List<?>}, {@code String}, {@code Long}, {@code BigInteger} for what
 * is larger, {@code Double}, {@code Boolean} and {@code null}, immutable, with {@link Unknown}, {@link Secret} and
 * {@link Omit} as markers. Keys of mappings are scalars, nearly always texts.
 */
public final class Values {
    private Values() {}

    /** An immutable deep copy; whole numbers become {@code Long}, other numbers {@code Double}. */
    public static @Nullable Object copyOf(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Map<?, ?> map -> {
                Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((key, item) -> copy.put(copyOf(key), copyOf(item)));
                yield Collections.unmodifiableMap(copy);
            }
            case Iterable<?> items -> {
                List<@Nullable Object> copy = new ArrayList<>();
                items.forEach(item -> copy.add(copyOf(item)));
                yield Collections.unmodifiableList(copy);
            }
            case Integer number -> number.longValue();
            case Short number -> number.longValue();
            case BigInteger number when number.bitLength() < Long.SIZE -> number.longValue();
            case Float number -> number.doubleValue();
            default -> value;
        };
    }

    /** The first {@link Unknown} in a value, searched in depth. */
    public static Optional<Unknown> unknownIn(@Nullable Object value) {
        return switch (value) {
            case Unknown unknown -> Optional.of(unknown);
            case Map<?, ?> map ->
                map.values().stream().flatMap(item -> unknownIn(item).stream()).findFirst();
            case List<?> list ->
                list.stream().flatMap(item -> unknownIn(item).stream()).findFirst();
            case null, default -> Optional.empty();
        };
    }

    /** Whether a {@link Secret} is somewhere in a value. */
    public static boolean hasSecrets(@Nullable Object value) {
        return switch (value) {
            case Secret secret -> true;
            case Map<?, ?> map -> map.values().stream().anyMatch(Values::hasSecrets);
            case List<?> list -> list.stream().anyMatch(Values::hasSecrets);
            case null, default -> false;
        };
    }

    /** The value with every {@link Secret} opened; only what carries out an action may ask for it. */
    public static @Nullable Object revealed(@Nullable Object value) {
        return switch (value) {
            case Secret secret -> secret.value();
            case Map<?, ?> map -> {
                Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((key, item) -> copy.put(key, revealed(item)));
                yield Collections.unmodifiableMap(copy);
            }
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>();
                list.forEach(item -> copy.add(revealed(item)));
                yield Collections.unmodifiableList(copy);
            }
            case null, default -> value;
        };
    }

    /** What a user calls the kind of a value: string, integer, number, boolean, list, mapping, null. */
    public static String kind(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String text -> "string";
            case Long number -> "integer";
            case BigInteger number -> "integer";
            case Double number -> "number";
            case Boolean flag -> "boolean";
            case List<?> list -> "list";
            case Map<?, ?> map -> "mapping";
            case Secret secret -> "secret " + kind(secret.value());
            case Unknown unknown -> "unknown value";
            case Bytes bytes -> "bytestring";
            default -> value.getClass().getSimpleName();
        };
    }
}
