package play.diag;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import play.source.Position;
import play.source.Span;

/** Renders diagnostics as plain text: summary, place, excerpt with a marker, detail, notes. */
public final class DiagnosticText {
  private static final int MOST_SHOWN = 20;

  private DiagnosticText() {}

  /** All of them, the first 20 in full and the rest as a count. */
  public static String render(List<Diagnostic> diagnostics) {
    String shown =
        diagnostics.stream().limit(MOST_SHOWN).map(DiagnosticText::render).collect(Collectors.joining("\n"));
    int more = diagnostics.size() - MOST_SHOWN;
    return more > 0 ? shown + "\n… and " + more + " more problems.\n" : shown;
  }

  public static String render(Diagnostic diagnostic) {
    StringBuilder text = new StringBuilder();
    text.append(diagnostic.severity().name().toLowerCase(Locale.ROOT));
    text.append('[').append(diagnostic.code()).append("]: ").append(diagnostic.summary()).append('\n');
    diagnostic.subject().ifPresent(span -> text.append(excerpt(span)));
    if (!diagnostic.detail().isEmpty()) {
      text.append(indented(diagnostic.detail()));
    }
    for (Diagnostic.Note note : diagnostic.notes()) {
      text.append(indented("note: " + note.text()));
      note.span().ifPresent(span -> text.append(excerpt(span)));
    }
    return text.toString();
  }

  private static String indented(String text) {
    return text.lines().map(line -> "  " + line + "\n").collect(Collectors.joining());
  }

  private static String excerpt(Span span) {
    Position from = span.from();
    String line = span.file().line(from.line());
    String number = String.valueOf(from.line());
    String gutter = " ".repeat(number.length());
    int width = Math.max(1, Math.min(span.end() - span.start(), line.length() - from.column() + 1));
    String lead = line.substring(0, Math.min(from.column() - 1, line.length())).replaceAll("[^\t]", " ");
    return gutter + "--> " + span + "\n"
        + gutter + " |\n"
        + number + " | " + line + "\n"
        + gutter + " | " + lead + "^".repeat(width) + "\n";
  }
}
