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
import play.playbook.Data;
import play.playbook.Setting;
import play.playbook.Settings;
import play.value.Flag;

/**
 * Reads calls of tasks whose failure is provided for: parameters that no run could make sense of are a warning there,
 * and fail the task, as in Ansible. What looks like a slip stays an error.
 */
final class ToleratedCalls {
    private static final Set<String> OF_PARAMETERS =
            Set.of("invalid-value", "missing-parameter", "parameter-group", "unknown-parameter");
    private static final String TOLERATED = "'ignore_errors' lets the play go on after this; the task fails here";

    private final Problems problems;

    ToleratedCalls(Problems problems) {
        this.problems = problems;
    }

    Call read(Settings settings, Supplier<Call> reading) {
        if (!isTolerant(settings) || !(problems instanceof LostNames names)) {
            return reading.get();
        }
        List<Call> read = new ArrayList<>();
        List<Diagnostic> reported = names.holding(() -> read.add(reading.get()));
        List<Diagnostic> faults = reported.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .toList();
        Call call = read.getFirst();
        if (faults.isEmpty() || !faults.stream().allMatch(ToleratedCalls::mayWait)) {
            reported.forEach(names::report);
            return call;
        }
        reported.forEach(
                problem -> names.report(problem.severity() == Severity.ERROR ? problem.asWarning(TOLERATED) : problem));
        return new Call(
                call.module(),
                new MissingModule(call.module().value(), faults.getFirst()),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                Optional.empty());
    }

    private static boolean mayWait(Diagnostic problem) {
        return OF_PARAMETERS.contains(problem.code()) && !problem.detail().contains("Did you mean");
    }

    private static boolean isTolerant(Settings settings) {
        return settings.get(Setting.IGNORE_ERRORS)
                .filter(value -> !(value instanceof Data.Literal given)
                        || Flag.parse(given.value()).orElse(false))
                .isPresent();
    }
}
