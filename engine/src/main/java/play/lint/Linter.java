package play.lint;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.diag.Diagnostic;
import play.source.Span;

/** Looks through a project by all rules. */
public final class Linter {
    private final List<LintRule> rules;

    public Linter(Collection<LintRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** What was found, by file and place. A line with {@code # noqa: CODE} at its end is left out for that rule. */
    public List<Diagnostic> lint(Project project) {
        Map<String, Diagnostic> found = new LinkedHashMap<>();
        for (LintRule rule : rules) {
            rule.check(project, new Findings(rule, finding -> {
                if (!isExcused(finding)) {
                    found.putIfAbsent(
                            finding.code() + " "
                                    + finding.subject().map(Span::toString).orElse(finding.detail()),
                            finding);
                }
            }));
        }
        Comparator<Diagnostic> byPlace = Comparator.comparing((Diagnostic finding) ->
                        finding.subject().map(span -> span.file().name()).orElse(""))
                .thenComparing(finding -> finding.subject().map(Span::start).orElse(0));
        return found.values().stream().sorted(byPlace).toList();
    }

    private static boolean isExcused(Diagnostic finding) {
        Optional<String> line =
                finding.subject().map(span -> span.file().line(span.from().line()));
        return line.filter(text -> text.matches(".*#\\s*noqa:?[^#]*(?<![\\w-])" + finding.code() + "(?![\\w-]).*"))
                .isPresent();
    }
}
