package play.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Severity;
import play.playbook.Call;

/**
 * Reads calls of tasks whose failure is provided for: parameters that no run could make sense of are a warning there,
 * and fail the task, as in Ansible. So are files that are not there, also where a condition says who needs them. What
 * looks like a slip stays an error.
 */
final class ToleratedCalls {
    private static final Set<String> OF_PARAMETERS = Set.of(
            "bad-arguments",
            "invalid-argument",
            "invalid-value",
            "missing-parameter",
            "parameter-group",
            "unknown-filter",
            "unknown-lookup",
            "unknown-parameter",
            "unknown-test");

    private final Problems problems;

    ToleratedCalls(Problems problems) {
        this.problems = problems;
    }

    Call read(Optional<Excuse> excuse, Supplier<Call> reading) {
        if (excuse.isEmpty() || !(problems instanceof LostNames names)) {
            return reading.get();
        }
        List<Call> read = new ArrayList<>();
        List<Diagnostic> reported = names.holding(() -> read.add(reading.get()));
        List<Diagnostic> faults = reported.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .toList();
        Call call = read.getFirst();
        if (!faults.stream().allMatch(problem -> mayWait(problem, excuse.get()))) {
            reported.forEach(names::report);
            return call;
        }
        Branches.excuse(reported, excuse.get(), names);
        return faults.stream()
                .filter(fault -> !Branches.isNotFound(fault))
                .findFirst()
                .map(fault -> failing(call, fault))
                .orElse(call);
    }

    /** A call that does nothing but fail. */
    private static Call failing(Call call, Diagnostic fault) {
        return new Call(
                call.module(),
                new MissingModule(call.module().value(), fault),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                Optional.empty());
    }

    private static boolean mayWait(Diagnostic problem, Excuse excuse) {
        return Branches.isNotFound(problem)
                || (excuse != Excuse.CONDITIONAL
                        && OF_PARAMETERS.contains(problem.code())
                        && !problem.detail().contains("Did you mean"));
    }
}
