package play.run;

import java.util.Optional;
import play.event.Outcome;
import play.event.TaskRef;

/**
 * Why a host takes no further part.
 *
 * @param result what {@code ansible_failed_result} becomes
 */
record Failure(TaskRef task, Object result, Kind kind) {
    /** Whose failure it is, and what may deal with it. */
    enum Kind {
        /** The host's own. */
        FAILED,
        /** The host's own; nothing can be done on it, not even {@code rescue}. */
        UNREACHABLE,
        /** Another host's, which is everybody's: {@code any_errors_fatal}, {@code run_once}. */
        SHARED,
        /** More hosts have failed than {@code max_fail_percentage} allows: that ends the run for all. */
        OVER_LIMIT
    }

    /** Of a task that ended so on a host; nothing where the host goes on. */
    static Optional<Failure> of(TaskRef task, Outcome outcome, Object result) {
        return switch (outcome) {
            case Outcome.Failed failed ->
                failed.ignored() ? Optional.empty() : Optional.of(new Failure(task, result, Kind.FAILED));
            case Outcome.Unreachable lost ->
                lost.ignored() ? Optional.empty() : Optional.of(new Failure(task, result, Kind.UNREACHABLE));
            case Outcome.Ok ok -> Optional.empty();
            case Outcome.Changed changed -> Optional.empty();
            case Outcome.Skipped skipped -> Optional.empty();
            case Outcome.CannotTell unknown -> Optional.empty();
        };
    }

    /** Whether {@code rescue} may deal with it, and {@code always} follows. */
    boolean isRescuable() {
        return switch (kind) {
            case FAILED, SHARED -> true;
            case UNREACHABLE, OVER_LIMIT -> false;
        };
    }

    /** Whether a task has failed on this very host. */
    boolean isOwn() {
        return switch (kind) {
            case FAILED, UNREACHABLE -> true;
            case SHARED, OVER_LIMIT -> false;
        };
    }

    /** The same, as it strikes other hosts. */
    Failure as(Kind other) {
        return new Failure(task, result, other);
    }
}
