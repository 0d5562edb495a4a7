package play.diag;

/**
 * Texts from outside as a terminal may be given them. What moves the cursor, changes colors or the direction of
 * writing, or can't be seen, is shown as an escape ({@code \x1b}, {@code \r}, {@code \u202e}).
 */
public final class Printable {
    private Printable() {}

    /** On one line; line breaks are shown as {@code \n}. */
    public static String line(String text) {
        return isHarmless(text) && text.indexOf('\n') < 0 ? text : escaped(text, "\\n");
    }

    /** On as many lines as it has, all but the first of them indented. */
    public static String lines(String text, String indent) {
        String shown = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return isHarmless(shown) && shown.indexOf('\n') < 0
                ? shown
                : escaped(shown.replace("\r\n", "\n"), "\n" + indent);
    }

    private static boolean isHarmless(String text) {
        return text.codePoints().allMatch(c -> c == '\n' || !isHarmful(c));
    }

    /** Whether a terminal, or a person who reads from it, may take the character for something else than itself. */
    public static boolean isHarmful(int codePoint) {
        return codePoint != '\t'
                && switch (Character.getType(codePoint)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> true;
                    default -> codePoint == 0x115F || codePoint == 0x1160 || codePoint == 0x3164 || codePoint == 0xFFA0;
                };
    }

    private static String escaped(String text, String lineFeed) {
        StringBuilder shown = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (c == '\n') {
                shown.append(lineFeed);
            } else if (isHarmful(c)) {
                shown.append(escape(c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    private static String escape(int c) {
        return switch (c) {
            case '\r' -> "\\r";
            case '\b' -> "\\b";
            default -> (c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x").formatted(c);
        };
    }
}
