package play.expression.data;

/** Text of YAML as it grows, with what its layout depends on, as in LibYAML. Used by one thread. */
final class YamlLines {
    /** Characters that have a letter behind a backslash, and that letter. */
    private static final String ESCAPED = "\"\\\0\u0007\b\t\n\u000b\f\r\u001b\u0085\u00a0\u2028\u2029";

    private static final String ESCAPES = "\"\\0abtnvfreN_LP";

    private final StringBuilder out = new StringBuilder();
    private final int width;
    private int column;
    /** Whether a blank, or the beginning of a line, stands before. */
    private boolean afterBlank = true;
    /** Whether only indentation and marks of lists stand before, on this line. */
    private boolean indenting = true;

    YamlLines(int width) {
        this.width = width;
    }

    String text() {
        return out.toString();
    }

    boolean isIndenting() {
        return indenting;
    }

    boolean isFull() {
        return column > width;
    }

    boolean endsLine() {
        return column == 0;
    }

    private void put(int point) {
        Bounds.checkText(out.length());
        out.appendCodePoint(point);
        column++;
    }

    private void endLine() {
        out.append('\n');
        column = 0;
    }

    /** To a column of a line that has nothing yet. */
    void indent(int to) {
        int indent = Math.max(to, 0);
        if (!indenting || column > indent || (column == indent && !afterBlank)) {
            endLine();
        }
        while (column < indent) {
            put(' ');
        }
        afterBlank = true;
        indenting = true;
    }

    /** @param lists whether it is a mark of a list or mapping, after which what belongs to it may begin */
    void mark(String mark, boolean blankBefore, boolean lists) {
        write(mark, blankBefore);
        afterBlank = false;
        indenting = indenting && lists;
    }

    /** One after which no blank is needed. */
    void opening(String mark) {
        write(mark, true);
        afterBlank = true;
        indenting = false;
    }

    private void write(String mark, boolean blankBefore) {
        if (blankBefore && !afterBlank) {
            put(' ');
        }
        mark.codePoints().forEach(this::put);
    }

    void plain(String text, boolean folds, int indent) {
        if (!afterBlank && !text.isEmpty()) {
            put(' ');
        }
        boolean spaces = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ' && folds && !spaces && isFull() && !isSpace(text, i + 1)) {
                indent(indent);
            } else {
                put(c);
                if (c != ' ') {
                    indenting = false;
                }
            }
            spaces = c == ' ';
        }
        afterBlank = false;
        indenting = false;
    }

    void single(String text, boolean folds, int indent) {
        mark("'", true, false);
        boolean spaces = false;
        boolean breaks = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean inside = i > 0 && i < text.length() - 1;
            if (c == ' ' && folds && !spaces && isFull() && inside && !isSpace(text, i + 1)) {
                indent(indent);
            } else if (c == '\n') {
                if (!breaks) {
                    endLine();
                }
                endLine();
                indenting = true;
            } else {
                if (breaks) {
                    indent(indent);
                }
                if (c == '\'') {
                    put('\'');
                }
                put(c);
                indenting = c == ' ' && indenting;
            }
            spaces = c == ' ';
            breaks = c == '\n';
        }
        if (breaks) {
            indent(indent);
        }
        mark("'", false, false);
    }

    void doubled(String text, boolean folds, int indent) {
        mark("\"", true, false);
        boolean spaces = false;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            int next = i + Character.charCount(point);
            boolean inside = i > 0 && next < text.length();
            if (point == ' ' && folds && !spaces && isFull() && inside) {
                indent(indent);
                if (isSpace(text, next)) {
                    put('\\');
                }
            } else {
                escaped(point);
            }
            spaces = point == ' ';
            i = next;
        }
        mark("\"", false, false);
    }

    private void escaped(int point) {
        int named = ESCAPED.indexOf(point);
        if (named >= 0 && (point != 0xa0 || !ScalarLook.isPrintable(point))) {
            put('\\');
            put(ESCAPES.charAt(named));
        } else if (ScalarLook.isPrintable(point) && !ScalarLook.isBreak(point)) {
            put(point);
        } else {
            String form = point < 0x100 ? "\\x%02X" : point < 0x10000 ? "\\u%04X" : "\\U%08X";
            form.formatted(point).chars().forEach(this::put);
        }
    }

    /**
     * A block of its own lines.
     *
     * @param mark {@code |} or {@code >}, and what says how it ends
     * @param folds whether long lines are folded, and their ends doubled
     */
    void block(String mark, String text, boolean folds, int indent) {
        mark(mark, true, false);
        endLine();
        indenting = true;
        afterBlank = true;
        boolean breaks = true;
        boolean deeper = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                if (folds && !breaks && !deeper && !isBlankAfterBreaks(text, i)) {
                    endLine();
                }
                endLine();
                indenting = true;
            } else {
                if (breaks) {
                    indent(indent);
                    deeper = c == ' ' || c == '\t';
                }
                if (folds && !breaks && c == ' ' && !isSpace(text, i + 1) && isFull()) {
                    indent(indent);
                } else {
                    put(c);
                }
                indenting = false;
            }
            breaks = c == '\n';
        }
    }

    private static boolean isBlankAfterBreaks(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == '\n') {
            at++;
        }
        return at >= text.length() || text.charAt(at) == ' ' || text.charAt(at) == '\t';
    }

    private static boolean isSpace(String text, int at) {
        return at < text.length() && text.charAt(at) == ' ';
    }
}
