package play.module;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Knowledge;
import play.host.ScriptResult;
import play.host.StateKey;

/** Something that can only be done. A dry run does not run it, so its result is unknown. */
public non-sealed interface Procedure<P extends Record> extends TaskModule<P> {
    /** What decides whether it is done at all: {@code creates}, {@code removes}. */
    default List<StateKey<?>> probes(P params) {
        return List.of();
    }

    Decision decide(P params, Knowledge known);

    /** What {@code register} gets beside changed and failed. */
    Map<String, @Nullable Object> result(P params, ScriptResult done);

    /**
     * Whether it counts as a change to have done it. Without, only {@code changed_when} can say so, and a dry run can't
     * tell.
     */
    default boolean changes() {
        return true;
    }

    /** Whether only what was said tells whether it was a change ({@link #changed}); then a dry run can't. */
    default boolean tellsChange(P params) {
        return false;
    }

    /** Whether having done it was a change. */
    default boolean changed(P params, ScriptResult done) {
        return changes();
    }

    /** Whether what it prints is for people to read; then a failure shows the end of it beside its reason. */
    default boolean printsWords() {
        return true;
    }

    /** Whether the result tells when it began and ended, as {@code start}, {@code end} and {@code delta}. */
    default boolean tellsTimes() {
        return false;
    }

    /** Why what was done counts as failed, if it does. */
    default Optional<String> failure(P params, ScriptResult done) {
        return done.succeeded() ? Optional.empty() : Optional.of("non-zero return code " + done.exitCode());
    }
}
