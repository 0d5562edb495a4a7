package play.diag;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Renders diagnostics as plain text: summary, place, excerpt with a marker, detail, notes. */
public final class DiagnosticText {
    /** How many problems a person is shown unasked. */
    public static final int MOST_SHOWN = 20;

    /** Chars of a sentence: names in it may be of any length. */
    private static final int LONGEST = 4000;

    private DiagnosticText() {}

    /** The first 20 in full, the rest as a count. */
    public static String render(List<Diagnostic> diagnostics) {
        return render(diagnostics, MOST_SHOWN);
    }

    /** The first in full, the rest as a count. */
    public static String render(List<Diagnostic> diagnostics, int most) {
        String shown =
                diagnostics.stream().limit(most).map(DiagnosticText::render).collect(Collectors.joining("\n"));
        int more = diagnostics.size() - most;
        return more > 0 ? shown + "\n… and " + more + " more " + (more == 1 ? "problem" : "problems") + ".\n" : shown;
    }

    public static String render(Diagnostic diagnostic) {
        return render(PlainDiagnostic.of(diagnostic));
    }

    /** One whose lines are at hand. */
    public static String render(PlainDiagnostic diagnostic) {
        StringBuilder text = new StringBuilder();
        text.append(diagnostic.severity().name().toLowerCase(Locale.ROOT));
        text.append('[')
                .append(diagnostic.code())
                .append("]: ")
                .append(Printable.line(diagnostic.summary()))
                .append('\n');
        diagnostic.place().ifPresent(place -> text.append(Excerpt.of(place)));
        if (!diagnostic.detail().isEmpty()) {
            text.append(indented(diagnostic.detail()));
        }
        for (PlainDiagnostic.Note note : diagnostic.notes()) {
            text.append(indented("note: " + note.text()));
            note.place().ifPresent(place -> text.append(Excerpt.of(place)));
        }
        return text.toString();
    }

    private static String indented(String text) {
        String shown =
                text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "… (" + text.length() + " characters)";
        return "  " + Printable.lines(shown, "  ") + "\n";
    }
}
