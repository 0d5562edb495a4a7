package play.load;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Severity;
import play.diag.Suggestions;
import play.source.SourceFile;

/** Passes problems on, and knows whether one of them leaves open which names there are. Used by one thread. */
final class LostNames implements Problems {
    /** What is wrong where variables are defined, or where a key was meant that defines some. */
    private static final Set<String> OF_NAMES =
            Set.of("bad-arguments", "invalid-name", "not-supported", "unknown-key", "vars-shape", "wrong-type");

    /** Keys that say how something is done, and define no names. */
    private static final Set<String> WITHOUT_NAMES = SettingsReader.keys();

    private final Problems problems;
    private final Deque<List<Diagnostic>> held = new ArrayDeque<>();
    private boolean lost;

    LostNames(Problems problems) {
        this.problems = problems;
    }

    @Override
    public void report(Diagnostic diagnostic) {
        lost |= diagnostic.severity() == Severity.ERROR
                && OF_NAMES.contains(diagnostic.code())
                && Suggestions.proposed(diagnostic.detail())
                        .filter(WITHOUT_NAMES::contains)
                        .isEmpty();
        if (held.isEmpty()) {
            problems.report(diagnostic);
        } else {
            held.getFirst().add(diagnostic);
        }
    }

    @Override
    public void took(SourceFile source) {
        problems.took(source);
    }

    /** What something reports, held back, and whether names are lost forgotten. */
    List<Diagnostic> holding(Runnable reading) {
        boolean before = lost;
        List<Diagnostic> reported = new ArrayList<>();
        held.push(reported);
        try {
            reading.run();
        } finally {
            held.pop();
            lost = before;
        }
        return reported;
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
