package play.yaml;

/** Literal and folded block scalars, read with a given indentation. */
final class BlockText {
    private final String source;
    private final int body;
    private final int end;
    private final boolean folded;
    private final String header;

    /** {@code start} is where {@code |} or {@code >} stands. */
    BlockText(String source, int start, int end, boolean folded) {
        this.source = source;
        this.end = end;
        this.folded = folded;
        int lineEnd = lineEnd(start);
        this.header = source.substring(start, lineEnd);
        this.body = afterBreak(lineEnd);
    }

    /** The indentation of the first line that has more than spaces. */
    int likelyIndent() {
        int longest = 0;
        for (int line = body; line < end; line = afterBreak(lineEnd(line))) {
            int spaces = spaces(line, Integer.MAX_VALUE);
            longest = Math.max(longest, spaces);
            if (line + spaces < lineEnd(line)) {
                return spaces;
            }
        }
        return longest;
    }

    /** The text, if lines are indented by {@code indent} spaces. */
    Emitted read(int indent) {
        Emitted out = new Emitted();
        int at = breaks(body, indent, out);
        int chompFrom = 0;
        int keepFrom = 0;
        while (isContent(at, indent)) {
            boolean flush = !isBlank(source.charAt(at + indent));
            int lineEnd = lineEnd(at);
            for (int i = at + indent; i < lineEnd; i++) {
                out.add(source.charAt(i), i);
            }
            chompFrom = out.length();
            // Also at the end of the file, where the parser supplies a line break that is missing.
            out.add('\n', lineEnd);
            keepFrom = out.length();
            at = breaks(afterBreak(lineEnd), indent, out);
            boolean joins = isContent(at, indent) && flush && !isBlank(source.charAt(at + indent));
            if (folded && joins) {
                join(out, chompFrom, keepFrom, lineEnd);
            }
        }
        chomp(out, chompFrom, keepFrom);
        return out.endAt(end);
    }

    /** Between two flush lines: one line break becomes a space, of several the first goes. */
    private void join(Emitted out, int from, int next, int lineEnd) {
        int[] offsets = out.offsets();
        int length = out.length();
        out.cutTo(from);
        if (length == next) {
            out.add(' ', lineEnd);
        }
        for (int i = next; i < length; i++) {
            out.add('\n', offsets[i]);
        }
    }

    private void chomp(Emitted out, int chompFrom, int keepFrom) {
        String indicators = header.replaceFirst("[ \t].*", "");
        if (indicators.indexOf('-') >= 0) {
            out.cutTo(chompFrom);
        } else if (indicators.indexOf('+') < 0) {
            out.cutTo(keepFrom);
        }
    }

    /** Emits empty lines from {@code at} on; returns where the first other line starts. */
    private int breaks(int at, int indent, Emitted out) {
        int line = at;
        while (line < end && line + spaces(line, indent) == lineEnd(line) && lineEnd(line) < end) {
            out.add('\n', lineEnd(line));
            line = afterBreak(lineEnd(line));
        }
        return line;
    }

    private boolean isContent(int line, int indent) {
        return line + indent < end && spaces(line, indent) == indent && line + indent < lineEnd(line);
    }

    private int spaces(int line, int most) {
        int count = 0;
        while (line + count < end && count < most && source.charAt(line + count) == ' ') {
            count++;
        }
        return count;
    }

    private int lineEnd(int from) {
        int at = from;
        while (at < end && source.charAt(at) != '\n' && source.charAt(at) != '\r') {
            at++;
        }
        return at;
    }

    private int afterBreak(int lineEnd) {
        return Math.min(end, source.startsWith("\r\n", lineEnd) ? lineEnd + 2 : lineEnd + 1);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
