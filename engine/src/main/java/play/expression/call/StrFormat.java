package play.expression.call;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import play.expression.data.Bounds;
import play.expression.data.Failure;
import play.expression.data.Numbers;
import play.expression.data.Printf;
import play.expression.data.Text;
import play.expression.data.Undefined;
import play.value.Values;

/** {@code '{} and {name}'.format(…)}: fields by place and name, attributes of data, and the usual widths. */
final class StrFormat {
    private static final Pattern FIELD =
            Pattern.compile("\\{\\{|}}|\\{(?<name>[^{}:!]*)(?:!(?<how>[rs]))?(?::(?<spec>[^{}]*))?}|[{}]");
    private static final Pattern SPEC = Pattern.compile("(?:(?<fill>.)?(?<align>[<>^=]))?(?<sign>[-+"
            + " ])?(?<zero>0)?(?<width>\\d{1,4})?(?<group>,)?(?:\\.(?<digits>\\d{1,3}))?(?<kind>[a-zA-Z%])?");

    private final List<@Nullable Object> positional;
    private final Map<String, @Nullable Object> named;
    private int next;

    private StrFormat(List<@Nullable Object> positional, Map<String, @Nullable Object> named) {
        this.positional = positional;
        this.named = named;
    }

    static String format(String pattern, List<@Nullable Object> positional, Map<String, @Nullable Object> named) {
        StrFormat format = new StrFormat(positional, named);
        Matcher fields = FIELD.matcher(pattern);
        StringBuilder out = new StringBuilder();
        while (fields.find()) {
            String text = switch (fields.group()) {
                case "{{" -> "{";
                case "}}" -> "}";
                case "{", "}" ->
                    throw Failure.value("A single '" + fields.group() + "' is in the format; write it twice.");
                default -> format.field(fields);
            };
            fields.appendReplacement(out, Matcher.quoteReplacement(text));
            Bounds.checkText(out.length());
        }
        return fields.appendTail(out).toString();
    }

    private String field(Matcher match) {
        Object value = value(match.group("name"));
        Object shown = "r".equals(match.group("how")) ? Text.quoted(value) : value;
        String spec = match.group("spec");
        return spec == null || spec.isEmpty() ? Text.of(shown) : formatted(shown, spec);
    }

    private @Nullable Object value(String name) {
        String[] path = name.split("[.\\[]", -1);
        Object value = path[0].isEmpty()
                ? at(next++)
                : path[0].matches("\\d{1,6}") ? at(Integer.parseInt(path[0])) : named(path[0]);
        for (int i = 1; i < path.length; i++) {
            String key = path[i].replace("]", "");
            Object step = key.matches("\\d{1,6}") && value instanceof List ? (Object) Long.parseLong(key) : key;
            value = Selection.attribute(value, step);
            if (value instanceof Undefined undefined) {
                throw Failure.undefined(undefined);
            }
        }
        return value;
    }

    private @Nullable Object at(int index) {
        if (index >= positional.size()) {
            throw Failure.value("The format has more fields than values.");
        }
        return positional.get(index);
    }

    private @Nullable Object named(String name) {
        if (!named.containsKey(name)) {
            throw Failure.value("There is no value for the field '" + name + "' of the format.");
        }
        return named.get(name);
    }

    private static String formatted(@Nullable Object value, String spec) {
        Matcher match = SPEC.matcher(spec);
        if (!match.matches()) {
            throw Failure.value("'" + spec + "' does not say how to format a value.");
        }
        if (value instanceof Boolean && match.group("kind") != null && !"s".equals(match.group("kind"))) {
            return formatted(Numbers.whole(value, "The value"), spec);
        }
        boolean number = Numbers.isInteger(value) || value instanceof Double;
        if (!(number || value instanceof String || value instanceof Boolean || spec.isEmpty())) {
            throw Failure.value("A " + Values.kind(value) + " takes no format such as '" + spec + "'.");
        }
        if (!number && match.group("kind") != null && !"s".equals(match.group("kind"))) {
            throw Failure.value("'" + match.group("kind") + "' is not a format of a " + Values.kind(value) + ".");
        }
        String text = number ? number(value, match) : cut(Text.of(value), match.group("digits"));
        int width = match.group("width") == null ? 0 : Integer.parseInt(match.group("width"));
        boolean zero = match.group("zero") != null;
        String fill = match.group("fill") == null ? (zero ? "0" : " ") : match.group("fill");
        String align = match.group("align") == null ? (zero ? "=" : number ? ">" : "<") : match.group("align");
        return aligned(text, width, fill, align);
    }

    private static String cut(String text, @Nullable String digits) {
        return digits == null || Integer.parseInt(digits) >= text.length()
                ? text
                : text.substring(0, Integer.parseInt(digits));
    }

    private static String number(@Nullable Object value, Matcher match) {
        String digits = match.group("digits") == null ? "" : "." + match.group("digits");
        String kind = match.group("kind") == null
                ? (Numbers.isInteger(value) ? "d" : digits.isEmpty() ? "s" : "g")
                : match.group("kind");
        String text = switch (kind) {
            case "d", "s", "x", "X", "o", "e", "E", "g", "G", "f", "F" ->
                Printf.format("%" + ("ds".contains(kind) ? "" : digits) + kind, value);
            case "b" ->
                value instanceof BigInteger large
                        ? large.toString(2)
                        : Long.toString(Numbers.whole(value, "The value"), 2);
            case "%" ->
                Printf.format(
                                "%" + (digits.isEmpty() ? ".6" : digits) + "f",
                                ((Number) Objects.requireNonNull(value)).doubleValue() * 100)
                        + "%";
            default -> throw Failure.value("'" + kind + "' is not a format of a " + Values.kind(value) + ".");
        };
        String grouped = match.group("group") == null ? text : grouped(text);
        String sign = match.group("sign") == null || "-".equals(match.group("sign")) || text.startsWith("-")
                ? ""
                : match.group("sign");
        return sign + grouped;
    }

    private static String grouped(String text) {
        int point = text.indexOf('.') < 0 ? text.length() : text.indexOf('.');
        return text.substring(0, point).replaceAll("(?<=\\d)(?=(\\d{3})+$)", ",") + text.substring(point);
    }

    private static String aligned(String text, int width, String fill, String align) {
        int missing = Math.max(0, width - text.codePointCount(0, text.length()));
        return switch (align) {
            case "<" -> text + fill.repeat(missing);
            case ">" -> fill.repeat(missing) + text;
            case "^" -> fill.repeat(missing / 2) + text + fill.repeat(missing - missing / 2);
            default -> {
                int sign = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
                yield text.substring(0, sign) + fill.repeat(missing) + text.substring(sign);
            }
        };
    }
}
