package play.testkit;

import java.util.HashMap;
import java.util.Map;
import play.host.HostState;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateFamily;
import play.host.StateKey;

/** Knowledge made of a map, for pure tests: these states, this plan. Asking for a key it does not hold is a failure. */
public final class KnownStates implements Knowledge {
    private final Map<StateKey<?>, Observed<?>> states = new HashMap<>();

    public <S extends HostState> KnownStates with(StateKey<S> key, S state) {
        states.put(key, Observed.read(state));
        return this;
    }

    public <S extends HostState> KnownStates withUnknown(StateKey<S> key, String reason) {
        states.put(key, new Observed.Unknown<S>(reason));
        return this;
    }

    public <S extends HostState> KnownStates with(StateKey<S> key, Observed<S> state) {
        states.put(key, state);
        return this;
    }

    @Override
    public boolean has(StateKey<?> key) {
        return states.containsKey(key) || states.containsKey(key.whole());
    }

    @Override
    @SuppressWarnings("unchecked") // each key was put with a state of its own type
    public <S extends HostState> Observed<S> of(StateKey<S> key) {
        Observed<?> state = states.get(key);
        if (state != null) {
            return (Observed<S>) state;
        }
        Observed<?> whole = states.get(key.whole());
        if (whole == null) {
            throw new AssertionError("planned with a state that no probe asked for: " + key);
        }
        return part(key.family(), whole);
    }

    /** Who asks for less is told less, as on a host. */
    private static <S extends HostState> Observed<S> part(StateFamily<S> family, Observed<?> whole) {
        return switch (whole) {
            case Observed.Unknown<?>(String why) -> new Observed.Unknown<>(why);
            case Observed.Known<?>(HostState state, var how) ->
                new Observed.Known<>(family.part(family.type().cast(state)), how);
        };
    }
}
