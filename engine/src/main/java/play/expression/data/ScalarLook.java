package play.expression.data;

/**
 * In which ways a text can stand as a scalar of YAML, by the rules of LibYAML.
 *
 * @param lines whether it has several lines
 * @param plainInFlow whether it can stand as it is between brackets
 * @param plain whether it can stand as it is elsewhere
 * @param single whether it can stand between single quotes
 * @param block whether it can be a block
 */
record ScalarLook(boolean lines, boolean plainInFlow, boolean plain, boolean single, boolean block) {
    private static final String NEVER_FIRST = "#,[]{}&*!|>'\"%@`";
    private static final String ENDS_FLOW = ",?[]{}";

    static ScalarLook of(String text) {
        if (text.isEmpty()) {
            return new ScalarLook(false, false, true, true, false);
        }
        Looking looking = new Looking(text);
        boolean edges = isSpace(text.charAt(0))
                || isBreak(text.charAt(0))
                || isSpace(text.charAt(text.length() - 1))
                || isBreak(text.charAt(text.length() - 1));
        boolean whole = !looking.spaceBeforeBreak && !looking.special;
        boolean bare = whole && !edges && !looking.breakBeforeSpace && !looking.lines;
        return new ScalarLook(
                looking.lines,
                bare && !looking.flowMarks,
                bare && !looking.blockMarks,
                whole && !looking.breakBeforeSpace,
                whole && !isSpace(text.charAt(text.length() - 1)));
    }

    static boolean isSpace(int c) {
        return c == ' ';
    }

    static boolean isBreak(int c) {
        return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    /** Whether a character is written as it is; those beyond 16 bits are escaped. */
    static boolean isPrintable(int point) {
        return point == '\n'
                || (point >= 0x20 && point < 0x7f)
                || (point >= 0xa0 && point <= 0xfffd && point != 0xfeff && point != 0x2028 && point != 0x2029);
    }

    /** What is found on the way through a text. Used by one thread. */
    private static final class Looking {
        private final String text;
        private boolean lines;
        private boolean flowMarks;
        private boolean blockMarks;
        private boolean special;
        private boolean spaceBeforeBreak;
        private boolean breakBeforeSpace;

        Looking(String text) {
            this.text = text;
            if (text.startsWith("---") || text.startsWith("...")) {
                both();
            }
            int previous = '\n';
            for (int i = 0; i < text.length(); i++) {
                int c = text.charAt(i);
                mark(i, c, isBlank(previous));
                special |= !isPrintable(text.codePointAt(i)) && !Character.isLowSurrogate((char) c);
                lines |= isBreak(c);
                spaceBeforeBreak |= i > 0 && isBreak(c) && isSpace(previous);
                breakBeforeSpace |= i > 0 && isSpace(c) && isBreak(previous);
                previous = c;
            }
        }

        private void both() {
            flowMarks = true;
            blockMarks = true;
        }

        private void mark(int at, int c, boolean afterBlank) {
            boolean beforeBlank = at + 1 >= text.length() || isBlank(text.charAt(at + 1));
            if (at == 0 ? NEVER_FIRST.indexOf(c) >= 0 : c == '#' && afterBlank) {
                both();
            } else if (c == ':' || (at == 0 && c == '?')) {
                flowMarks = true;
                blockMarks |= beforeBlank;
            } else if (at == 0 && c == '-' && beforeBlank) {
                both();
            } else if (at > 0) {
                flowMarks |= ENDS_FLOW.indexOf(c) >= 0;
            }
        }

        private static boolean isBlank(int c) {
            return isSpace(c) || c == '\t' || isBreak(c) || c == 0;
        }
    }
}
