package play.expression.call;

import java.util.List;
import org.jspecify.annotations.Nullable;
import play.expression.data.Bounds;
import play.expression.data.Case;
import play.expression.data.Failure;
import play.expression.data.FreshList;
import play.expression.data.TextSearch;

/** The methods of Python's strings that make something of a string. */
final class StringMethods {
    private StringMethods() {}

    private static String self(Given given) {
        return given.text("self");
    }

    static void add(Registry.Builder to) {
        to.method("string.lower", "", MarkerHandling.CONTENT, given -> Case.lower(self(given)));
        to.method("string.upper", "", MarkerHandling.CONTENT, given -> Case.upper(self(given)));
        to.method("string.capitalize", "", MarkerHandling.CONTENT, given -> TextFilters.capitalized(self(given)));
        to.method("string.title", "", MarkerHandling.CONTENT, given -> titled(self(given)));
        to.method("string.swapcase", "", MarkerHandling.CONTENT, given -> swapped(self(given)));
        to.method(
                "string.strip",
                "chars?",
                MarkerHandling.CONTENT,
                given -> Strings.stripped(self(given), given.get("chars"), 0));
        to.method(
                "string.lstrip",
                "chars?",
                MarkerHandling.CONTENT,
                given -> Strings.stripped(self(given), given.get("chars"), -1));
        to.method(
                "string.rstrip",
                "chars?",
                MarkerHandling.CONTENT,
                given -> Strings.stripped(self(given), given.get("chars"), 1));
        to.method(
                "string.split",
                "sep? maxsplit?",
                MarkerHandling.CONTENT,
                given -> Strings.split(self(given), given.get("sep"), given.whole("maxsplit", -1)));
        to.method(
                "string.rsplit",
                "sep? maxsplit?",
                MarkerHandling.CONTENT,
                given -> Strings.splitFromRight(self(given), given.get("sep"), given.whole("maxsplit", -1)));
        to.method(
                "string.splitlines",
                "keepends?",
                MarkerHandling.CONTENT,
                given -> lines(self(given), given.flag("keepends", false)));
        to.method(
                "string.replace",
                "old new count?",
                MarkerHandling.CONTENT,
                given -> Strings.replace(self(given), given.text("old"), given.text("new"), given.whole("count", -1)));
        to.method("string.join", "items", MarkerHandling.CONTENT, given -> joined(self(given), given.items("items")));
        to.method(
                "string.format",
                "* **",
                MarkerHandling.CONTENT,
                given -> StrFormat.format(self(given), given.rest(), given.others()));
        to.method("string.ljust", "width fillchar?", MarkerHandling.CONTENT, given -> self(given) + fill(given));
        to.method("string.rjust", "width fillchar?", MarkerHandling.CONTENT, given -> fill(given) + self(given));
        to.method(
                "string.zfill", "width", MarkerHandling.CONTENT, given -> zeros(self(given), given.small("width", 0)));
        to.method(
                "string.removeprefix",
                "prefix",
                MarkerHandling.CONTENT,
                given -> without(self(given), given.text("prefix"), true));
        to.method(
                "string.removesuffix",
                "suffix",
                MarkerHandling.CONTENT,
                given -> without(self(given), given.text("suffix"), false));
        to.method(
                "string.partition",
                "sep",
                MarkerHandling.CONTENT,
                given -> partition(self(given), given.text("sep"), false));
        to.method(
                "string.rpartition",
                "sep",
                MarkerHandling.CONTENT,
                given -> partition(self(given), given.text("sep"), true));
    }

    private static String titled(String text) {
        StringBuilder out = new StringBuilder();
        boolean start = true;
        for (char c : text.toCharArray()) {
            out.append(start ? Character.toUpperCase(c) : Character.toLowerCase(c));
            start = !Character.isLetter(c);
        }
        return out.toString();
    }

    private static String swapped(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : text.toCharArray()) {
            out.append(Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c));
        }
        return out.toString();
    }

    private static FreshList lines(String text, boolean keepEnds) {
        FreshList lines = new FreshList();
        int start = 0;
        while (start < text.length()) {
            int found = text.indexOf('\n', start);
            int next = found < 0 ? text.length() : found + 1;
            int end = found < 0 ? next : found > start && text.charAt(found - 1) == '\r' ? found - 1 : found;
            lines.add(text.substring(start, keepEnds ? next : end));
            start = next;
        }
        return lines;
    }

    private static String joined(String separator, List<@Nullable Object> items) {
        StringBuilder out = new StringBuilder();
        String between = "";
        for (Object item : items) {
            out.append(between).append(TextFilters.string(item));
            between = separator;
            Bounds.checkText(out.length());
        }
        return out.toString();
    }

    private static String fill(Given given) {
        int missing = Math.max(0, given.small("width", 0) - self(given).length());
        String with = given.text("fillchar", " ");
        Bounds.checkText((long) missing * with.length());
        if (with.codePointCount(0, with.length()) != 1) {
            throw Failure.arguments("'fillchar' must be one character.");
        }
        return with.repeat(missing);
    }

    private static String zeros(String text, int width) {
        int sign = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        Bounds.checkText(width);
        return text.substring(0, sign) + "0".repeat(Math.max(0, width - text.length())) + text.substring(sign);
    }

    private static String without(String text, String part, boolean atStart) {
        if (atStart) {
            return text.startsWith(part) ? text.substring(part.length()) : text;
        }
        return text.endsWith(part) ? text.substring(0, text.length() - part.length()) : text;
    }

    private static FreshList partition(String text, String separator, boolean last) {
        if (separator.isEmpty()) {
            throw Failure.value("A string cannot be split at an empty separator.");
        }
        int at = last ? TextSearch.findLast(text, separator, text.length()) : TextSearch.find(text, separator, 0);
        if (at < 0) {
            return last ? FreshList.tuple("", "", text) : FreshList.tuple(text, "", "");
        }
        return FreshList.tuple(text.substring(0, at), separator, text.substring(at + separator.length()));
    }
}
