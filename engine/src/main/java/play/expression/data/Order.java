package play.expression.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.value.Bytes;
import play.value.Values;

/** Equality and order of known, open values. */
public final class Order {
    private Order() {}

    /** Deep equality; numbers are equal by value, true equals 1. */
    public static boolean same(@Nullable Object a, @Nullable Object b) {
        Bounds.steps(1);
        if (a instanceof Undefined undefined) {
            throw Failure.undefined(undefined);
        }
        if (b instanceof Undefined undefined) {
            throw Failure.undefined(undefined);
        }
        if (a instanceof List<?> left && b instanceof List<?> right) {
            return FreshList.isTuple(left) == FreshList.isTuple(right) && sameItems(left, right);
        }
        if (a instanceof Map<?, ?> left && b instanceof Map<?, ?> right) {
            return left.size() == right.size() && left.entrySet().stream().allMatch(entry -> hasEntry(right, entry));
        }
        @Nullable Number x = Numbers.number(a).orElse(null);
        @Nullable Number y = Numbers.number(b).orElse(null);
        if (x != null && y != null) {
            return compareNumbers(x, y) == 0;
        }
        if (a instanceof String left && b instanceof String right && left.length() == right.length()) {
            Bounds.read(left.length());
        }
        return Objects.equals(a, b);
    }

    private static boolean hasEntry(Map<?, ?> map, Map.Entry<?, ?> entry) {
        return Keys.has(map, entry.getKey()) && same(entry.getValue(), Keys.get(map, entry.getKey()));
    }

    private static boolean sameItems(List<?> left, List<?> right) {
        if (left.size() != right.size()) {
            return false;
        }
        Iterator<?> others = right.iterator();
        for (Object item : left) {
            if (!same(item, others.next())) {
                return false;
            }
        }
        return true;
    }

    /** Whether a list has an equal item. */
    public static boolean has(Iterable<? extends @Nullable Object> items, @Nullable Object wanted) {
        for (Object item : items) {
            if (same(item, wanted)) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@code container} has {@code item}: an item of a list, a key of a mapping, a part of a string. */
    public static boolean contains(@Nullable Object container, @Nullable Object item) {
        return switch (container) {
            case Map<?, ?> map -> Keys.has(map, Keys.of(item));
            case List<?> list -> has(list, item);
            case String text when item instanceof String part -> TextSearch.find(text, part, 0) >= 0;
            case Bytes all when item instanceof Bytes part -> TextSearch.find(chars(all), chars(part), 0) >= 0;
            case Bytes all when Numbers.isInteger(item) -> has(Data.items(all), item);
            case null, default ->
                throw Failure.value(
                        "'in' cannot look for a " + Values.kind(item) + " in a " + Values.kind(container) + ".");
        };
    }

    /** A character for each byte. */
    private static String chars(Bytes bytes) {
        return new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
    }

    private static int compareNumbers(Number a, Number b) {
        if (a instanceof Long x && b instanceof Long y) {
            return Long.compare(x, y);
        }
        boolean exact = !(a instanceof Double && b instanceof Double) && isFinite(a) && isFinite(b);
        return exact ? Numbers.exact(a).compareTo(Numbers.exact(b)) : Double.compare(bounded(a), bounded(b));
    }

    private static boolean isFinite(Number number) {
        return !(number instanceof Double decimal) || Double.isFinite(decimal);
    }

    /** An integer is below what is infinite, however large it is; zero has no sign. */
    private static double bounded(Number number) {
        double value = number.doubleValue() + 0.0;
        return number instanceof Double ? value : Math.clamp(value, -Double.MAX_VALUE, Double.MAX_VALUE);
    }

    /** A number that is the same for values that are {@link #same}. */
    static int hash(@Nullable Object value) {
        Bounds.steps(1);
        return switch (value) {
            case Undefined undefined -> throw Failure.undefined(undefined);
            case List<?> list -> list.stream().mapToInt(Order::hash).reduce(1, (all, one) -> 31 * all + one);
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .mapToInt(entry -> Keys.hash(entry.getKey()) ^ hash(entry.getValue()))
                        .sum();
            case String text -> {
                Bounds.read(text.length());
                yield text.hashCode();
            }
            case null, default ->
                Numbers.number(value)
                        .map(number -> Double.hashCode(number.doubleValue() + 0.0))
                        .orElseGet(() -> Objects.hashCode(value));
        };
    }

    /** Negative, zero or positive; kinds that have no order fail, naming both. */
    public static int compare(@Nullable Object a, @Nullable Object b) {
        Bounds.steps(1);
        Number x = Numbers.number(a).orElse(null);
        Number y = Numbers.number(b).orElse(null);
        if (x != null && y != null) {
            return compareNumbers(x, y);
        }
        if (a instanceof String left && b instanceof String right) {
            return compareTexts(left, right);
        }
        if (a instanceof Bytes left && b instanceof Bytes right) {
            return Arrays.compareUnsigned(left.toArray(), right.toArray());
        }
        if (a instanceof List<?> left
                && b instanceof List<?> right
                && FreshList.isTuple(left) == FreshList.isTuple(right)) {
            return compareItems(left, right);
        }
        if (a instanceof TemplateObject left && b instanceof TemplateObject right) {
            return left.compareTo(right);
        }
        throw Failure.value("A " + Values.kind(a) + " and a " + Values.kind(b) + " cannot be ordered.");
    }

    private static int compareItems(List<?> left, List<?> right) {
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            if (!same(left.get(i), right.get(i))) {
                return compare(left.get(i), right.get(i));
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    /** By code points, so that characters beyond the first plane come last. */
    private static int compareTexts(String left, String right) {
        int at = 0;
        int common = Math.min(left.length(), right.length());
        while (at < common && left.charAt(at) == right.charAt(at)) {
            at++;
        }
        Bounds.read(at);
        if (at == common) {
            return Integer.compare(left.length(), right.length());
        }
        char a = left.charAt(at);
        char b = right.charAt(at);
        return Character.isSurrogate(a) == Character.isSurrogate(b)
                ? Character.compare(a, b)
                : Character.isSurrogate(a) ? 1 : -1;
    }

    /** Some values in their order; empty where two of them have none. */
    public static Optional<List<@Nullable Object>> sorted(Collection<? extends @Nullable Object> values) {
        List<@Nullable Object> sorted = new ArrayList<>(values);
        try {
            sorted.sort(Order::compare);
            return Optional.of(sorted);
        } catch (Failure failure) {
            if (failure.kind() != Failure.Kind.VALUE) {
                throw failure;
            }
            return Optional.empty();
        }
    }

    /** The order as a comparator. */
    public static Comparator<@Nullable Object> ascending() {
        return Order::compare;
    }
}
