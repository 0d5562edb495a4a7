package play.diag;

import java.util.List;
import java.util.Optional;
import play.source.Position;
import play.source.Span;
import play.source.UrlPasswords;

/**
 * A diagnostic as data that outlives its files: places hold the lines they are in.
 *
 * @param place what is at fault
 * @param notes further places or facts that help
 */
public record PlainDiagnostic(
        Severity severity, String code, String summary, String detail, Optional<Place> place, List<Note> notes) {

    /** A further fact, with the place it is about if it has one. */
    public record Note(String text, Optional<Place> place) {}

    /**
     * A place in a file; prints as {@code file:line:column}.
     *
     * @param line from 1, as is {@code column}
     * @param length chars that are at fault, from the column on; they may go on in the next line
     * @param text the line, where it may be shown
     */
    public record Place(String file, int line, int column, int length, Optional<String> text) {
        static Place of(Span span) {
            Position from = span.from();
            String line = UrlPasswords.maskedInPlace(span.file().line(from.line()));
            return new Place(
                    span.file().name(), from.line(), from.column(), span.end() - span.start(), Optional.of(line));
        }

        Place withoutText() {
            return new Place(file, line, column, length, Optional.empty());
        }

        @Override
        public String toString() {
            return file + ":" + line + ":" + column;
        }
    }

    public PlainDiagnostic {
        notes = List.copyOf(notes);
    }

    public static PlainDiagnostic of(Diagnostic diagnostic) {
        return new PlainDiagnostic(
                diagnostic.severity(),
                diagnostic.code(),
                diagnostic.summary(),
                diagnostic.detail(),
                diagnostic.subject().map(Place::of),
                diagnostic.notes().stream()
                        .map(note -> new Note(note.text(), note.span().map(Place::of)))
                        .toList());
    }

    /** Of a file that is secret: nothing that stands in it. */
    public PlainDiagnostic withoutText() {
        return new PlainDiagnostic(severity, code, summary, detail, place.map(Place::withoutText), List.of());
    }

    /** In one paragraph, without the line. */
    public String sentence() {
        return summary
                + (detail.isEmpty() ? "" : ": " + detail)
                + place.map(where -> " (" + where + ")").orElse("");
    }
}
