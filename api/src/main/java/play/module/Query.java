package play.module;

import java.util.List;
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

    /** How long to go on asking while the answer is {@code Waiting}; none means one look. */
    default Optional<Patience> patience(P params) {
        return Optional.empty();
    }
}
