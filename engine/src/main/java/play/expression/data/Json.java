package play.expression.data;

import java.math.BigInteger;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import play.value.Bytes;
import play.value.JsonScalars;
import play.value.JsonText;
import play.value.MalformedTextException;
import play.value.Values;

/** JSON with the spacing Python gives it. */
public final class Json {
    /**
     * How to write.
     *
     * @param indent spaces per level, 0 for one line
     * @param sorted whether keys are written in their order
     * @param ascii whether other characters become {@code \\uXXXX}
     * @param between what stands between two items
     * @param afterKey what stands between a key and its value
     */
    public record Style(int indent, boolean sorted, boolean ascii, String between, String afterKey) {
        public Style(int indent, boolean sorted, boolean ascii) {
            this(indent, sorted, ascii, indent > 0 ? "," : ", ", ": ");
        }

        /** The same with other separators. */
        public Style separatedBy(String items, String keys) {
            return new Style(indent, sorted, ascii, items, keys);
        }
    }

    private final Style style;
    private final StringBuilder out = new StringBuilder();

    private Json(Style style) {
        this.style = style;
    }

    public static @Nullable Object read(String text) {
        Bounds.steps(text.length());
        try {
            return fresh(JsonText.read(text));
        } catch (MalformedTextException e) {
            throw Failure.value("This is not valid JSON: " + e.getMessage() + ".");
        }
    }

    private static @Nullable Object fresh(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                FreshMap copy = new FreshMap();
                map.forEach((key, item) -> copy.put(key, fresh(item)));
                yield copy;
            }
            case List<?> list ->
                new FreshList(
                        list.stream().map(Json::fresh).collect(FreshList::new, FreshList::add, FreshList::addAll));
            case BigInteger number -> Numbers.integer(number);
            case null, default -> value;
        };
    }

    public static String write(@Nullable Object value, Style style) {
        Json json = new Json(style);
        json.value(value, 0);
        return json.out.toString();
    }

    private void value(@Nullable Object value, int depth) {
        Bounds.steps(1);
        Bounds.checkText(out.length());
        switch (value) {
            case null -> out.append("null");
            case Boolean flag -> out.append(flag);
            case Long number -> out.append(number);
            case BigInteger number -> out.append(number);
            case Double number -> out.append(JsonScalars.number(number));
            case String text -> string(text);
            case Map<?, ?> map -> map(map, depth);
            case List<?> list -> list(list, depth);
            case Undefined undefined -> throw Failure.undefined(undefined);
            case Moment moment -> string(moment.iso());
            default -> throw Failure.value("A " + Values.kind(value) + " cannot be written as JSON.");
        }
    }

    private void map(Map<?, ?> map, int depth) {
        Map<String, @Nullable Object> entries =
                style.sorted() ? new TreeMap<>(Order.ascending()) : new LinkedHashMap<>();
        map.forEach((key, item) -> entries.put(key(key), item));
        open('{', map.size());
        String separator = "";
        for (Map.Entry<String, @Nullable Object> entry : entries.entrySet()) {
            out.append(separator);
            line(depth + 1);
            string(entry.getKey());
            out.append(style.afterKey());
            value(entry.getValue(), depth + 1);
            separator = style.between();
        }
        close('}', map.values(), depth);
    }

    /** Keys that are no texts are written as their values. */
    private String key(@Nullable Object key) {
        if (key instanceof List || key instanceof Bytes) {
            throw Failure.value("The key " + Text.of(key) + " of a mapping cannot be written as JSON.");
        }
        return key instanceof String text ? text : write(key, style);
    }

    private void list(List<?> list, int depth) {
        open('[', list.size());
        String separator = "";
        for (Object item : list) {
            out.append(separator);
            line(depth + 1);
            value(item, depth + 1);
            separator = style.between();
        }
        close(']', list, depth);
    }

    private void open(char bracket, int size) {
        Bounds.checkList(size);
        out.append(bracket);
    }

    private void close(char bracket, Collection<?> inside, int depth) {
        if (!inside.isEmpty()) {
            line(depth);
        }
        out.append(bracket);
    }

    private void line(int depth) {
        if (style.indent() > 0) {
            Bounds.checkText(out.length() + (long) style.indent() * depth);
            out.append('\n').repeat(" ", style.indent() * depth);
        }
    }

    private void string(String text) {
        Bounds.steps(text.length());
        out.append(JsonScalars.quoted(text, style.ascii()));
    }
}
