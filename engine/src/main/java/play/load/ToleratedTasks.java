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
import play.playbook.Task;

/**
 * Reads tasks whose failure is provided for: parameters and keywords that no run could make sense of are a warning
 * there, and fail the task, as in Ansible. So are files that are not there, also where a condition says who needs them.
 * What looks like a slip stays an error.
 */
final class ToleratedTasks {
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

    private static final Set<String> OF_KEYWORDS = Set.of("expression-syntax", "invalid-name", "wrong-type");

    private final Problems problems;

    ToleratedTasks(Problems problems) {
        this.problems = problems;
    }

    /** A whole task; what is wrong with its call is told already. */
    Task task(Enclosing around, Supplier<Task> reading) {
        if (!(problems instanceof LostNames names)) {
            return reading.get();
        }
        List<Task> read = new ArrayList<>();
        List<Diagnostic> reported = names.holding(() -> read.add(reading.get()));
        Task task = read.getFirst();
        List<Diagnostic> faults = errors(reported);
        Optional<Excuse> excuse = Excuse.of(task.settings(), around).filter(found -> found != Excuse.CONDITIONAL);
        if (faults.isEmpty() || excuse.isEmpty() || !faults.stream().allMatch(ToleratedTasks::isOfTask)) {
            reported.forEach(names::report);
            return task;
        }
        Branches.excuse(reported, excuse.get(), names);
        return failing(task, faults.getFirst());
    }

    private static List<Diagnostic> errors(List<Diagnostic> reported) {
        return reported.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .toList();
    }

    /** Whether it is about what a module is given. */
    static boolean isOfParameters(Diagnostic problem) {
        return OF_PARAMETERS.contains(problem.code());
    }

    private static boolean isOfTask(Diagnostic problem) {
        return (isOfParameters(problem) || OF_KEYWORDS.contains(problem.code())) && !isSlip(problem);
    }

    /** Whether the name of something that there is looks meant. */
    static boolean isSlip(Diagnostic problem) {
        return problem.detail().contains("Did you mean");
    }

    /** The task without what may be broken of it, its conditions aside. */
    private static Task failing(Task task, Diagnostic fault) {
        return new Task(
                task.name(),
                failing(task.call(), fault),
                task.settings(),
                task.context(),
                Optional.empty(),
                new Task.Result(task.result().register(), List.of(), List.of(), Optional.empty(), Optional.empty()),
                task.span());
    }

    Call call(Optional<Excuse> excuse, Supplier<Call> reading) {
        if (excuse.isEmpty() || !(problems instanceof LostNames names)) {
            return reading.get();
        }
        List<Call> read = new ArrayList<>();
        List<Diagnostic> reported = names.holding(() -> read.add(reading.get()));
        List<Diagnostic> faults = errors(reported);
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
                || (excuse != Excuse.CONDITIONAL && isOfParameters(problem) && !isSlip(problem));
    }
}
