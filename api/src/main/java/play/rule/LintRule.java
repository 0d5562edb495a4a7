package play.rule;

import play.diag.Severity;

/**
 * One thing that should not be so. Each has an entry in docs/lint.md.
 *
 * @param code stable, kebab case
 * @param summary the same words for the same problem
 * @param <V> what it looks at
 */
public record LintRule<V>(String code, Severity severity, String summary, Check<? super V> body) {
    /** Looks for what should not be so. */
    @FunctionalInterface
    public interface Check<V> {
        void check(V view, Findings findings);
    }

    public static <V> LintRule<V> error(String code, String summary, Check<? super V> body) {
        return new LintRule<>(code, Severity.ERROR, summary, body);
    }

    public static <V> LintRule<V> warning(String code, String summary, Check<? super V> body) {
        return new LintRule<>(code, Severity.WARNING, summary, body);
    }
}
