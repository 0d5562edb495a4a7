package play.expression.data;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.value.Bytes;
import play.value.Omit;
import play.value.Secret;
import play.value.Unknown;
import play.value.Values;

/** Truth, size, members and finished copies of values. */
public final class Data {
    private Data() {}

    /** Whether a value counts as true: not null, false, zero or empty. */
    public static boolean truth(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean flag -> flag;
            case Long number -> number != 0;
            case Double number -> number != 0;
            case String text -> !text.isEmpty();
            case Bytes bytes -> !bytes.isEmpty();
            case List<?> list -> !list.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            case Undefined undefined -> throw Failure.undefined(undefined);
            default -> true;
        };
    }

    /** Number of chars (as code points), items or entries. */
    public static long length(@Nullable Object value) {
        return switch (value) {
            case String text -> {
                Bounds.read(text.length());
                yield text.codePointCount(0, text.length());
            }
            case List<?> list -> list.size();
            case Map<?, ?> map -> map.size();
            case Bytes bytes -> bytes.length();
            case null, default -> throw Failure.value("A " + Values.kind(value) + " has no length.");
        };
    }

    /** The items of a list, the keys of a mapping, the characters of a string, or the bytes of a bytestring. */
    public static List<@Nullable Object> items(@Nullable Object value) {
        return switch (value) {
            case List<?> list -> Collections.unmodifiableList(list);
            case Map<?, ?> map -> new ArrayList<>(map.keySet());
            case String text -> {
                Bounds.items(text.length());
                yield new ArrayList<>(
                        text.codePoints().mapToObj(Character::toString).toList());
            }
            case Bytes bytes -> numbers(bytes);
            case Undefined undefined -> throw Failure.undefined(undefined);
            case null, default -> throw Failure.value("A list is needed here, not a " + Values.kind(value) + ".");
        };
    }

    /**
     * The member {@code key} of a value, or {@link Undefined}. Unknown stays unknown, members of a secret are secret.
     */
    public static @Nullable Object member(@Nullable Object target, @Nullable Object key) {
        return switch (target) {
            case Map<?, ?> map -> entry(map, key);
            case List<?> list -> item(list, key);
            case String text -> character(text, key);
            case Bytes bytes -> item(numbers(bytes), key);
            case Undefined undefined -> undefined;
            case TemplateObject object -> object.member(Text.of(key));
            case null, default -> Undefined.member(target, key);
        };
    }

    private static @Nullable Object entry(Map<?, ?> map, @Nullable Object key) {
        if ((key instanceof List && !FreshList.isTuple(key)) || key instanceof Map) {
            return Undefined.member(map, key);
        }
        Object value = Keys.get(map, Keys.of(key));
        return value != null || Keys.has(map, key) ? value : Undefined.member(map, key);
    }

    private static @Nullable Object item(List<?> list, @Nullable Object key) {
        long index = key instanceof String name && list instanceof FreshList named
                ? named.placeOf(name)
                : index(key, list.size());
        return index >= 0 && index < list.size() ? list.get((int) index) : Undefined.member(list, key);
    }

    private static @Nullable Object character(String text, @Nullable Object key) {
        Bounds.read(text.length());
        int length = text.codePointCount(0, text.length());
        long index = index(key, length);
        if (index < 0 || index >= length) {
            return Undefined.member(text, key);
        }
        return Character.toString(text.codePointAt(text.offsetByCodePoints(0, (int) index)));
    }

    private static long index(@Nullable Object key, int size) {
        return switch (key) {
            case Long number -> number + (number < 0 ? size : 0);
            case Boolean flag -> flag ? 1 : 0;
            case null, default -> -1;
        };
    }

    /** {@code target[from:to:step]} as Python cuts it; null means left out. */
    public static Object slice(
            @Nullable Object target, @Nullable Object from, @Nullable Object to, @Nullable Object step) {
        long stride = step == null ? 1 : Numbers.whole(step, "The step of a slice");
        if (stride == 0) {
            throw Failure.value("The step of a slice cannot be 0.");
        }
        if (!(target instanceof String) && !(target instanceof List) && !(target instanceof Bytes)) {
            throw Failure.value("A " + Values.kind(target) + " cannot be sliced.");
        }
        List<@Nullable Object> all = items(target);
        long size = all.size();
        FreshList cut = new FreshList();
        long first = from == null ? (stride > 0 ? 0 : size - 1) : bound(from, all.size(), stride);
        long end = to == null ? (stride > 0 ? size : -1) : bound(to, all.size(), stride);
        for (long i = first; stride > 0 ? i < end : i > end; i += stride) {
            cut.add(all.get((int) i));
            if (stride > size || stride < -size) {
                break;
            }
        }
        return switch (target) {
            case String text -> joined(cut);
            case Bytes bytes -> bytes(cut);
            default -> FreshList.isTuple(target) ? cut.asTuple() : cut;
        };
    }

    private static long bound(Object place, int size, long stride) {
        long index = place instanceof BigInteger far
                ? far.signum() * (long) Integer.MAX_VALUE
                : Numbers.whole(place, "The bound of a slice");
        long inside = index < 0 ? Math.max(index, -size - 1L) + size : index;
        return stride > 0 ? Math.clamp(inside, 0, size) : Math.clamp(inside, -1, size - 1L);
    }

    private static String joined(List<@Nullable Object> parts) {
        StringBuilder text = new StringBuilder();
        parts.forEach(text::append);
        return text.toString();
    }

    /**
     * An immutable copy of what this evaluation made, without what is omitted; what variables hold is immutable already
     * and is not entered.
     */
    public static @Nullable Object finished(@Nullable Object value) {
        checkSize(value);
        return copied(value);
    }

    private static @Nullable Object copied(@Nullable Object value) {
        Bounds.steps(1);
        return switch (value) {
            case FreshMap map -> {
                Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((key, item) -> {
                    if (item != Omit.OMIT) {
                        copy.put(Keys.lasting(key), copied(item));
                    }
                });
                yield Collections.unmodifiableMap(copy);
            }
            case FreshList list -> {
                List<@Nullable Object> copy = new ArrayList<>(list.size());
                list.stream().filter(item -> item != Omit.OMIT).forEach(item -> copy.add(copied(item)));
                yield Collections.unmodifiableList(copy);
            }
            case Undefined undefined -> throw Failure.undefined(undefined);
            case Bytes bytes -> Text.decoded(bytes);
            case Secret secret when secret.value() instanceof Bytes bytes -> new Secret(Text.decoded(bytes));
            case TemplateObject object when object.isText() -> object.toString();
            case TemplateObject object ->
                throw Failure.value("The " + object.called()
                        + " is no value beyond its template; call it, or make it a text by '| string'.");
            case null, default -> value;
        };
    }

    private static List<@Nullable Object> numbers(Bytes bytes) {
        Bounds.items(bytes.length());
        List<@Nullable Object> numbers = new ArrayList<>(bytes.length());
        for (byte one : bytes.toArray()) {
            numbers.add((long) Byte.toUnsignedInt(one));
        }
        return numbers;
    }

    /** The items of what is gone through from end to end, none of which may be undefined. */
    public static List<@Nullable Object> definedItems(@Nullable Object value) {
        return defined(items(value));
    }

    /** The same items, none of which is undefined. */
    public static <T extends Collection<?>> T defined(T items) {
        items.forEach(Data::definedItem);
        return items;
    }

    /** The same value, which is not undefined. */
    public static @Nullable Object definedItem(@Nullable Object value) {
        if (value instanceof Undefined undefined) {
            throw Failure.undefined(undefined);
        }
        return value;
    }

    private static Bytes bytes(List<@Nullable Object> numbers) {
        byte[] all = new byte[numbers.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) Numbers.small(numbers.get(i), "A byte");
        }
        return Bytes.of(all);
    }

    /** Fails when a value that holds itself, or the same part many times over, would be endless to walk through. */
    public static void checkSize(@Nullable Object value) {
        checkSize(value, new int[1], 0);
    }

    private static void checkSize(@Nullable Object value, int[] seen, int depth) {
        Bounds.steps(1);
        if (depth > Bounds.DEEPEST_VALUE) {
            throw Failure.limit(
                    "The value is nested deeper than " + Bounds.DEEPEST_VALUE + " levels, or holds itself.");
        }
        if (++seen[0] > Bounds.MOST_PARTS) {
            throw Failure.limit(
                    "The value has more than " + Bounds.number(Bounds.MOST_PARTS) + " parts, which is the limit.");
        }
        if (value instanceof FreshMap map) {
            map.values().forEach(item -> checkSize(item, seen, depth + 1));
        } else if (value instanceof FreshList list) {
            list.forEach(item -> checkSize(item, seen, depth + 1));
        }
    }

    /** The first {@link Unknown} in what was given, searched in depth when {@code deep}. */
    public static @Nullable Unknown unknownAmong(boolean deep, Iterable<? extends @Nullable Object> values) {
        for (Object value : values) {
            if (value instanceof Unknown unknown) {
                return unknown;
            }
            Unknown inside = deep ? Values.unknownIn(value).orElse(null) : null;
            if (inside != null) {
                return inside;
            }
        }
        return null;
    }
}
