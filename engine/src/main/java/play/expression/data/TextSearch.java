package play.expression.data;

/** Finds a text in a text, in time that grows with their lengths and not with the product of these. */
public final class TextSearch {
    /** Up to here the search of Java's strings is faster, and bounded well enough. */
    private static final int SHORT = 16;

    private TextSearch() {}

    /** The first offset of {@code part} from {@code from} on, or -1. */
    public static int find(String text, String part, int from) {
        if (part.length() <= SHORT) {
            int found = text.indexOf(part, from);
            Bounds.read((found < 0 ? text.length() : found) - (long) Math.min(from, text.length()));
            return found;
        }
        return knuthMorrisPratt(text, part, from);
    }

    /** The last offset of {@code part} that ends at {@code to} or before, or -1. */
    public static int findLast(String text, String part, int to) {
        if (part.length() <= SHORT) {
            int found = text.lastIndexOf(part, to - part.length());
            Bounds.read(to - (long) Math.max(0, found));
            return found;
        }
        Bounds.text(to);
        int found = knuthMorrisPratt(reversed(text.substring(0, to)), reversed(part), 0);
        return found < 0 ? -1 : to - found - part.length();
    }

    /** Without swapping the halves of surrogate pairs back, as {@link StringBuilder#reverse} does. */
    private static String reversed(String text) {
        char[] chars = new char[text.length()];
        for (int i = 0; i < chars.length; i++) {
            chars[i] = text.charAt(chars.length - 1 - i);
        }
        return new String(chars);
    }

    private static int knuthMorrisPratt(String text, String part, int from) {
        if (text.length() - from < part.length()) {
            return -1;
        }
        Bounds.items(part.length() / 16);
        Bounds.steps((text.length() - (long) from + part.length()) / 4);
        int[] borders = borders(part);
        int matched = 0;
        for (int i = from; i < text.length(); i++) {
            while (matched > 0 && text.charAt(i) != part.charAt(matched)) {
                matched = borders[matched - 1];
            }
            matched += text.charAt(i) == part.charAt(matched) ? 1 : 0;
            if (matched == part.length()) {
                return i - matched + 1;
            }
        }
        return -1;
    }

    /** For each prefix the length of its longest proper border. */
    private static int[] borders(String part) {
        int[] borders = new int[part.length()];
        for (int i = 1; i < borders.length; i++) {
            int border = borders[i - 1];
            while (border > 0 && part.charAt(i) != part.charAt(border)) {
                border = borders[border - 1];
            }
            borders[i] = border + (part.charAt(i) == part.charAt(border) ? 1 : 0);
        }
        return borders;
    }
}
