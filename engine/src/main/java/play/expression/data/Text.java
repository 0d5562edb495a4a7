package play.expression.data;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.value.Bytes;
import play.value.JsonScalars;
import play.value.Omit;
import play.value.Secret;

/** Values as text, the way Python prints them. */
public final class Text {
    private Text() {}

    /** {@code str(value)}: {@code True}, {@code None}, {@code 1.0}, {@code ['a', 1]}. */
    public static String of(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        return quoted(value);
    }

    /** As {@link #of}, but bytes are the text that they are in UTF-8. */
    public static String decoded(@Nullable Object value) {
        return value instanceof Bytes bytes ? Encodings.decode(bytes, "utf-8", "strict") : of(value);
    }

    /** {@code repr(value)}: as {@link #of}, but a string is quoted. */
    public static String quoted(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        write(out, value);
        Bounds.text(out.length());
        return out.toString();
    }

    /** {@code ascii(value)}: as {@link #quoted}, with any other character escaped. */
    public static String ascii(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        quoted(value).codePoints().forEach(point -> {
            if (point < 0x80) {
                out.append((char) point);
            } else {
                hex(out, point);
            }
        });
        Bounds.text(out.length());
        return out.toString();
    }

    private static void write(StringBuilder out, @Nullable Object value) {
        Bounds.steps(1);
        Bounds.checkText(out.length());
        switch (value) {
            case null -> out.append("None");
            case Boolean flag -> out.append(flag ? "True" : "False");
            case Double number -> out.append(number(number));
            case String text -> quote(out, text);
            case Bytes bytes -> quote(out, bytes);
            case Map<?, ?> map -> writeMap(out, map);
            case List<?> list -> writeList(out, list, FreshList.isTuple(list));
            case Undefined undefined -> throw Failure.undefined(undefined);
            case Secret secret -> throw Failure.value("A secret cannot be written here.");
            case Omit omit ->
                throw Failure.value(
                        "'omit' cannot be part of a string; it can only be the whole value of a parameter.");
            default -> out.append(value);
        }
    }

    private static void writeMap(StringBuilder out, Map<?, ?> map) {
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator);
            write(out, entry.getKey());
            out.append(": ");
            write(out, entry.getValue());
            separator = ", ";
        }
        out.append('}');
    }

    private static void writeList(StringBuilder out, List<?> list, boolean tuple) {
        out.append(tuple ? '(' : '[');
        String separator = "";
        for (Object item : list) {
            out.append(separator);
            write(out, item);
            separator = ", ";
        }
        out.append(tuple && list.size() == 1 ? "," : "").append(tuple ? ')' : ']');
    }

    /** The shortest digits that give the same number, with an exponent below 1e-4 and from 1e16 on. */
    public static String number(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        return JsonScalars.number(value);
    }

    private static void quote(StringBuilder out, String text) {
        Bounds.steps(text.length());
        char mark = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        out.append(mark);
        text.codePoints().forEach(point -> escape(out, point, mark));
        out.append(mark);
    }

    private static void escape(StringBuilder out, int point, char mark) {
        switch (point) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\\' -> out.append("\\\\");
            default -> {
                if (point == mark) {
                    out.append('\\').append(mark);
                } else if (!isPrintable(point)) {
                    hex(out, point);
                } else {
                    out.appendCodePoint(point);
                }
            }
        }
    }

    private static void quote(StringBuilder out, Bytes bytes) {
        Bounds.steps(bytes.length());
        String text = new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
        char mark = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        out.append('b').append(mark);
        text.chars().forEach(each -> {
            if (each < 0x80) {
                escape(out, each, mark);
            } else {
                hex(out, each);
            }
        });
        out.append(mark);
    }

    /** A character by its number: {@code \\xe9}. */
    static String escaped(int point) {
        StringBuilder out = new StringBuilder();
        hex(out, point);
        return out.toString();
    }

    private static void hex(StringBuilder out, int point) {
        out.append((point < 0x100 ? "\\x%02x" : point < 0x10000 ? "\\u%04x" : "\\U%08x").formatted(point));
    }

    /** {@code str.isprintable} of one character: no separator but the blank, nothing invisible or not assigned. */
    public static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> point == ' ';
            default -> true;
        };
    }
}
