package play.load;

import java.util.Set;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Severity;

/** Passes problems on, and knows whether one of them leaves open which names there are. Used by one thread. */
final class LostNames implements Problems {
    /** What is wrong where variables are defined, or where a key was meant that defines some. */
    private static final Set<String> OF_NAMES =
            Set.of("bad-arguments", "invalid-name", "not-supported", "unknown-key", "vars-shape", "wrong-type");

    private final Problems problems;
    private boolean lost;

    LostNames(Problems problems) {
        this.problems = problems;
    }

    @Override
    public void report(Diagnostic diagnostic) {
        lost |= diagnostic.severity() == Severity.ERROR && OF_NAMES.contains(diagnostic.code());
        problems.report(diagnostic);
    }

    /** Where problems are told that leave no name open. */
    Problems outer() {
        return problems;
    }

    /** Whether names were lost since this was asked last. */
    boolean takeLost() {
        boolean before = lost;
        lost = false;
        return before;
    }
}
