package play.expression.syntax;

/** Backslash escapes in string literals. */
final class Escapes {
    private Escapes() {}

    /**
     * What the inside of a literal stands for; an escape that has no meaning stays as it is. {@code from} is its
     * offset.
     */
    static String undone(String inside, int from) throws SyntaxException {
        if (inside.indexOf('\\') < 0) {
            return inside;
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < inside.length(); i++) {
            if (inside.charAt(i) == '\\') {
                i = escape(inside, i + 1, from, out);
            } else {
                out.append(inside.charAt(i));
            }
        }
        return out.toString();
    }

    /** Handles the escape whose letter is at {@code at}; gives the offset of its last char. */
    private static int escape(String inside, int at, int from, StringBuilder out) throws SyntaxException {
        char c = inside.charAt(at);
        int simple = "\\'\"abfnrtv".indexOf(c);
        if (simple >= 0) {
            out.append("\\'\"\u0007\b\f\n\r\t\u000b".charAt(simple));
            return at;
        }
        switch (c) {
            case '\n' -> {
                return at;
            }
            case 'x', 'u', 'U' -> {
                return hex(inside, at, from, out);
            }
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                int end = at + 1;
                while (end < inside.length() && end < at + 3 && Character.digit(inside.charAt(end), 8) >= 0) {
                    end++;
                }
                out.appendCodePoint(Integer.parseInt(inside.substring(at, end), 8));
                return end - 1;
            }
            default -> out.append('\\').append(c);
        }
        return at;
    }

    private static int hex(String inside, int at, int from, StringBuilder out) throws SyntaxException {
        int digits = inside.charAt(at) == 'x' ? 2 : inside.charAt(at) == 'u' ? 4 : 8;
        int end = at + 1 + digits;
        String number = inside.substring(at + 1, Math.min(end, inside.length()));
        if (!number.matches("[0-9a-fA-F]{" + digits + "}")
                || !Character.isValidCodePoint(Integer.parseUnsignedInt(number, 16))) {
            throw new SyntaxException(
                    from + at - 1, from + at + 1, "This escape needs " + digits + " hex digits of a character.");
        }
        out.appendCodePoint(Integer.parseInt(number, 16));
        return end - 1;
    }
}
