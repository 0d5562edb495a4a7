package play.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.diag.Diagnostic;
import play.source.Position;
import play.source.Span;

/** Diagnostics as JSON: a list of mappings with code, severity, summary, detail, place and notes. */
public final class ProblemsJson {
    private ProblemsJson() {}

    public static String text(List<Diagnostic> problems) {
        return ReportJson.text(problems.stream().map(ProblemsJson::problem).toList(), true);
    }

    private static Map<String, @Nullable Object> problem(Diagnostic problem) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("code", problem.code());
        fields.put("severity", problem.severity().name().toLowerCase(Locale.ROOT));
        fields.put("summary", problem.summary());
        fields.put("detail", problem.detail());
        fields.put("place", problem.subject().map(ProblemsJson::place).orElse(null));
        fields.put(
                "notes",
                problem.notes().stream()
                        .map(note -> Map.of(
                                "text",
                                note.text(),
                                "place",
                                note.span().map(Span::toString).orElse("")))
                        .toList());
        return fields;
    }

    /** Lines and columns count from 1. */
    static Map<String, Object> place(Span span) {
        Position from = span.from();
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("file", span.file().name());
        place.put("line", (long) from.line());
        place.put("column", (long) from.column());
        return place;
    }
}
