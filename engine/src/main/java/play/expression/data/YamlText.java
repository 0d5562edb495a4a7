package play.expression.data;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import play.value.Values;

/** Writes YAML with the layout that PyYAML gives it by LibYAML. */
public final class YamlText {
    private static final Pattern NOT_TEXT = Pattern.compile(
            "|~|null|Null|NULL|true|True|TRUE|false|False|FALSE|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|<<|="
                    + "|[-+]?(\\d[\\d_]*+)(\\.[\\d_]*+)?([eE][-+]\\d++)?"
                    + "|[-+]?\\.\\d[\\d_]*([eE][-+]?\\d+)?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)"
                    + "|0x[\\da-fA-F_]+|0b[01_]+|[-+]?\\d[\\d_]*+(:[0-5]?\\d)++(\\.[\\d_]*)?"
                    + "|\\d{4}-\\d\\d?-\\d\\d?([Tt ].*)?");

    /** Bytes of the longest key that stands before its colon. */
    private static final int LONGEST_KEY = 128;

    private final YamlStyle style;
    private final YamlLines out;
    private int brackets;
    private boolean endIsOpen;

    private YamlText(YamlStyle style) {
        this.style = style;
        this.out = new YamlLines(style.width());
    }

    public static String write(@Nullable Object value, YamlStyle style) {
        YamlText yaml = new YamlText(style);
        yaml.begin();
        yaml.node(value, Place.ROOT);
        yaml.end();
        return yaml.out.text();
    }

    /**
     * Where a value stands.
     *
     * @param indent of what is around; -1 where nothing is
     * @param inMapping whether that is a mapping
     * @param key whether it is a key before its colon, which stays on one line
     */
    private record Place(int indent, boolean inMapping, boolean key) {
        static final Place ROOT = new Place(-1, false, false);

        /** Of what is inside. */
        int inner(int step) {
            return indent < 0 ? 0 : indent + step;
        }

        /** Of further lines of the value itself. */
        int further(int step) {
            return indent < 0 ? step : indent + step;
        }
    }

    private void begin() {
        YamlStyle.Frame frame = style.frame();
        frame.version().ifPresent(version -> directive("%YAML " + version));
        new TreeMap<>(frame.tags()).forEach((handle, prefix) -> directive("%TAG " + handle + " " + prefix));
        if (frame.start()
                || frame.canonical()
                || frame.version().isPresent()
                || !frame.tags().isEmpty()) {
            out.indent(-1);
            out.mark("---", true, false);
            if (frame.canonical()) {
                out.indent(-1);
            }
        }
    }

    private void directive(String text) {
        out.mark(text, true, false);
        out.indent(-1);
    }

    private void end() {
        out.indent(-1);
        if (style.frame().end() || endIsOpen) {
            out.mark("...", true, false);
            out.indent(-1);
        }
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
        if (brackets > 0 || style.frame().canonical() || inside(value).isEmpty()) {
            return true;
        }
        boolean plain = style.scalars() == YamlStyle.Scalars.PLAIN || style.scalars() == YamlStyle.Scalars.LINES;
        return switch (style.flow()) {
            case ALL -> true;
            case NONE -> false;
            case LEAVES -> plain && inside(value).stream().noneMatch(YamlText::isCollection);
        };
    }

    private void node(@Nullable Object value, Place place) {
        switch (value) {
            case Map<?, ?> map -> {
                type("map");
                if (isFlow(map)) {
                    flow(entries(map), "{}", place);
                } else {
                    mapping(entries(map), place.inner(style.indent()));
                }
            }
            case List<?> list -> {
                type("seq");
                if (isFlow(list)) {
                    flow(list, "[]", place);
                } else {
                    list(list, place);
                }
            }
            case null, default -> scalar(value, place);
        }
    }

    private void type(String name) {
        if (style.frame().canonical()) {
            out.mark("!!" + name, true, false);
        }
    }

    /** Keys of several kinds have no order, and stay in their own. */
    private List<Map.Entry<?, ?>> entries(Map<?, ?> map) {
        List<? extends @Nullable Object> keys =
                style.sorted() ? Order.sorted(map.keySet()).orElseGet(() -> new ArrayList<>(map.keySet())) : List.of();
        if (keys.isEmpty()) {
            return new ArrayList<>(map.entrySet());
        }
        List<Map.Entry<?, ?>> entries = new ArrayList<>();
        keys.forEach(key -> entries.add(new AbstractMap.SimpleImmutableEntry<>(key, map.get(key))));
        return entries;
    }

    /** A list below a key stands at its column, unless the key begins an item of a list. */
    private void list(List<?> items, Place place) {
        boolean beside = place.inMapping() && !out.isIndenting();
        int column = beside && place.indent() >= 0 ? place.indent() : place.inner(style.indent());
        for (Object item : items) {
            out.indent(column);
            out.mark("-", true, true);
            node(item, new Place(column, false, false));
        }
    }

    private void mapping(List<Map.Entry<?, ?>> entries, int column) {
        Place inside = new Place(column, true, false);
        for (Map.Entry<?, ?> entry : entries) {
            out.indent(column);
            if (isSimple(entry.getKey())) {
                node(entry.getKey(), new Place(column, true, true));
                out.mark(":", false, false);
            } else {
                out.mark("?", true, true);
                node(entry.getKey(), inside);
                out.indent(column);
                out.mark(":", true, true);
            }
            node(entry.getValue(), inside);
        }
    }

    private void flow(List<?> parts, String ends, Place place) {
        boolean canonical = style.frame().canonical();
        int column = place.further(style.indent());
        out.opening(ends.substring(0, 1));
        brackets++;
        boolean first = true;
        for (Object part : parts) {
            if (!first) {
                out.mark(",", false, false);
            }
            first = false;
            breakLine(column);
            if (part instanceof Map.Entry<?, ?> entry) {
                entry(entry, column);
            } else {
                node(part, new Place(column, false, false));
            }
        }
        brackets--;
        if (canonical && !first) {
            out.mark(",", false, false);
            out.indent(place.indent());
        }
        out.mark(ends.substring(1), false, false);
    }

    private void breakLine(int column) {
        if (style.frame().canonical() || out.isFull()) {
            out.indent(column);
        }
    }

    private void entry(Map.Entry<?, ?> entry, int column) {
        if (!style.frame().canonical() && isSimple(entry.getKey())) {
            node(entry.getKey(), new Place(column, true, true));
            out.mark(":", false, false);
        } else {
            out.mark("?", true, false);
            node(entry.getKey(), new Place(column, true, false));
            breakLine(column);
            out.mark(":", true, false);
        }
        node(entry.getValue(), new Place(column, true, false));
    }

    private static boolean isSimple(@Nullable Object key) {
        if (isCollection(key)) {
            return inside(key).isEmpty();
        }
        String text = text(key);
        return !ScalarLook.of(text).lines() && text.getBytes(StandardCharsets.UTF_8).length <= LONGEST_KEY;
    }

    private void scalar(@Nullable Object value, Place place) {
        Bounds.steps(1);
        String text = text(value);
        Bounds.text(text.length());
        ScalarLook look = ScalarLook.of(text);
        boolean isText = value instanceof String;
        YamlStyle.Scalars chosen = chosen(text, isText, look, place);
        if (style.frame().canonical()) {
            out.mark("!!" + type(value), true, false);
        } else if (!isText && chosen != YamlStyle.Scalars.PLAIN) {
            out.mark("!", true, false);
        }
        int column = place.further(style.indent());
        switch (chosen) {
            case PLAIN, LINES -> out.plain(text, !place.key(), column);
            case SINGLE -> out.single(text, !place.key(), column);
            case DOUBLE -> out.doubled(text, !place.key(), column);
            case LITERAL -> out.block("|" + hints(text), text, false, column);
            case FOLDED -> out.block(">" + hints(text), text, true, column);
        }
    }

    private YamlStyle.Scalars chosen(String text, boolean isText, ScalarLook look, Place place) {
        YamlStyle.Scalars wanted = style.scalars();
        boolean tight = brackets > 0 || place.key();
        if (wanted == YamlStyle.Scalars.LINES) {
            boolean block = look.lines() && look.block() && !tight;
            wanted = block ? YamlStyle.Scalars.LITERAL : YamlStyle.Scalars.PLAIN;
        }
        if (style.frame().canonical() || (place.key() && look.lines())) {
            return YamlStyle.Scalars.DOUBLE;
        }
        boolean bare = (brackets > 0 ? look.plainInFlow() : look.plain())
                && !(text.isEmpty() && tight)
                && !(isText && NOT_TEXT.matcher(text).matches());
        boolean block = wanted == YamlStyle.Scalars.LITERAL || wanted == YamlStyle.Scalars.FOLDED;
        if (block && (tight || !look.block())) {
            return YamlStyle.Scalars.DOUBLE;
        }
        boolean single = wanted == YamlStyle.Scalars.SINGLE || (wanted == YamlStyle.Scalars.PLAIN && !bare);
        return !single ? wanted : look.single() ? YamlStyle.Scalars.SINGLE : YamlStyle.Scalars.DOUBLE;
    }

    /** What says how a block begins and ends. */
    private String hints(String text) {
        char first = text.charAt(0);
        String begins = first == ' ' || ScalarLook.isBreak(first) ? String.valueOf(style.indent()) : "";
        endIsOpen = false;
        if (!text.endsWith("\n")) {
            return begins + "-";
        }
        endIsOpen = text.length() == 1 || ScalarLook.isBreak(text.charAt(text.length() - 2));
        return begins + (endIsOpen ? "+" : "");
    }

    private static String type(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Boolean flag -> "bool";
            case Long number -> "int";
            case BigInteger number -> "int";
            case Double number -> "float";
            default -> "str";
        };
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Boolean flag -> flag.toString();
            case Long number -> number.toString();
            case BigInteger number -> number.toString();
            case Double number -> number(number);
            case String text -> text;
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
}
