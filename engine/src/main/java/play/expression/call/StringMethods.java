package play.expression.call;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import play.expression.data.Bounds;
import play.expression.data.Case;
import play.expression.data.Data;
import play.expression.data.Failure;
import play.expression.data.FreshList;
import play.expression.data.TextSearch;

/** The methods of Python's strings that make something of a string. */
final class StringMethods {
    private StringMethods() {}

    /** What ends a line to Python. */
    private static final Pattern LINE_END = Pattern.compile("\r\n|[\n\r\\x0b\f\\x1c-\\x1e\\x85\\u2028\\u2029]");

    /** Letters that have a case, in a row. */
    private static final Pattern WORD = Pattern.compile("[\\p{IsUppercase}\\p{IsLowercase}\\p{Lt}]+");

    private static final int DOTLESS_I = 'ı';

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
        to.method("string.casefold", "", MarkerHandling.CONTENT, given -> folded(self(given)));
        to.method(
                "string.expandtabs",
                "tabsize?",
                MarkerHandling.CONTENT,
                given -> withoutTabs(self(given), given.small("tabsize", 8)));
        to.method("string.center", "width fillchar?", MarkerHandling.CONTENT, given -> {
            String fill = fill(given);
            int width = given.small("width", 0);
            int left = fill.length() / 2 + (fill.length() & width & 1);
            return fill.substring(0, left) + self(given) + fill.substring(left);
        });
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
        Translation.add(to);
    }

    private static String titled(String text) {
        StringBuilder out = new StringBuilder();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            word.appendReplacement(out, Matcher.quoteReplacement(TextFilters.capitalized(word.group())));
        }
        return word.appendTail(out).toString();
    }

    /** For comparisons without regard to case: the lower case of the upper case. */
    private static String folded(String text) {
        StringBuilder out = new StringBuilder();
        for (int letter : text.codePoints().toArray()) {
            String one = Character.toString(letter);
            out.append(letter == DOTLESS_I ? one : Case.lower(Case.upper(Case.lower(one))));
        }
        return out.toString();
    }

    private static String swapped(String text) {
        StringBuilder out = new StringBuilder();
        for (int letter : text.codePoints().toArray()) {
            String one = Character.toString(letter);
            out.append(
                    Character.isUpperCase(letter)
                            ? Case.lower(one)
                            : Character.isLowerCase(letter) ? Case.upper(one) : one);
        }
        return out.toString();
    }

    /** Tabs become spaces up to the next column that is a multiple of the size. */
    private static String withoutTabs(String text, int size) {
        StringBuilder out = new StringBuilder();
        int column = 0;
        for (int letter : text.codePoints().toArray()) {
            if (letter == '\t') {
                int spaces = size <= 0 ? 0 : size - column % size;
                out.repeat(" ", spaces);
                column += spaces;
            } else {
                out.appendCodePoint(letter);
                column = letter == '\n' || letter == '\r' ? 0 : column + 1;
            }
            Bounds.checkText(out.length());
        }
        return out.toString();
    }

    private static FreshList lines(String text, boolean keepEnds) {
        FreshList lines = new FreshList();
        int start = 0;
        Matcher end = LINE_END.matcher(text);
        while (start < text.length()) {
            boolean ended = end.find(start);
            int next = ended ? end.end() : text.length();
            lines.add(text.substring(start, keepEnds || !ended ? next : end.start()));
            start = next;
        }
        return lines;
    }

    private static String joined(String separator, List<@Nullable Object> items) {
        StringBuilder out = new StringBuilder();
        String between = "";
        for (Object item : Data.defined(items)) {
            out.append(between).append(TextFilters.string(item));
            between = separator;
            Bounds.checkText(out.length());
        }
        return out.toString();
    }

    private static String fill(Given given) {
        int missing = Math.max(
                0,
                given.small("width", 0)
                        - self(given).codePointCount(0, self(given).length()));
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
        return text.substring(0, sign)
                + "0".repeat(Math.max(0, width - text.codePointCount(0, text.length())))
                + text.substring(sign);
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
