package play.expression.data;

import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Upper and lower case. Java's own methods take time that grows with the square of the length where a letter becomes
 * several, as {@code ß} does, so long texts go through them in parts.
 */
public final class Case {
    private static final int LONG = 1024;
    private static final int PART = 32;

    private Case() {}

    /** The text in upper case, counted as one that is made. */
    public static String upper(String text) {
        return inParts(text, part -> part.toUpperCase(Locale.ROOT));
    }

    /** The text in lower case, counted as one that is made. */
    public static String lower(String text) {
        return inParts(text, part -> part.toLowerCase(Locale.ROOT));
    }

    private static String inParts(String text, UnaryOperator<String> change) {
        Bounds.text(text.length());
        if (text.length() <= LONG) {
            return change.apply(text);
        }
        StringBuilder out = new StringBuilder(text.length());
        int from = 0;
        while (from < text.length()) {
            int to = end(text, from + PART);
            out.append(change.apply(text.substring(from, to)));
            Bounds.checkText(out.length());
            from = to;
        }
        return out.toString();
    }

    /** The end of a word, since the last letter of one may have a form of its own, or soon behind it. */
    private static int end(String text, int wanted) {
        int to = Math.min(wanted, text.length());
        while (to < text.length() && to < wanted + PART && !Character.isWhitespace(text.charAt(to))) {
            to++;
        }
        boolean inPair = to < text.length() && Character.isLowSurrogate(text.charAt(to));
        return inPair ? to + 1 : to;
    }
}
