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
 * Reads what is taken in on a condition, or where its failure is provided for. Roles have files for systems that a host
 * is not: what such a file asks for and is not there is a warning, and fails a host that comes to it, as in Ansible; so
 * does a file or role that is not there itself. What looks like a slip of another name stays an error.
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
    private static final Set<String> NOT_FOUND = Set.of("missing-file", "missing-role");

    private final Problems problems;

    Branches(Problems problems) {
        this.problems = problems;
    }

    /** @param name of what is taken in */
    Optional<Include.Loaded> read(
            String name, Optional<Excuse> excuse, PlayParts play, Supplier<Optional<Include.Loaded>> reading) {
        if (excuse.isEmpty() || !(problems instanceof LostNames names)) {
            return reading.get();
        }
        boolean complete = play.isComplete();
        List<Include.Loaded> read = new ArrayList<>();
        List<Diagnostic> reported = names.holding(() -> reading.get().ifPresent(read::add));
        List<Diagnostic> faults = reported.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .toList();
        if (faults.isEmpty() || !faults.stream().allMatch(Branches::mayWait)) {
            reported.forEach(names::report);
            return read.stream().findFirst();
        }
        play.restore(complete);
        excuse(reported, excuse.get(), names);
        Include.Loaded found =
                read.isEmpty() ? new Include.Loaded(name, List.of(), List.of(), Optional.empty()) : read.getFirst();
        return Optional.of(found.failing(faults));
    }

    /** Tells of problems, none of which is an error. */
    static void excuse(List<Diagnostic> reported, Excuse excuse, Problems to) {
        reported.forEach(problem ->
                to.report(problem.severity() == Severity.ERROR ? problem.asWarning(excuse.note()) : problem));
    }

    static boolean mayWait(Diagnostic problem) {
        return isNotFound(problem)
                || (NOT_THERE.contains(problem.code()) && !problem.detail().contains("Did you mean"));
    }

    /** Whether a file or role is not there; others often have names that are near. */
    static boolean isNotFound(Diagnostic problem) {
        return NOT_FOUND.contains(problem.code());
    }
}
