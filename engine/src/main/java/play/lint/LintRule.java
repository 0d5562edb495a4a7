package play.lint;

import java.util.List;
import play.diag.Severity;

/** One thing that should not be so. Each has an entry in docs/lint.md. */
public interface LintRule {
    /** Stable, kebab case. */
    String code();

    Severity severity();

    /** The same words for the same problem. */
    String summary();

    void check(Project project, Findings findings);

    /** All rules. */
    static List<LintRule> all() {
        return java.util.stream.Stream.of(
                        TaskRules.all(),
                        ShellRules.all(),
                        SecretRules.all(),
                        UseRules.all(),
                        FileRules.all(),
                        FirewallRules.all(),
                        ComponentRules.all(),
                        UnitRules.all())
                .flatMap(List::stream)
                .toList();
    }

    /** A rule from a method. */
    static LintRule of(String code, Severity severity, String summary, Check check) {
        return new Made(code, severity, summary, check);
    }

    /** Looks through a project. */
    @FunctionalInterface
    interface Check {
        void check(Project project, Findings findings);
    }

    /** A rule as data. */
    record Made(String code, Severity severity, String summary, Check body) implements LintRule {
        @Override
        public void check(Project project, Findings findings) {
            body.check(project, findings);
        }
    }
}
