package play.diag;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.source.Span;
import play.source.UrlPasswords;

/**
 * One thing that is wrong.
 *
 * @param code stable, kebab case, with an entry in docs/diagnostics.md
 * @param summary the same words for the same problem; no names of the user's
 * @param detail full sentences: what is wrong, why, and what to do
 * @param subject the tight range that is at fault
 * @param notes further places or facts that help
 */
public record Diagnostic(
        Severity severity, String code, String summary, String detail, Optional<Span> subject, List<Note> notes) {

    /** A further fact, with the place it is about if it has one. */
    public record Note(String text, Optional<Span> span) {
        public Note {
            text = UrlPasswords.masked(text);
        }
    }

    public Diagnostic {
        detail = UrlPasswords.masked(detail);
        notes = List.copyOf(notes);
    }

    public static Diagnostic error(String code, String summary, String detail, Span subject) {
        return new Diagnostic(Severity.ERROR, code, summary, detail, Optional.of(subject), List.of());
    }

    /** A problem that no line of any file is to blame for. */
    public static Diagnostic error(String code, String summary, String detail) {
        return new Diagnostic(Severity.ERROR, code, summary, detail, Optional.empty(), List.of());
    }

    public static Diagnostic warning(String code, String summary, String detail, Span subject) {
        return new Diagnostic(Severity.WARNING, code, summary, detail, Optional.of(subject), List.of());
    }

    /** The same problem at a place, where it has none. */
    public Diagnostic orAt(Span place) {
        return new Diagnostic(severity, code, summary, detail, subject.or(() -> Optional.of(place)), notes);
    }

    /** The same problem where it does no harm, with a note why. */
    public Diagnostic asWarning(String why) {
        return new Diagnostic(Severity.WARNING, code, summary, detail, subject, notes).note(why);
    }

    public Diagnostic note(String text, Span span) {
        return with(new Note(text, Optional.of(span)));
    }

    public Diagnostic note(String text) {
        return with(new Note(text, Optional.empty()));
    }

    private Diagnostic with(Note note) {
        List<Note> more = new ArrayList<>(notes);
        more.add(note);
        return new Diagnostic(severity, code, summary, detail, subject, more);
    }
}
