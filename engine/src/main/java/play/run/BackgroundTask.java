package play.run;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import play.converge.Background;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.module.Control;
import play.playbook.Amount;
import play.playbook.NumberKeyword;
import play.playbook.Task;

/** The keywords {@code async} and {@code poll} of a task. */
final class BackgroundTask {
    private static final long POLL = 15;

    /** Of the number in an id, as in Ansible. */
    private static final long MOST = 1_000_000_000_000L;

    private BackgroundTask() {}

    /** How it goes on by itself, where it is to. */
    static Optional<Background> of(Task task, Scope scope) throws ExpressionException {
        if (task.result().async().isEmpty()) {
            return Optional.empty();
        }
        Task.Async async = task.result().async().get();
        long limit = Keywords.amount(NumberKeyword.ASYNC, Optional.of(async.limit()), scope)
                .map(amount -> (long) amount.number())
                .orElse(0L);
        if (limit == 0) {
            return Optional.empty();
        }
        if (task.call().implementation() instanceof Control<?> control) {
            throw new ExpressionException(async.refusal(control.spec().name()));
        }
        long poll = Keywords.amount(NumberKeyword.POLL, async.poll(), scope)
                .map(amount -> (long) amount.number())
                .orElse(POLL);
        String id = "j" + ThreadLocalRandom.current().nextLong(MOST) + "."
                + ProcessHandle.current().pid();
        return Optional.of(new Background(id, Duration.ofSeconds(limit), Duration.ofSeconds(poll)));
    }

    /** Of what is done in step, the time it may take: the shorter one of {@code timeout} and {@code async}. */
    static Optional<Amount> shorter(Optional<Amount> timeout, Optional<Background> background) {
        Optional<Amount> limit = background.map(job -> new Amount(job.limit().toSeconds(), false));
        return timeout.filter(amount -> amount.number() > 0)
                .filter(amount ->
                        limit.filter(other -> other.number() < amount.number()).isEmpty())
                .or(() -> limit)
                .or(() -> timeout);
    }
}
