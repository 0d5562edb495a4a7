package play.rule;

import java.util.List;
import java.util.Optional;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.source.Span;

/** Where one rule tells what it found. */
public final class Findings {
    private final LintRule<?> rule;
    private final Problems problems;

    public Findings(LintRule<?> rule, Problems problems) {
        this.rule = rule;
        this.problems = problems;
    }

    public void report(Span place, String detail) {
        problems.report(finding(place, detail));
    }

    public void report(Span place, String detail, String note, Span other) {
        problems.report(finding(place, detail).note(note, other));
    }

    private Diagnostic finding(Span place, String detail) {
        return new Diagnostic(rule.severity(), rule.code(), rule.summary(), detail, Optional.of(place), List.of());
    }
}
