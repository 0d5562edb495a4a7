package play.expression.call;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import play.expression.data.Bounds;
import play.expression.data.Failure;
import play.expression.data.Text;
import play.expression.data.Undefined;

/** {@code '{} and {name}'.format(…)}: fields by place and name, attributes of data, and the usual widths. */
final class StrFormat {
    private static final Pattern FIELD = Pattern.compile(
            "\\{\\{|}}|\\{(?<name>[^{}:!]*)(?:!(?<how>[rsa]))?(?::(?<spec>[^{}]*(?:\\{[^{}:!]*}[^{}]*){0,4}))?}|[{}]");
    private static final Pattern INNER = Pattern.compile("\\{(?<name>[^{}]*)}");

    private final List<@Nullable Object> positional;
    private final Map<String, @Nullable Object> named;
    private int next;
    private boolean numbered;

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
        Object shown = switch (match.group("how")) {
            case "r" -> Text.quoted(value);
            case "a" -> Text.ascii(value);
            case "s" -> Text.of(value);
            case null, default -> value;
        };
        String spec = match.group("spec") == null ? "" : spec(match.group("spec"));
        return spec.isEmpty() ? Text.of(shown) : FormatSpec.formatted(shown, spec);
    }

    /** Fields inside say part of it: {@code {:>{width}}}. */
    private String spec(String written) {
        return INNER.matcher(written).replaceAll(inner -> Matcher.quoteReplacement(Text.of(value(inner.group(1)))));
    }

    private @Nullable Object value(String name) {
        String[] path = name.split("[.\\[]", -1);
        Object value = path[0].isEmpty() || path[0].matches("\\d{1,6}") ? at(index(path[0])) : named(path[0]);
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

    private int index(String written) {
        boolean counts = written.isEmpty();
        if (counts ? numbered : next > 0) {
            throw Failure.value("Either all fields of the format say which value they take, or none.");
        }
        numbered = !counts;
        return counts ? next++ : Integer.parseInt(written);
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
}
