package play.module;

import java.util.List;
import java.util.Optional;
import play.host.Knowledge;
import play.host.StateKey;

/** A question, or a gate that waits for its answer. It changes nothing and runs in a dry run too. */
public non-sealed interface Query<P extends Record> extends TaskModule<P> {
    List<StateKey<?>> probes(P params);

    Answer answer(P params, Knowledge known);

    /** How long to go on asking while the answer is {@code Waiting}; none means one look. */
    default Optional<Patience> patience(P params) {
        return Optional.empty();
    }
}
