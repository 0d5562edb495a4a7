package play.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import play.diag.Diagnostic;
import play.diag.Severity;
import play.source.Position;
import play.source.Span;

/** Diagnostics as a SARIF 2.1.0 log, which code scanning and editors read. */
public final class SarifLog {
    private SarifLog() {}

    /** @param version of {@code play} */
    public static String text(List<Diagnostic> problems, String version) {
        Map<String, Object> driver = new LinkedHashMap<>();
        driver.put("name", "play");
        driver.put("version", version);
        driver.put("rules", rules(problems));
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("tool", Map.of("driver", driver));
        run.put("columnKind", "utf16CodeUnits");
        run.put("results", problems.stream().map(SarifLog::result).toList());
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        log.put("version", "2.1.0");
        log.put("runs", List.of(run));
        return ReportJson.text(log, true);
    }

    private static List<Object> rules(List<Diagnostic> problems) {
        Map<String, String> summaries = new TreeMap<>();
        problems.forEach(problem -> summaries.putIfAbsent(problem.code(), problem.summary()));
        return summaries.entrySet().stream()
                .<Object>map(rule ->
                        new TreeMap<>(Map.of("id", rule.getKey(), "shortDescription", Map.of("text", rule.getValue()))))
                .toList();
    }

    private static Map<String, @Nullable Object> result(Diagnostic problem) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("ruleId", problem.code());
        result.put("level", problem.severity() == Severity.ERROR ? "error" : "warning");
        result.put("message", Map.of("text", message(problem)));
        problem.subject().ifPresent(place -> result.put("locations", List.of(location(place))));
        List<Object> related = problem.notes().stream()
                .<Object>mapMulti((note, places) -> note.span().ifPresent(span -> {
                    Map<String, Object> place = location(span);
                    place.put("message", Map.of("text", note.text()));
                    places.accept(place);
                }))
                .toList();
        if (!related.isEmpty()) {
            result.put("relatedLocations", related);
        }
        return result;
    }

    /** What is wrong and what to do, with the notes that have no place of their own. */
    static String message(Diagnostic problem) {
        StringBuilder message = new StringBuilder(problem.summary());
        if (!problem.detail().isEmpty()) {
            message.append(": ").append(problem.detail());
        }
        problem.notes().stream()
                .filter(note -> note.span().isEmpty())
                .forEach(note -> message.append(' ').append(note.text()));
        return message.toString();
    }

    private static Map<String, Object> location(Span span) {
        Position from = span.from();
        Position to = span.file().at(span.end());
        Map<String, Object> region = new LinkedHashMap<>();
        region.put("startLine", (long) from.line());
        region.put("startColumn", (long) from.column());
        region.put("endLine", (long) to.line());
        region.put("endColumn", (long) to.column());
        Map<String, Object> location = new LinkedHashMap<>();
        location.put(
                "physicalLocation",
                new TreeMap<>(
                        Map.of("artifactLocation", Map.of("uri", uri(span.file().name())), "region", region)));
        return location;
    }

    /** Files as the user named them, relative to where {@code play} was started; not all characters may stand so. */
    private static String uri(String file) {
        StringBuilder uri = new StringBuilder();
        for (byte one : file.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
            boolean plain = one > ' ' && one < 0x7f && "%\"<>\\^`{|}?#[]".indexOf(one) < 0;
            uri.append(plain ? String.valueOf((char) one) : "%%%02X".formatted(one));
        }
        return uri.toString();
    }
}
