package play.yaml;

/** Plain and quoted scalars: line folding, doubled quotes, escapes. Used once. */
final class FlowText {
    private static final String ESCAPES = "0abt\tnvfre \"/\\N_LP";
    private static final String MEANINGS = "\0\u0007\b\t\t\n\u000b\f\r\u001b \"/\\\u0085\u00a0\u2028\u2029";

    private final String source;
    private final int end;
    private final Emitted out = new Emitted();
    private int at;

    /** Length of what was emitted up to the last char that folding must not take back. */
    private int kept;

    FlowText(String source, int start, int end) {
        this.source = source;
        this.at = start;
        this.end = end;
    }

    Emitted plain() {
        while (at < end) {
            plainChar();
        }
        return out.endAt(end);
    }

    Emitted singleQuoted() {
        while (at < end) {
            if (source.startsWith("''", at)) {
                out.add('\'', at);
                kept = out.length();
                at += 2;
            } else {
                plainChar();
            }
        }
        return out.endAt(end);
    }

    Emitted doubleQuoted() {
        while (at < end) {
            if (source.charAt(at) == '\\' && at + 1 < end) {
                escape();
            } else {
                plainChar();
            }
        }
        return out.endAt(end);
    }

    private void plainChar() {
        char c = source.charAt(at);
        if (c == '\n' || c == '\r') {
            out.cutTo(kept);
            fold();
            return;
        }
        out.add(c, at);
        if (c != ' ' && c != '\t') {
            kept = out.length();
        }
        at++;
    }

    /** One line break is a space, each further one a line break. */
    private void fold() {
        int first = at;
        at = afterBreak(at);
        int before = out.length();
        breaks();
        if (out.length() == before) {
            out.add(' ', first);
        }
        kept = out.length();
    }

    /** Skips white space at the start of lines; every line that has nothing else is a line break. */
    private void breaks() {
        while (at < end) {
            char c = source.charAt(at);
            if (c == '\n' || c == '\r') {
                out.add('\n', at);
                at = afterBreak(at);
            } else if (c == ' ' || c == '\t') {
                at++;
            } else {
                return;
            }
        }
    }

    private int afterBreak(int offset) {
        return source.startsWith("\r\n", offset) ? offset + 2 : offset + 1;
    }

    private void escape() {
        char kind = source.charAt(at + 1);
        int meaning = ESCAPES.indexOf(kind);
        // The parser takes the next-line character for a line break where it is escaped.
        if (kind == '\n' || kind == '\r' || kind == '\u0085') {
            at = afterBreak(at + 1);
            breaks();
        } else if (meaning >= 0) {
            out.add(MEANINGS.charAt(meaning), at);
            at += 2;
        } else {
            int digits = kind == 'x' ? 2 : kind == 'u' ? 4 : 8;
            int last = Math.min(end, at + 2 + digits);
            for (char c : Character.toChars(Integer.parseInt(source, at + 2, last, 16))) {
                out.add(c, at);
            }
            at = last;
        }
        kept = out.length();
    }
}
