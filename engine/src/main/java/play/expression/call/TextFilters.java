package play.expression.call;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import play.expression.data.Bounds;
import play.expression.data.Case;
import play.expression.data.Data;
import play.expression.data.Failure;
import play.expression.data.FreshList;
import play.expression.data.Printf;
import play.expression.data.Text;
import play.value.Omit;
import play.value.Values;

/** Filters on texts. */
final class TextFilters {
    private TextFilters() {}

    static void add(Registry.Builder to) {
        to.filter("lower", "", MarkerHandling.CONTENT, (input, given) -> Case.lower(Text.of(input)));
        to.filter("upper", "", MarkerHandling.CONTENT, (input, given) -> Case.upper(Text.of(input)));
        to.filter("capitalize", "", MarkerHandling.CONTENT, (input, given) -> capitalized(Text.of(input)));
        to.filter("title", "", MarkerHandling.CONTENT, (input, given) -> titled(Text.of(input)));
        to.filter(
                "trim",
                "chars?",
                MarkerHandling.CONTENT,
                (input, given) -> Strings.stripped(Text.of(input), given.get("chars"), 0));
        to.filter("join", "d? attribute?", MarkerHandling.CONTENT, TextFilters::join);
        to.filter(
                "split",
                "sep? maxsplit?",
                MarkerHandling.CONTENT,
                (input, given) -> Strings.split(string(input), given.get("sep"), given.whole("maxsplit", -1)));
        to.filter(
                "replace",
                "old new count?",
                MarkerHandling.CONTENT,
                (input, given) -> Strings.replace(
                        Text.of(input),
                        Text.of(given.get("old")),
                        Text.of(given.get("new")),
                        given.whole("count", -1)));
        to.filter(
                "quote",
                "",
                MarkerHandling.CONTENT,
                (input, given) -> quoted(input == null ? "" : Text.decoded(input)));
        to.filter("indent", "width? first? blank?", MarkerHandling.CONTENT, TextFilters::indent);
        to.filter("format", "* **", MarkerHandling.CONTENT, (input, given) -> format(string(input), given));
        to.filter(
                "comment",
                "style? newline? beginning? prefix? prefix_count? decoration? postfix? postfix_count? end?",
                MarkerHandling.CONTENT,
                Comments::comment);
        to.filter("urlencode", "", MarkerHandling.CONTENT, (input, given) -> urlEncoded(input));
        to.filter("wordcount", "", MarkerHandling.CONTENT, (input, given) -> words(Text.of(input)));
        to.filter("truncate", "length? killwords? end? leeway?", MarkerHandling.CONTENT, TextFilters::truncate);
        to.filter(
                "center",
                "width?",
                MarkerHandling.CONTENT,
                (input, given) -> centered(Text.of(input), given.small("width", 80)));
        to.filter("escape e forceescape", "", MarkerHandling.CONTENT, (input, given) -> escaped(Text.of(input)));
    }

    static String string(@Nullable Object input) {
        if (input instanceof String text) {
            return text;
        }
        throw Failure.value("A string is needed here, not a " + Values.kind(input) + ".");
    }

    static String capitalized(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int letter = text.codePointAt(0);
        int first = Case.lower(Character.toString(letter)).length();
        return title(letter) + Case.lower(text).substring(first);
    }

    /** A letter at the beginning of a word. Of one that becomes several, the first with a case has the upper one. */
    private static String title(int letter) {
        String upper = Case.upper(Character.toString(letter));
        if (Character.isTitleCase(letter)
                || Character.toTitleCase(letter) != letter
                || upper.codePointCount(0, upper.length()) == 1) {
            return Character.toString(Character.toTitleCase(letter));
        }
        int at = 0;
        while (at < upper.length() && !Character.isUpperCase(upper.codePointAt(at))) {
            at = upper.offsetByCodePoints(at, 1);
        }
        int end = at < upper.length() ? upper.offsetByCodePoints(at, 1) : at;
        return upper.substring(0, end) + Case.lower(upper.substring(end));
    }

    private static String uppercased(String word) {
        int first = word.isEmpty() ? 0 : Character.charCount(word.codePointAt(0));
        return Case.upper(word.substring(0, first)) + Case.lower(word.substring(first));
    }

    /** Every word with its first letter upper case; words end at spaces, hyphens and brackets. */
    private static String titled(String text) {
        StringBuilder out = new StringBuilder();
        StringBuilder word = new StringBuilder();
        for (int c : text.codePoints().toArray()) {
            boolean ends = Strings.isSpace(c) || "-({[<".indexOf(c) >= 0;
            if (ends) {
                out.append(uppercased(word.toString())).appendCodePoint(c);
                word.setLength(0);
            } else {
                word.appendCodePoint(c);
            }
        }
        return out.append(uppercased(word.toString())).toString();
    }

    private static Object join(@Nullable Object input, Given given) {
        String separator = Text.of(given.get("d", ""));
        StringBuilder out = new StringBuilder();
        boolean first = true;
        for (Object item : Data.items(input)) {
            if (item == Omit.OMIT) {
                continue;
            }
            Object part = given.get("attribute") == null ? item : Selection.attribute(item, given.get("attribute"));
            out.append(first ? "" : separator).append(Text.of(part));
            Bounds.checkText(out.length());
            first = false;
        }
        return out.toString();
    }

    /** As a shell word. */
    static String quoted(String text) {
        return text.matches("[\\w@%+=:,./-]+") ? text : "'" + text.replace("'", "'\"'\"'") + "'";
    }

    private static Object indent(@Nullable Object input, Given given) {
        String text = Text.of(input);
        String lead = given.get("width") instanceof String prefix ? prefix : Strings.spaces(given.small("width", 4));
        boolean blank = given.flag("blank", false);
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        Bounds.checkText((long) lines.size() * lead.length() + text.length());
        for (int i = 0; i < lines.size(); i++) {
            boolean wanted =
                    i == 0 ? given.flag("first", false) : blank || !lines.get(i).isEmpty();
            lines.set(i, wanted ? lead + lines.get(i) : lines.get(i));
        }
        return String.join("\n", lines);
    }

    private static String format(String pattern, Given given) {
        if (!given.others().isEmpty()) {
            return Printf.format(pattern, given.others());
        }
        return Printf.format(pattern, new FreshList(given.rest()).asTuple());
    }

    private static String urlEncoded(@Nullable Object input) {
        return switch (input) {
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> encoded(entry.getKey(), "") + "=" + encoded(entry.getValue(), ""))
                        .collect(Collectors.joining("&"));
            case List<?> pairs ->
                pairs.stream()
                        .map(pair -> encoded(Data.member(pair, 0L), "") + "=" + encoded(Data.member(pair, 1L), ""))
                        .collect(Collectors.joining("&"));
            case null, default -> encoded(input, "/");
        };
    }

    private static String encoded(@Nullable Object value, String safe) {
        String text = URLEncoder.encode(Text.of(value), StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%7E", "~");
        return "/".equals(safe) ? text.replace("+", "%20").replace("%2F", "/") : text;
    }

    private static Object words(String text) {
        return Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS)
                .matcher(text)
                .results()
                .count();
    }

    /** What is short enough stays what it is, also a list or a mapping. */
    private static Object truncate(@Nullable Object input, Given given) {
        int length = given.small("length", 255);
        int leeway = given.small("leeway", 5);
        String end = given.text("end", "...");
        if (length < size(end) || leeway < 0) {
            throw Failure.arguments("'length' of the filter 'truncate' must be " + size(end)
                    + " or more, which is the length of 'end', and 'leeway' 0 or more.");
        }
        if (input != null && Data.length(input) <= (long) length + leeway) {
            return input;
        }
        String text = string(input);
        String cut = text.substring(0, text.offsetByCodePoints(0, length - size(end)));
        int space = cut.lastIndexOf(' ');
        return (given.flag("killwords", false) || space < 0 ? cut : cut.substring(0, space)) + end;
    }

    private static String centered(String text, int width) {
        int missing = Math.max(0, width - size(text));
        int left = missing / 2 + (missing & width & 1);
        return Strings.spaces(left) + text + Strings.spaces(missing - left);
    }

    private static int size(String text) {
        return text.codePointCount(0, text.length());
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&#34;")
                .replace("'", "&#39;");
    }
}
