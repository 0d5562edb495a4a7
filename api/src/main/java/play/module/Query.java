package play.module;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import play.host.Knowledge;
import play.host.StateKey;

/** A question, or a gate that waits for its answer. It changes nothing and runs in a dry run too. */
public non-sealed interface Query<P extends Record> extends TaskModule<P> {
    List<StateKey<?>> probes(P params);

    Answer answer(P params, Knowledge known);

    /**
     * Names of the variables that hold the facts it finds, beside those that every host has; empty where only the run
     * will tell.
     *
     * @param written a parameter's value where it is written as plain text
     */
    default Optional<Set<String>> facts(Function<String, Optional<String>> written) {
        return Optional.of(Set.of());
    }

    /**
     * What is done instead where the parameters ask for something that may change things: then the task is run as that
     * procedure is, and not at all in a dry run.
     */
    default Optional<Procedure<P>> acting(P params) {
        return Optional.empty();
    }

    /**
     * Whether a task may come to be {@link #acting}, told before its parameters are known.
     *
     * @param written what it gives, by name of the parameter; nothing where the value is only told during the run
     */
    default boolean mayAct(Map<String, Optional<String>> written) {
        return false;
    }

    /**
     * For how long a new connection is tried for before anything is asked; without, the one at hand will do. A dry run
     * takes the one at hand.
     */
    default Optional<Duration> connects(P params) {
        return Optional.empty();
    }

    /** What is asked in a run once there is an answer; a dry run asks nobody. */
    default Optional<Question> asks(P params) {
        return Optional.empty();
    }

    /** What is told in a run before it waits. */
    default Optional<String> tells(P params) {
        return Optional.empty();
    }

    /** How long to go on asking while the answer is {@code Waiting}; none means one look. */
    default Optional<Patience> patience(P params) {
        return Optional.empty();
    }
}
