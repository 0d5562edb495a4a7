package play.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Severity;
import play.playbook.Include;

/**
 * Reads what is taken in on a condition. Roles have files for systems that a host is not: what such a file asks for and
 * is not there is a warning, and fails a host that comes to it, as in Ansible. What looks like a slip stays an error.
 */
final class Branches {
    private static final Set<String> NOT_THERE = Set.of(
            "unknown-module",
            "refused-guest",
            "unknown-parameter",
            "unknown-filter",
            "unknown-test",
            "unknown-lookup",
            "unknown-key",
            "not-supported");
    private static final String ON_CONDITION =
            "it is taken in on a condition only; a host that it holds for fails here";

    private final Problems problems;

    Branches(Problems problems) {
        this.problems = problems;
    }

    Optional<Include.Loaded> read(boolean conditional, PlayParts play, Supplier<Optional<Include.Loaded>> reading) {
        if (!conditional || !(problems instanceof LostNames names)) {
            return reading.get();
        }
        boolean complete = play.isComplete();
        List<Include.Loaded> read = new ArrayList<>();
        List<Diagnostic> reported = names.holding(() -> reading.get().ifPresent(read::add));
        List<Diagnostic> faults = reported.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .toList();
        if (read.isEmpty() || faults.isEmpty() || !faults.stream().allMatch(Branches::mayWait)) {
            reported.forEach(names::report);
            return read.stream().findFirst();
        }
        play.restore(complete);
        reported.forEach(problem ->
                names.report(problem.severity() == Severity.ERROR ? problem.asWarning(ON_CONDITION) : problem));
        return Optional.of(read.getFirst().failing(faults));
    }

    static boolean mayWait(Diagnostic problem) {
        return NOT_THERE.contains(problem.code()) && !problem.detail().contains("Did you mean");
    }
}
