package play.source;

/** Half-open range {@code [start, end)} of char offsets in one file. Prints as {@code file:line:column}. */
public record Span(SourceFile file, int start, int end) {
    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("not a span: " + start + ".." + end);
        }
    }

    public Position from() {
        return file.at(start);
    }

    /** The text it covers. */
    public String text() {
        return file.text()
                .substring(
                        Math.min(start, file.text().length()),
                        Math.min(end, file.text().length()));
    }

    /** The smallest span that covers this one and {@code other}; both must be of one file. */
    public Span to(Span other) {
        return new Span(file, Math.min(start, other.start), Math.max(end, other.end));
    }

    @Override
    public String toString() {
        Position from = from();
        return file.name() + ":" + from.line() + ":" + from.column();
    }
}
