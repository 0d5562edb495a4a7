package play.lint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.plugin.PluginFault;
import play.rule.Findings;
import play.rule.LintRule;
import play.rule.Project;
import play.rule.RuleSet;
import play.source.Span;

/** Looks through a project by all rules. */
public final class Linter {
    private final List<LintRule<? super PlaybookProject>> rules;

    public Linter(Collection<LintRule<? super PlaybookProject>> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * All rules: of the language, and of the areas of modules that are on the class path.
     *
     * @param more those of plugins
     */
    public static List<LintRule<? super PlaybookProject>> rules(List<LintRule<Project>> more) {
        List<LintRule<? super PlaybookProject>> all = new ArrayList<>();
        all.addAll(TaskRules.all());
        all.addAll(CommandRules.all());
        all.addAll(SecretRules.all());
        all.addAll(UseRules.all());
        all.addAll(TextRules.all());
        ServiceLoader.load(RuleSet.class).forEach(area -> all.addAll(area.rules()));
        all.addAll(more);
        return List.copyOf(all);
    }

    /** What was found, by file and place. A line with {@code # noqa: CODE} at its end is left out for that rule. */
    public List<Diagnostic> lint(PlaybookProject project) {
        Map<String, Diagnostic> found = new LinkedHashMap<>();
        for (LintRule<? super PlaybookProject> rule : rules) {
            look(rule, project, finding -> {
                if (!isExcused(finding)) {
                    found.putIfAbsent(
                            finding.code() + " "
                                    + finding.subject().map(Span::toString).orElse(finding.detail()),
                            finding);
                }
            });
        }
        Comparator<Diagnostic> byPlace = Comparator.comparing((Diagnostic finding) ->
                        finding.subject().map(span -> span.file().name()).orElse(""))
                .thenComparing(finding -> finding.subject().map(Span::start).orElse(0));
        return found.values().stream().sorted(byPlace).toList();
    }

    /** A rule of a plugin that breaks is a finding of its own. */
    private static void look(LintRule<? super PlaybookProject> rule, PlaybookProject project, Problems found) {
        PluginFault.guarded(
                rule.body().getClass(),
                Optional.empty(),
                found,
                () -> rule.body().check(project, new Findings(rule, found)));
    }

    private static boolean isExcused(Diagnostic finding) {
        Optional<String> line =
                finding.subject().map(span -> span.file().line(span.from().line()));
        return line.filter(text -> text.matches(".*#\\s*noqa:?[^#]*(?<![\\w-])" + finding.code() + "(?![\\w-]).*"))
                .isPresent();
    }
}
