package play.event;

import java.util.List;

/** What became of a task, or of one item of its loop, on one host. */
public sealed interface Outcome {
    /** All was as wanted, a question was answered, or nothing outside the run was touched. */
    record Ok() implements Outcome {}

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
     * @param message what was tried and what came back
     * @param done steps that were carried out before, {@code undone} those that were not
     * @param ignored whether the play goes on for this host all the same
     */
    record Failed(String message, List<String> done, List<String> undone, boolean ignored) implements Outcome {
        public Failed {
            done = List.copyOf(done);
            undone = List.copyOf(undone);
        }

        public Failed(String message) {
            this(message, List.of(), List.of(), false);
        }

        public Failed asIgnored() {
            return new Failed(message, done, undone, true);
        }
    }

    record Unreachable(String message, boolean ignored) implements Outcome {}
}
