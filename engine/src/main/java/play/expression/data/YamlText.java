package play.expression.data;

import java.math.BigInteger;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import play.value.Values;

/** Writes YAML with the layout PyYAML gives it; long lines are not folded. */
public final class YamlText {
    private static final Pattern NOT_TEXT = Pattern.compile(
            "|~|null|Null|NULL|true|True|TRUE|false|False|FALSE|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|<<|="
                    + "|[-+]?(\\d[\\d_]*+)(\\.[\\d_]*+)?([eE][-+]\\d++)?"
                    + "|[-+]?\\.\\d[\\d_]*([eE][-+]?\\d+)?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)"
                    + "|0x[\\da-fA-F_]+|0b[01_]+|[-+]?\\d[\\d_]*+(:[0-5]?\\d)++(\\.[\\d_]*)?"
                    + "|\\d{4}-\\d\\d?-\\d\\d?([Tt ].*)?");
    /** Characters that have a letter behind a backslash, and that letter. */
    private static final String ESCAPED = "\"\\\0\u0007\b\t\n\u000b\f\r\u001b\u0085\u2028\u2029";

    private static final String ESCAPES = "\"\\0abtnvfreNLP";

    private static final String INDICATORS = "-?:,[]{}#&*!|>'\"%@`";

    /**
     * How to write.
     *
     * @param indent spaces per level of mappings
     * @param sorted whether keys are written in their order
     * @param flowLeaves whether lists and mappings of scalars stand on one line
     */
    public record Style(int indent, boolean sorted, boolean flowLeaves) {}

    /** Where a scalar stands. */
    private enum Where {
        BLOCK,
        KEY,
        FLOW
    }

    private final Style style;
    private final StringBuilder out = new StringBuilder();

    private YamlText(Style style) {
        this.style = style;
    }

    public static String write(@Nullable Object value, Style style) {
        YamlText yaml = new YamlText(style);
        if (isCollection(value)) {
            yaml.block(value, 0, false);
            return yaml.out.toString();
        }
        return yaml.scalar(value, 0, Where.BLOCK) + "\n";
    }

    private static boolean isCollection(@Nullable Object value) {
        return value instanceof Map || value instanceof List;
    }

    /** Items; keys and values. */
    private static List<?> inside(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                List<@Nullable Object> all = new ArrayList<>(map.keySet());
                all.addAll(map.values());
                yield all;
            }
            case List<?> list -> list;
            case null, default -> List.of();
        };
    }

    private boolean isFlow(@Nullable Object value) {
        List<?> inside = inside(value);
        return inside.isEmpty() || (style.flowLeaves() && inside.stream().noneMatch(YamlText::isCollection));
    }

    /**
     * A collection from the current column on, which is {@code column}; {@code inLine} when something stands before it.
     */
    private void block(@Nullable Object value, int column, boolean inLine) {
        Bounds.checkText(out.length());
        if (isFlow(value)) {
            flow(value);
            out.append('\n');
            return;
        }
        boolean first = true;
        for (Object part : value instanceof Map<?, ?> map ? entries(map) : inside(value)) {
            if (!first || !inLine) {
                out.repeat(" ", column);
            }
            first = false;
            if (part instanceof Map.Entry<?, ?> entry) {
                entry(entry, column);
            } else {
                item('-', part, column);
            }
        }
    }

    /** A tuple that is a key stands by itself, and its value on a line of its own. */
    private void entry(Map.Entry<?, ?> entry, int column) {
        Object key = entry.getKey();
        if (key instanceof List<?> tuple && !tuple.isEmpty()) {
            item('?', key, column);
            out.repeat(" ", column);
            item(':', entry.getValue(), column);
        } else {
            out.append(key instanceof List ? "[]" : scalar(key, column, Where.KEY))
                    .append(':');
            after(entry.getValue(), column);
        }
    }

    /** Keys of several kinds have no order, and stay in their own. */
    private List<Object> entries(Map<?, ?> map) {
        List<? extends @Nullable Object> keys =
                style.sorted() ? Order.sorted(map.keySet()).orElseGet(() -> new ArrayList<>(map.keySet())) : List.of();
        if (keys.isEmpty()) {
            return new ArrayList<>(map.entrySet());
        }
        List<Object> entries = new ArrayList<>();
        keys.forEach(key -> entries.add(new AbstractMap.SimpleImmutableEntry<>(key, map.get(key))));
        return entries;
    }

    /** What follows a key. A list below a key is not indented unless it is inside of a list. */
    private void after(@Nullable Object value, int column) {
        if (!isCollection(value)) {
            out.append(' ')
                    .append(scalar(value, column + style.indent(), Where.BLOCK))
                    .append('\n');
        } else if (isFlow(value)) {
            out.append(' ');
            flow(value);
            out.append('\n');
        } else {
            out.append('\n');
            block(value, value instanceof List ? column : column + style.indent(), false);
        }
    }

    private void item(char mark, @Nullable Object value, int column) {
        out.append(mark).repeat(" ", isCollection(value) && !isFlow(value) ? style.indent() - 1 : 1);
        if (isCollection(value)) {
            block(value, column + style.indent(), true);
        } else {
            out.append(scalar(value, column + style.indent(), Where.BLOCK)).append('\n');
        }
    }

    private void flow(@Nullable Object value) {
        boolean map = value instanceof Map;
        out.append(map ? '{' : '[');
        String separator = "";
        for (Object part : value instanceof Map<?, ?> entries ? entries(entries) : inside(value)) {
            out.append(separator);
            if (part instanceof Map.Entry<?, ?> entry) {
                out.append(scalar(entry.getKey(), 0, Where.FLOW))
                        .append(": ")
                        .append(scalar(entry.getValue(), 0, Where.FLOW));
            } else {
                out.append(scalar(part, 0, Where.FLOW));
            }
            separator = ", ";
        }
        out.append(map ? '}' : ']');
    }

    private String scalar(@Nullable Object value, int column, Where where) {
        Bounds.steps(1);
        Bounds.checkText(out.length());
        return switch (value) {
            case null -> "null";
            case Boolean flag -> flag.toString();
            case Long number -> number.toString();
            case BigInteger number -> number.toString();
            case Double number -> number(number);
            case String text -> text(text, column, where);
            case Undefined undefined -> throw Failure.undefined(undefined);
            default -> throw Failure.value("A " + Values.kind(value) + " cannot be written as YAML.");
        };
    }

    private static String number(double number) {
        if (Double.isNaN(number)) {
            return ".nan";
        }
        return Double.isInfinite(number)
                ? (number > 0 ? ".inf" : "-.inf")
                : Text.number(number).replaceFirst("^(-?\\d)e", "$1.0e");
    }

    private static String text(String text, int column, Where where) {
        Bounds.text(text.length());
        if (!text.codePoints().allMatch(YamlText::isPlain)) {
            return doubleQuoted(text);
        }
        if (text.contains("\n")) {
            return where != Where.BLOCK || text.startsWith(" ") || text.contains(" \n")
                    ? doubleQuoted(text)
                    : literal(text, column);
        }
        return needsQuotes(text) || (where == Where.FLOW && endsFlow(text))
                ? "'" + text.replace("'", "''") + "'"
                : text;
    }

    /** Whether a character is written as it is by LibYAML, which has those beyond 16 bits escaped. */
    private static boolean isPlain(int point) {
        return point == '\n'
                || (point >= 0x20 && point < 0x7f)
                || (point >= 0xa0 && point <= 0xfffd && point != 0xfeff && point != 0x2028 && point != 0x2029);
    }

    private static boolean needsQuotes(String text) {
        boolean oddStart = !text.isEmpty()
                && INDICATORS.indexOf(text.charAt(0)) >= 0
                && !(("-?:".indexOf(text.charAt(0)) >= 0) && text.length() > 1 && text.charAt(1) != ' ');
        return NOT_TEXT.matcher(text).matches()
                || oddStart
                || text.startsWith(" ")
                || text.endsWith(" ")
                || text.endsWith(":")
                || text.contains(": ")
                || text.contains(" #")
                || text.startsWith("---")
                || text.startsWith("...");
    }

    /** Whether a list or mapping on one line would read it as a part of its own. */
    private static boolean endsFlow(String text) {
        return text.chars().anyMatch(c -> ",?[]{}:".indexOf(c) >= 0);
    }

    /** A literal block, whose lines stand at {@code column}. */
    private static String literal(String text, int column) {
        String hint = text.endsWith("\n\n") || "\n".equals(text) ? "+" : text.endsWith("\n") ? "" : "-";
        StringBuilder out = new StringBuilder("|" + hint);
        for (String line : text.stripTrailing().split("\n", -1)) {
            Bounds.checkText((long) out.length() + column);
            out.append('\n').append(line.isEmpty() ? "" : " ".repeat(column) + line);
        }
        int breaks = text.length() - text.stripTrailing().length();
        return out.append("\n".repeat(Math.max(0, breaks - 1))).toString();
    }

    private static String doubleQuoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            int named = ESCAPED.indexOf(point);
            if (named >= 0) {
                out.append('\\').append(ESCAPES.charAt(named));
            } else if (isPlain(point)) {
                out.appendCodePoint(point);
            } else {
                out.append((point < 0x100 ? "\\x%02X" : point < 0x10000 ? "\\u%04X" : "\\U%08X").formatted(point));
            }
        });
        return out.append('"').toString();
    }
}
