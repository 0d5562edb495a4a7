package play.run;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import play.converge.ModuleResult;
import play.event.Cause;
import play.event.Outcome;
import play.event.Redactor;
import play.expression.ExpressionException;
import play.expression.Operands;
import play.expression.Scope;
import play.playbook.Task;

/**
 * What a task says of its own result: {@code changed_when} and {@code failed_when}.
 *
 * @param redactor masks the values that are shown beside a condition
 */
record ResultConditions(Task task, Redactor redactor) {
    private static final Outcome CHANGED = new Outcome.Changed("changed, as changed_when says", List.of());

    /**
     * {@code changed_when}, then {@code failed_when}, of whatever has run: each settles one field of the result and
     * leaves the other. One that cannot be evaluated is a failure, and the rest of the result stays.
     *
     * @param scope of the task with a result under the name it will be registered by
     */
    ModuleResult judge(ModuleResult ran, Function<Object, Scope> scope) {
        if (isWithoutResult(ran.outcome())) {
            return ran;
        }
        ModuleResult whole = ran.with(Results.of(ran));
        ModuleResult changed = whole;
        try {
            if (!task.result().changedWhen().isEmpty()) {
                changed = changedWhen(whole, scope.apply(whole.result()));
            }
        } catch (ExpressionException e) {
            return faulty(whole, "changed_when_result", e);
        }
        if (task.result().failedWhen().isEmpty() || changed.outcome() instanceof Outcome.CannotTell) {
            return changed;
        }
        try {
            return failedWhen(changed, scope.apply(changed.result()));
        } catch (ExpressionException e) {
            return faulty(changed.with(Results.suppressed(changed.result())), "failed_when_result", e);
        }
    }

    private static boolean isWithoutResult(Outcome outcome) {
        return outcome instanceof Outcome.Unreachable
                || outcome instanceof Outcome.CannotTell
                || outcome instanceof Outcome.Skipped;
    }

    /** @param field what tells of the condition: in place of its value, why it has none */
    private static ModuleResult faulty(ModuleResult before, String field, ExpressionException fault) {
        Cause why = Causes.of(fault);
        return Results.with(
                before, new Outcome.Failed(why), Map.of("failed", true, "msg", why.message(), field, why.message()));
    }

    private ModuleResult changedWhen(ModuleResult ran, Scope scope) throws ExpressionException {
        boolean failed = ran.outcome() instanceof Outcome.Failed;
        return switch (Rendering.all(task.result().changedWhen(), scope)) {
            case Rendering.Verdict.Yes() ->
                Results.with(
                        ran, failed ? ran.outcome() : CHANGED, Map.of("changed", true, "changed_when_result", true));
            case Rendering.Verdict.No no ->
                Results.with(
                        ran,
                        failed ? ran.outcome() : new Outcome.Ok(),
                        Map.of("changed", false, "changed_when_result", false));
            case Rendering.Verdict.Undetermined(String why) ->
                ModuleResult.cannotTell("whether it would change anything: " + why);
        };
    }

    private ModuleResult failedWhen(ModuleResult ran, Scope scope) throws ExpressionException {
        return switch (Rendering.all(task.result().failedWhen(), scope)) {
            case Rendering.Verdict.Yes() ->
                Results.with(
                        ran.with(Results.suppressed(ran.result())),
                        new Outcome.Failed(
                                Causes.of(Cause.Condition.Keyword.FAILED_WHEN, holding(scope), ran.result())),
                        Map.of("failed_when_result", true));
            case Rendering.Verdict.No no ->
                Results.with(
                        ran.with(Results.suppressed(ran.result())), forgiven(ran), Map.of("failed_when_result", false));
            case Rendering.Verdict.Undetermined(String why) -> ModuleResult.cannotTell("whether it would fail: " + why);
        };
    }

    private String holding(Scope scope) {
        return task.result().failedWhen().stream()
                .map(condition -> told(condition.expression().source(), scope))
                .collect(Collectors.joining(" and "));
    }

    private String told(String condition, Scope scope) {
        return Operands.told(condition, scope, redactor::redact);
    }

    private static Outcome forgiven(ModuleResult ran) {
        if (!(ran.outcome() instanceof Outcome.Failed)) {
            return ran.outcome();
        }
        return Results.hasChanged(ran.result()) ? new Outcome.Changed("done", List.of()) : new Outcome.Ok();
    }
}
