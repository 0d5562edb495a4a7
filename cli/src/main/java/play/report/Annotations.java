package play.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import play.diag.Diagnostic;
import play.diag.Severity;
import play.source.Position;
import play.value.Bytes;

/** Diagnostics in the forms by which forges show them beside the lines that they are about. */
public final class Annotations {
    private Annotations() {}

    /** Commands of a GitHub workflow, one on a line. */
    public static List<String> github(List<Diagnostic> problems) {
        return problems.stream().map(Annotations::command).toList();
    }

    private static String command(Diagnostic problem) {
        String place = problem.subject()
                .map(span -> {
                    Position from = span.from();
                    Position to = span.file().at(span.end());
                    return " file=" + property(span.file().name()) + ",line=" + from.line() + ",endLine=" + to.line()
                            + (from.line() == to.line() ? ",col=" + from.column() + ",endColumn=" + to.column() : "")
                            + ",title=" + property(problem.code());
                })
                .orElse(" title=" + property(problem.code()));
        return "::" + (problem.severity() == Severity.ERROR ? "error" : "warning") + place + "::"
                + data(SarifLog.message(problem));
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }

    /** A code quality report of GitLab. A place is needed there: what has none is told of a file called 'play'. */
    public static String gitlab(List<Diagnostic> problems) {
        return ReportJson.text(problems.stream().map(Annotations::issue).toList(), true);
    }

    private static Object issue(Diagnostic problem) {
        String file = problem.subject().map(span -> span.file().name()).orElse("play");
        int line = problem.subject().map(span -> span.from().line()).orElse(1);
        String description = SarifLog.message(problem);
        return new TreeMap<>(Map.of(
                "check_name",
                problem.code(),
                "description",
                description,
                "fingerprint",
                Bytes.of(problem.code() + "\0" + file + "\0" + line + "\0" + description)
                        .sha256(),
                "severity",
                problem.severity() == Severity.ERROR ? "major" : "minor",
                "location",
                new TreeMap<>(Map.of("path", file, "lines", Map.of("begin", (long) line)))));
    }
}
