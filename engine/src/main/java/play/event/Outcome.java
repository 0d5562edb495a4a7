package play.event;

import java.util.List;
import java.util.Optional;

/** What became of a task, or of one item of its loop, on one host. */
public sealed interface Outcome {
    /**
     * All was as wanted, a question was answered, or nothing outside the run was touched.
     *
     * @param before what the run had done here that this one goes on with, where that counts
     */
    record Ok(Optional<Before> before) implements Outcome {
        public Ok() {
            this(Optional.empty());
        }

        /** Whether a change of the run that this one goes on with stands for one of its own. */
        public boolean wasChanged() {
            return before.filter(Before::changed).isPresent();
        }
    }

    /**
     * What an earlier run has done in a task on a host.
     *
     * @param run its id
     * @param changed whether it changed something there, or may have
     * @param taken whether the task was not done again
     */
    record Before(String run, boolean changed, boolean taken) {}

    /**
     * Something was changed, or would be in a dry run.
     *
     * @param title what it came to, in a few words
     */
    record Changed(String title, List<StateChange> changes) implements Outcome {
        public Changed {
            changes = List.copyOf(changes);
        }
    }

    /** A dry run cannot tell what this task would do. */
    record CannotTell(String why) implements Outcome {}

    record Skipped(String why) implements Outcome {}

    /**
     * It failed.
     *
     * @param done steps that were carried out before, {@code undone} those that were not
     * @param ignored whether the play goes on for this host all the same
     */
    record Failed(Cause cause, List<String> done, List<String> undone, boolean ignored) implements Outcome {
        public Failed {
            done = List.copyOf(done);
            undone = List.copyOf(undone);
        }

        public Failed(Cause cause) {
            this(cause, List.of(), List.of(), false);
        }

        public Failed(String reason) {
            this(new Cause.Reason(reason));
        }

        /** Why, in words. */
        public String message() {
            return cause.message();
        }

        public Failed asIgnored() {
            return new Failed(cause, done, undone, true);
        }
    }

    record Unreachable(String message, boolean ignored) implements Outcome {}
}
