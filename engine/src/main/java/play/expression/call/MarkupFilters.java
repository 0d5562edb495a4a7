package play.expression.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import play.expression.data.Data;
import play.expression.data.Failure;
import play.expression.data.TemplateObject;
import play.expression.data.Text;
import play.expression.data.Undefined;
import play.value.Values;

/** Filters of Jinja on markup, and on what values are besides their data. */
final class MarkupFilters {
    private static final Pattern NO_ATTRIBUTE = Pattern.compile("[\\s/>=]");
    private static final Pattern REFERENCE = Pattern.compile("&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});");
    private static final Map<String, String> CHARACTERS =
            Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", "\u00a0");

    private MarkupFilters() {}

    static void add(Registry.Builder to) {
        to.filter("safe", "", MarkerHandling.CONTENT, (input, given) -> Text.of(input));
        to.filter("pprint", "", MarkerHandling.CONTENT, (input, given) -> Text.quoted(input));
        to.filter("striptags", "", MarkerHandling.CONTENT, (input, given) -> stripped(Text.of(input)));
        to.filter("xmlattr", "autospace?", MarkerHandling.CONTENT, MarkupFilters::attributes);
        to.filter(
                "urlize",
                "trim_url_limit? nofollow? target? rel? extra_schemes?",
                MarkerHandling.CONTENT,
                Urlize::linked);
        to.filter("attr", "name", MarkerHandling.SHAPE, MarkupFilters::attribute);
        to.filter(
                "wordwrap",
                "width? break_long_words? wrapstring? break_on_hyphens?",
                MarkerHandling.CONTENT,
                WordWrap::wrapped);
    }

    /** Without comments and tags, spaces as single ones, and with the characters that references stand for. */
    private static String stripped(String markup) {
        String text = without(without(markup, "<!--", "-->"), "<", ">");
        String words = String.join(
                " ", Strings.split(text, null, -1).stream().map(Text::of).toList());
        return REFERENCE
                .matcher(words)
                .replaceAll(found -> Matcher.quoteReplacement(character(found.group(1), found.group())));
    }

    private static String without(String text, String open, String close) {
        StringBuilder rest = new StringBuilder();
        int at = 0;
        while (true) {
            int from = text.indexOf(open, at);
            int to = from < 0 ? -1 : text.indexOf(close, from + open.length());
            if (to < 0) {
                return rest.append(text, at, text.length()).toString();
            }
            rest.append(text, at, from);
            at = to + close.length();
        }
    }

    private static String character(String name, String written) {
        if (!name.startsWith("#")) {
            return CHARACTERS.getOrDefault(name, written);
        }
        boolean hex = name.startsWith("#x") || name.startsWith("#X");
        int point = hex ? Integer.parseInt(name.substring(2), 16) : Integer.parseInt(name.substring(1));
        return Character.isValidCodePoint(point) ? Character.toString(point) : "\ufffd";
    }

    private static String attributes(@Nullable Object input, Given given) {
        List<String> all = new ArrayList<>();
        MapFilters.map(input).forEach((key, value) -> {
            String name = Text.of(key);
            if (NO_ATTRIBUTE.matcher(name).find()) {
                throw Failure.value("'" + name + "' cannot be the name of an attribute.");
            }
            if (value != null) {
                all.add(TextFilters.escaped(name) + "=\"" + TextFilters.escaped(Text.of(value)) + "\"");
            }
        });
        String text = String.join(" ", all);
        return !all.isEmpty() && given.flag("autospace", true) ? " " + text : text;
    }

    /** An attribute that is no key. */
    private static @Nullable Object attribute(@Nullable Object input, Given given) {
        return input instanceof TemplateObject object
                ? Data.member(object, given.text("name"))
                : Undefined.because("A " + Values.kind(input) + " has no attribute '" + given.text("name")
                        + "'; keys are read by 'value.key'.");
    }
}
