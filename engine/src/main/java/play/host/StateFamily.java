package play.host;

import java.util.List;
import java.util.Map;

/**
 * States of one kind that a single script reads, however many keys are asked for. Compared by value: a family is a
 * record of what it takes to read it, often of nothing.
 *
 * @param <S> what is read for a key
 */
public interface StateFamily<S extends HostState> {
    /** Short and singular, as events and diffs show it: {@code file}, {@code package}, {@code unit}. */
    String name();

    Class<S> type();

    /** One script that reads all the keys, with no effect on the host. */
    Script read(List<StateKey<S>> keys);

    /** The states of exactly these keys, from what {@link #read} printed; {@code Unknown} where it could not tell. */
    Map<StateKey<S>, Observed<S>> parse(List<StateKey<S>> keys, ScriptResult result);

    /** Whether reading again right after a change shows the change; events of the past, for example, do not. */
    default boolean rereadable() {
        return true;
    }

    /** The family that reads the same states in full: this one, unless it leaves out what is dear to read. */
    default StateFamily<S> whole() {
        return this;
    }

    /**
     * What this family reads of a state that is known in full: all of it, unless it leaves out what is dear to read.
     */
    default S part(S whole) {
        return whole;
    }

    /**
     * A state that somebody foresaw without having read it in full, with what it leaves open taken from {@code read}.
     */
    default S complete(S foreseen, Observed<S> read) {
        return foreseen;
    }

    /** A key of this family on the host a task acts upon. */
    default StateKey<S> key(String id) {
        return new StateKey<>(Realm.TARGET, this, id);
    }
}
