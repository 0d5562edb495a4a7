package play.run;

import java.util.Map;
import java.util.Optional;
import play.converge.ModuleResult;
import play.converge.Session;
import play.host.HostException;
import play.playbook.Amount;

/** A task's turn on the host that it acts upon, which may be limited ({@code timeout}). */
final class TimedTurn {
    private TimedTurn() {}

    /** One task at a time per host acted upon; {@code timeout} counts from when its turn has come. */
    static ModuleResult of(Session session, Session.Work<ModuleResult> work, Optional<Amount> timeout)
            throws HostException, InterruptedException {
        return session.inTurn(() -> {
            try (Deadline deadline = Deadline.of(timeout)) {
                try {
                    return work.run();
                } catch (InterruptedException e) {
                    if (deadline.passed()) {
                        return timedOut(timeout.orElseThrow());
                    }
                    throw e;
                }
            }
        });
    }

    /** The field is what Ansible has, and its test {@code timedout} asks for. */
    private static ModuleResult timedOut(Amount timeout) {
        String why = "Timed out after " + timeout.text() + " " + (timeout.millis() == 1000 ? "second" : "seconds")
                + ", the timeout of the task";
        Number period = timeout.millis() % 1000 == 0 ? (Number) (timeout.millis() / 1000) : timeout.millis() / 1000.0;
        ModuleResult failed = ModuleResult.failed(why);
        return failed.with(Results.with(Results.of(failed), Map.of("timedout", Map.of("period", period))));
    }
}
