package play.vars;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Suggestions;
import play.expression.FreeName;
import play.host.Facts;
import play.source.Located;
import play.source.Span;

/**
 * Finds keys of {@code ansible_facts} that are nearly those of a fact. Hosts have facts that nobody knows before the
 * run (interfaces, what modules find), so whatever else is not known is left to the run.
 */
final class MistypedFacts {
    static final String VARIABLE = "ansible_facts";

    private static final int MOST_EDITS = 2;
    private static final int SHORTEST = 6;

    private final Set<String> facts;
    private final Problems problems;
    private final Set<Span> reported = new HashSet<>();

    /** @param facts that are read of every host, without the prefix {@code ansible_} */
    MistypedFacts(Set<String> facts, Problems problems) {
        this.facts = facts;
        this.problems = problems;
    }

    /** @param use of the variable */
    void check(FreeName use, KnownNames names) {
        if (use.path().isEmpty() || !(use.path().getFirst().value() instanceof String name)) {
            return;
        }
        Located<Object> key = use.path().getFirst();
        nearest(name, names)
                .filter(fact -> reported.add(key.span()))
                .ifPresent(fact -> problems.report(Diagnostic.error(
                        "undefined-variable",
                        "Undefined variable",
                        "No host has a fact '" + name + "'. Did you mean '" + fact + "'?",
                        key.span())));
    }

    private Optional<String> nearest(String name, KnownNames names) {
        boolean known = facts.contains(name)
                || Facts.ELSEWHERE.contains(name)
                || Facts.mayBeInterface(name)
                || !names.find(name).isEmpty()
                || !names.find(RunVariables.FACT + name).isEmpty();
        if (known || name.length() < SHORTEST) {
            return Optional.empty();
        }
        Set<String> all = new TreeSet<>(facts);
        all.addAll(Facts.ELSEWHERE);
        return Suggestions.nearest(name, all).filter(fact -> Suggestions.distance(name, fact) <= MOST_EDITS);
    }
}
