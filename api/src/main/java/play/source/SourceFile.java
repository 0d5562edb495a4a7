package play.source;

import java.util.Arrays;
import java.util.stream.IntStream;

/** A text as it was read: its display name and its content. Compared by identity. */
public final class SourceFile {
    private final String name;
    private final String text;
    private final int[] lineStarts;

    /**
     * @param name how diagnostics call it: a path as the user wrote it, or a name such as {@code --extra-vars}
     * @param text the whole content, line breaks included
     */
    public SourceFile(String name, String text) {
        this.name = name;
        this.text = text;
        this.lineStarts = IntStream.concat(
                        IntStream.of(0),
                        IntStream.range(0, text.length())
                                .filter(i -> text.charAt(i) == '\n')
                                .map(i -> i + 1))
                .toArray();
    }

    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    public int lineCount() {
        return lineStarts.length;
    }

    /** Line {@code number}, counted from 1, without its line break. */
    public String line(int number) {
        int start = lineStarts[number - 1];
        int end = text.indexOf('\n', start);
        String line = text.substring(start, end < 0 ? text.length() : end);
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    /** The place of a char offset; offsets beyond the end are taken as the end. */
    public Position at(int offset) {
        int inside = Math.max(0, Math.min(offset, text.length()));
        int found = Arrays.binarySearch(lineStarts, inside);
        int index = found >= 0 ? found : -found - 2;
        return new Position(inside, index + 1, inside - lineStarts[index] + 1);
    }

    /** The offset of a line and column, both counted from 1. */
    public int offsetOf(int line, int column) {
        return Math.min(text.length(), lineStarts[Math.min(line, lineStarts.length) - 1] + column - 1);
    }

    public Span span(int start, int end) {
        return new Span(this, start, end);
    }

    /** The whole text as one span. */
    public Span whole() {
        return new Span(this, 0, text.length());
    }

    @Override
    public String toString() {
        return name;
    }
}
