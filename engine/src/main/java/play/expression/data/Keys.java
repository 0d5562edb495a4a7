package play.expression.data;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import play.value.Bytes;
import play.value.Unknown;
import play.value.Values;

/**
 * Keys of mappings: texts, numbers, booleans and null, and inside an expression bytes and tuples of all these. As in
 * Python 1, 1.0 and true are one key.
 */
public final class Keys {
    private Keys() {}

    /**
     * A value as a key.
     *
     * @throws UnknownKey where it, or a part of a tuple, is unknown
     */
    public static @Nullable Object of(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Long number -> number;
            case BigInteger number -> number;
            case Double number -> number;
            case Boolean flag -> flag;
            case Bytes bytes -> bytes;
            case FreshList list
            when FreshList.isTuple(list) -> {
                list.forEach(Keys::of);
                yield list;
            }
            case Undefined undefined -> throw Failure.undefined(undefined);
            case Unknown unknown -> throw new UnknownKey(unknown);
            default -> throw Failure.value("A " + Values.kind(value) + " cannot be a key of a mapping.");
        };
    }

    /** A key that stays one beyond the evaluation, where tuples are lists and bytes are texts. */
    static @Nullable Object lasting(@Nullable Object key) {
        if (key instanceof Bytes bytes) {
            return Text.decoded(bytes);
        }
        if (key instanceof List) {
            throw Failure.value("The mapping has the key " + Text.of(key) + ", and tuples are keys only inside an"
                    + " expression; make it a string, or use a list of mappings.");
        }
        return key;
    }

    /** Whether a mapping has a key. */
    public static boolean has(Map<?, ?> map, @Nullable Object key) {
        return holds(map, in(map, key));
    }

    /** What a mapping has under a key; null where it has nothing. */
    public static @Nullable Object get(Map<?, ?> map, @Nullable Object key) {
        Object there = in(map, key);
        return holds(map, there) ? map.get(there) : null;
    }

    /** The key of the mapping that equals {@code key}, or {@code key} where it has none. */
    public static @Nullable Object in(Map<?, ?> map, @Nullable Object key) {
        if (key == null || key instanceof String || holds(map, key)) {
            return key;
        }
        for (Object twin : twins(key)) {
            if (holds(map, twin)) {
                return twin;
            }
        }
        return key;
    }

    /** Not every kind of map bears to be asked for null, or a sorted one for anything but a text. */
    private static boolean holds(Map<?, ?> map, @Nullable Object key) {
        if (key == null) {
            return map.keySet().stream().anyMatch(Objects::isNull);
        }
        return (key instanceof String || !(map instanceof SortedMap)) && map.containsKey(key);
    }

    /** The same number, in each way that a key can hold it. */
    private static List<Object> twins(Object key) {
        Number number = Numbers.number(key).orElse(null);
        if (number == null || number.doubleValue() != number.longValue() || Math.abs(number.doubleValue()) > 1L << 53) {
            return List.of();
        }
        long whole = number.longValue();
        List<Object> numbers = List.of(whole, (double) whole);
        return whole == 0 || whole == 1 ? List.of(whole, (double) whole, whole == 1) : numbers;
    }

    /** A hash that is the same for keys that are one. */
    static int hash(@Nullable Object key) {
        return Numbers.number(key)
                .map(number -> Double.hashCode(number.doubleValue() + 0.0))
                .orElseGet(() -> Objects.hashCode(key));
    }
}
