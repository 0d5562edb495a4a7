package play.module;

import java.util.List;
import play.param.Binding;
import play.param.Schema;

/**
 * What a task can call. A module is a pure function of its parameters and of what is known: it meets no connection,
 * mode, clock, random source or file system, but for a guest, which is a program of others. There are six kinds, and
 * the kind decides what a dry run does.
 *
 * @param <P> its parameters, a record from which the {@link Schema} is derived
 */
public sealed interface TaskModule<P extends Record> permits Resource, Query, Procedure, Transfer, Control, Guest {
    ModuleSpec<P> spec();

    /**
     * What is wrong with parameters whatever the host is like. Told while a playbook is loaded where a task has no
     * templates, and else before anything is asked of the host. What is unknown, or in a file of the controller, does
     * not count as wrong.
     */
    default List<Binding.Fault> check(P params) {
        return List.of();
    }

    /** Whether its result has {@code elapsed}, the seconds that it took; the engine counts them. */
    default boolean tellsElapsed() {
        return false;
    }
}
