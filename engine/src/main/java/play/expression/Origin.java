package play.expression;

import play.source.SourceFile;
import play.source.Span;

/**
 * Where the chars of a text stand in the file it was read from, for example {@code scalar::spanOf} of a YAML scalar.
 */
@FunctionalInterface
public interface Origin {
    /** The place of chars {@code [start, end)} of the text. */
    Span spanOf(int start, int end);

    /** Of a text that is the whole of a file. */
    static Origin of(SourceFile file) {
        return file::span;
    }

    /** Of a text that stands at one place as a whole: every range of it is that place. */
    static Origin at(Span place) {
        return (start, end) -> place;
    }
}
