package play.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.event.TaskRef;
import play.expression.ExpressionException;
import play.playbook.Handler;

/**
 * What is kept of a run while it goes on, and what has been kept of an earlier one that it goes on with. Used by many
 * threads; nothing that befalls it ends a task.
 */
public interface Ledger {
    /** Nothing is kept, and nothing was. */
    Ledger NONE = new Ledger() {};

    /**
     * A task on a host, with all that decides what it does.
     *
     * @param acted the host that it acts upon
     * @param sharers the hosts that it is made for once; empty where each makes its own
     * @param given its module, parameters, environment and users, secrets in clear
     */
    record Call(Approvals.Instance instance, String acted, List<String> sharers, String given) {}

    /**
     * How a call ended that did not fail.
     *
     * @param registered what {@code register} got, secrets in clear; nothing where nobody asks for it
     * @param facts what the host got, by the names of variables
     */
    record Ending(boolean changed, Optional<Object> registered, Map<String, @Nullable Object> facts) {}

    /**
     * What an earlier run has done.
     *
     * @param ending as it was for the very same call; else only that something may have changed
     */
    record Earlier(String run, Ending ending) {}

    /** Whether there is an earlier run. */
    default boolean remembers() {
        return false;
    }

    /** A task is about to change something, or anything. This is kept for good when it returns. */
    default void begins(Approvals.Instance instance) {}

    /** What was about to be changed is not. */
    default void withdraws(Approvals.Instance instance) {}

    /** @param again whether it is to be done again in any case */
    default void ended(Call call, Ending ending, boolean again) {}

    /** What an earlier run has done, where this very call need not be done again. */
    default Optional<Earlier> taken(Call call) {
        return Optional.empty();
    }

    /**
     * What an earlier run has changed by this task, or may have.
     *
     * @param call looked at only where something was
     */
    default Optional<Earlier> changed(Approvals.Instance instance, CallSource call) throws ExpressionException {
        return Optional.empty();
    }

    /** Finds out what a call is given. */
    @FunctionalInterface
    interface CallSource {
        Call call() throws ExpressionException;
    }

    /** Something had to be changed on hosts by this run itself, so what was done there before may not hold. */
    default void changedAnew(List<String> hosts) {}

    /**
     * A block has failed on a host, and what it has done there is about to be dealt with, or undone.
     *
     * @param block where it stands
     */
    default void failed(String host, String block) {}

    /** Whether the earlier run has had a handler run on a host after the last change that a task made there. */
    default boolean hasHandled(String host, TaskRef task, Handler handler) {
        return false;
    }

    /** A host has run a handler to its end. */
    default void handled(String host, Handler handler) {}

    /** The run is about to end; these hosts have failed. */
    default void over(Set<String> failed) {}
}
