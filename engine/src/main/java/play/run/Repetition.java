package play.run;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.event.Cause;
import play.event.Outcome;
import play.event.RunEvent;
import play.event.TaskRef;
import play.expression.ExpressionException;
import play.expression.Operands;
import play.expression.Scope;
import play.playbook.Amount;
import play.playbook.NumberKeyword;
import play.playbook.Task;
import play.value.Unknown;

/** A task for one host and item that is repeated: {@code until}, {@code retries}. */
final class Repetition {
    private final RunContext run;
    private final Task task;
    private final TaskRef ref;
    private final String host;
    private final Attempts attempts;

    Repetition(Turn turn, Attempts attempts) {
        this.run = turn.run();
        this.task = turn.task();
        this.ref = turn.ref();
        this.host = turn.host();
        this.attempts = attempts;
    }

    Finished run(Task.Until until, Map<String, @Nullable Object> local)
            throws ExpressionException, InterruptedException {
        Scope scope = attempts.scope(local);
        int retries = Keywords.amount(NumberKeyword.RETRIES, until.retries(), scope)
                .map(amount -> (int) amount.number())
                .orElse(3);
        long delay = Keywords.amount(NumberKeyword.DELAY, until.delay(), scope)
                .map(Amount::millis)
                .orElse(5000L);
        run.converger().waited();
        for (int attempt = 1; ; attempt++) {
            Finished finished = attempts.once(local, Map.of("attempts", (long) attempt));
            switch (satisfied(until, finished, local)) {
                case Rendering.Verdict.Yes() -> {
                    return counted(finished, attempt);
                }
                case Rendering.Verdict.Undetermined(String why) -> {
                    return unknown("when it would end: " + why);
                }
                case Rendering.Verdict.No(String condition, Object written) -> {
                    Optional<String> undecided = undecided(finished, scope, condition);
                    if (undecided.isPresent()) {
                        return unknown("when it would end: " + undecided.get());
                    }
                    if (attempt > retries) {
                        return exhausted(
                                finished,
                                retries,
                                until.conditions().isEmpty()
                                        ? condition
                                        : Operands.told(
                                                condition,
                                                attempts.scope(local, finished.registered()),
                                                run.output().redactor()::redact));
                    }
                    run.output().events().accept(new RunEvent.TaskRetried(ref, host, retries - attempt, condition));
                    Thread.sleep(delay < 0 ? 1000 : delay);
                }
            }
        }
    }

    /** A dry run believes that what it left out, or only foresees, may bring what is waited for. */
    private Optional<String> undecided(Finished finished, Scope scope, String condition)
            throws ExpressionException, InterruptedException {
        boolean check = attempts.checks(scope);
        if (finished.registered() instanceof Unknown(String why)) {
            return Optional.of(why);
        }
        return check
                ? run.converger()
                        .pending(attempts.session(scope))
                        .map(pending -> "condition is false now: " + condition + ", and " + pending)
                : Optional.empty();
    }

    /** Without a condition: until it does not fail. */
    private Rendering.Verdict satisfied(Task.Until until, Finished finished, Map<String, @Nullable Object> local)
            throws ExpressionException {
        if (finished.outcome() instanceof Outcome.Unreachable) {
            return new Rendering.Verdict.Yes();
        }
        if (until.conditions().isEmpty()) {
            return finished.outcome() instanceof Outcome.Failed
                    ? new Rendering.Verdict.No("it failed", false)
                    : new Rendering.Verdict.Yes();
        }
        return Rendering.all(until.conditions(), attempts.scope(local, finished.registered()));
    }

    private static Finished counted(Finished finished, int attempts) {
        return new Finished(
                finished.outcome(),
                Results.with(finished.registered(), Map.of("attempts", (long) attempts)),
                finished.facts(),
                finished.included());
    }

    /** What {@code failed_when} forgives is no failure, as in Ansible, even if it never came to what was waited for. */
    private Finished exhausted(Finished finished, int retries, String condition) {
        if (!task.result().failedWhen().isEmpty() && !(finished.outcome() instanceof Outcome.Failed)) {
            return counted(finished, retries);
        }
        Cause last = finished.outcome() instanceof Outcome.Failed failed
                ? failed.cause()
                : Causes.of(Cause.Condition.Keyword.UNTIL, condition, finished.registered());
        Cause cause = new Cause.Retried(retries, last);
        Object result = Results.failed(
                finished.registered(), cause.message(), Map.of("attempts", (long) retries, "failed", true));
        return new Finished(new Outcome.Failed(cause), result, finished.facts());
    }

    private static Finished unknown(String why) {
        return new Finished(new Outcome.CannotTell(why), new Unknown(why), Map.of());
    }
}
