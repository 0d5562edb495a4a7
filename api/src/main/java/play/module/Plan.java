package play.module;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import play.host.HostState;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;

/** What a resource wants done. */
public sealed interface Plan {
    Plan UNCHANGED = new Unchanged();

    /** The plan for a state, which can't be told where the state is unknown. */
    static <S extends HostState> Plan on(Observed<S> observed, Function<? super S, ? extends Plan> plan) {
        return switch (observed) {
            case Observed.Unknown<S>(String reason) -> new Undetermined(reason);
            case Observed.Known<S>(S state, var how) -> plan.apply(state);
        };
    }

    /** The plan for the states of several things, in their order; it can't be told where one is unknown. */
    static <T, S extends HostState> Plan onEach(
            Knowledge known,
            Collection<T> things,
            Function<? super T, StateKey<S>> key,
            Function<? super SequencedMap<T, S>, ? extends Plan> plan) {
        SequencedMap<T, S> states = new LinkedHashMap<>();
        for (T thing : things) {
            switch (known.of(key.apply(thing))) {
                case Observed.Unknown<S>(String reason) -> {
                    return new Undetermined(reason);
                }
                case Observed.Known<S>(S state, var how) -> states.put(thing, state);
            }
        }
        return plan.apply(states);
    }

    /** All is as wanted. */
    record Unchanged() implements Plan {}

    /**
     * These steps, in this order; the first that fails ends the task.
     *
     * @param title what it comes to, in a few words: {@code create /etc/motd}
     */
    record Change(String title, List<Action> actions) implements Plan {
        public Change {
            actions = List.copyOf(actions);
            if (actions.isEmpty()) {
                throw new IllegalArgumentException("a change without actions: " + title);
            }
        }

        public Change(String title, Action action) {
            this(title, List.of(action));
        }
    }

    /** Ask again when these are known too. */
    record Needs(List<StateKey<?>> more) implements Plan {
        public Needs {
            more = List.copyOf(more);
        }
    }

    /** Cannot be told, because something needed is unknown; {@code why} says what. */
    record Undetermined(String why) implements Plan {}

    /** Cannot be done: {@code /srv is a file}. Says what to do about it where that helps. */
    record Rejected(String why) implements Plan {}
}
