package play.expression.call;

import java.util.Collections;
import org.jspecify.annotations.Nullable;
import play.expression.data.Bounds;
import play.expression.data.Failure;
import play.expression.data.FreshList;
import play.expression.data.Text;
import play.expression.data.TextSearch;

/** What Python does with strings, for filters and methods alike. */
final class Strings {
    private static final int NEXT_LINE = 0x85;

    private Strings() {}

    static String spaces(int count) {
        Bounds.text(Math.max(0, count));
        return " ".repeat(Math.max(0, count));
    }

    /**
     * Cut at {@code separator}, or at runs of white space when it is null; at most {@code most} cuts unless that is
     * negative.
     */
    static FreshList split(String text, @Nullable Object separator, long most) {
        if (separator == null) {
            return words(text, most);
        }
        String mark = Text.of(separator);
        if (mark.isEmpty()) {
            throw Failure.value("A string cannot be split at an empty separator.");
        }
        FreshList parts = new FreshList();
        int from = 0;
        for (int at = TextSearch.find(text, mark, 0);
                at >= 0 && (most < 0 || parts.size() < most);
                at = TextSearch.find(text, mark, from)) {
            parts.add(text.substring(from, at));
            from = at + mark.length();
        }
        parts.add(text.substring(from));
        return parts;
    }

    private static FreshList words(String text, long most) {
        FreshList parts = new FreshList();
        int at = spaceEnd(text, 0);
        while (at < text.length()) {
            if (most >= 0 && parts.size() >= most) {
                parts.add(text.substring(at));
                return parts;
            }
            int end = at;
            while (end < text.length() && !isSpace(text.charAt(end))) {
                end++;
            }
            parts.add(text.substring(at, end));
            at = spaceEnd(text, end);
        }
        return parts;
    }

    private static int spaceEnd(String text, int from) {
        int at = from;
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** The same, cut from the right. */
    static FreshList splitFromRight(String text, @Nullable Object separator, long most) {
        if (most < 0) {
            return split(text, separator, -1);
        }
        if (separator == null) {
            return wordsFromRight(text, most);
        }
        String mark = Text.of(separator);
        if (mark.isEmpty()) {
            throw Failure.value("A string cannot be split at an empty separator.");
        }
        FreshList parts = new FreshList();
        int to = text.length();
        for (int at = TextSearch.findLast(text, mark, to);
                at >= 0 && parts.size() < most;
                at = TextSearch.findLast(text, mark, to)) {
            parts.add(text.substring(at + mark.length(), to));
            to = at;
        }
        parts.add(text.substring(0, to));
        Collections.reverse(parts);
        return parts;
    }

    private static FreshList wordsFromRight(String text, long most) {
        FreshList parts = new FreshList();
        int to = spaceStart(text, text.length());
        while (to > 0) {
            int at = to;
            while (at > 0 && parts.size() < most && !isSpace(text.charAt(at - 1))) {
                at--;
            }
            parts.add(text.substring(at == to ? 0 : at, to));
            to = at == to ? 0 : spaceStart(text, at);
        }
        Collections.reverse(parts);
        return parts;
    }

    private static int spaceStart(String text, int from) {
        int at = from;
        while (at > 0 && isSpace(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    static String replace(String text, String old, String replacement, long most) {
        long times = old.isEmpty() ? text.length() + 1L : text.length() / old.length();
        Bounds.checkText(text.length() + times * Math.max(0, replacement.length() - old.length()));
        if (old.isEmpty()) {
            return between(text, replacement, most < 0 ? times : Math.min(most, times));
        }
        StringBuilder out = new StringBuilder();
        int from = 0;
        long done = 0;
        for (int at = TextSearch.find(text, old, 0);
                at >= 0 && (most < 0 || done < most);
                at = TextSearch.find(text, old, from)) {
            out.append(text, from, at).append(replacement);
            from = at + old.length();
            done++;
        }
        return out.append(text, from, text.length()).toString();
    }

    /**
     * With the replacement before each of the first characters, and behind the last when there are {@code times}
     * enough.
     */
    private static String between(String text, String replacement, long times) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        for (long done = 0; done < times && at <= text.length(); done++) {
            int end = at == text.length() ? at + 1 : text.offsetByCodePoints(at, 1);
            out.append(replacement).append(text, at, Math.min(end, text.length()));
            at = end;
        }
        return out.append(text.substring(Math.min(at, text.length()))).toString();
    }

    /** Without the given chars (white space for null) at both ends, the start (negative) or the end (positive side). */
    static String stripped(String text, @Nullable Object chars, int side) {
        String unwanted = chars == null ? null : Text.of(chars);
        int from = 0;
        int to = text.length();
        while (side <= 0 && from < to && isUnwanted(text.charAt(from), unwanted)) {
            from++;
        }
        while (side >= 0 && to > from && isUnwanted(text.charAt(to - 1), unwanted)) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isUnwanted(char c, @Nullable String unwanted) {
        if (unwanted == null) {
            return isSpace(c);
        }
        Bounds.read(unwanted.length());
        return unwanted.indexOf(c) >= 0;
    }

    /** Whether a character is a space to Python: those that don't break a line, too. */
    static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == NEXT_LINE;
    }
}
