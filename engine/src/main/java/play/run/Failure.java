package play.run;

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
