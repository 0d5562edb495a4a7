package play.converge;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.host.HostException;
import play.host.HostState;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Script;
import play.host.StateKey;

/**
 * What is known while one task runs on one host: what was read for it, and for a task in check mode over it what such
 * tasks have foreseen. A real task goes by what is there.
 */
final class TaskKnowledge implements Knowledge {
    private final Session session;
    private final Realms realms;
    private final boolean believing;

    /** By the key that is read in full. */
    private final Map<StateKey<?>, Observed<?>> read = new LinkedHashMap<>();

    /** Those that were not. */
    private final Set<StateKey<?>> partly = new HashSet<>();

    private Reading reading;

    /**
     * Of what is read in the task's turn.
     *
     * @param believing whether what was foreseen counts as known
     */
    TaskKnowledge(Session session, Realms realms, boolean believing) {
        this(session, realms, believing, new Prober(session, realms));
    }

    /**
     * Of what was read ahead too.
     *
     * @param following for which to read along
     */
    TaskKnowledge(Session session, Realms realms, boolean believing, Following following) {
        this(session, realms, believing, new TaskReads(session, realms, believing, following));
    }

    /** Of what was seen before, whether or not it still counts. */
    TaskKnowledge(Session session, Realms realms, GuessedReads guesses) {
        this(session, realms, false, guesses);
    }

    private TaskKnowledge(Session session, Realms realms, boolean believing, Reading reading) {
        this.session = session;
        this.realms = realms;
        this.believing = believing;
        this.reading = reading;
    }

    /** Whether any of it had been read before the task's turn came. */
    boolean tookAhead() {
        return reading instanceof TaskReads reads && reads.tookAhead();
    }

    /** From here on all is read anew: the task is about to change something. */
    void endAhead() {
        reading = reading.inTurn();
    }

    /** What succeeds on the host only while all is as it is known here, where it was not read in the task's turn. */
    Optional<Script> still() {
        return reading.still();
    }

    /** Reads what is not known yet, all of it in one round trip per realm. */
    void learn(Collection<? extends StateKey<?>> keys) throws HostException, InterruptedException {
        List<? extends StateKey<?>> unknown =
                keys.stream().filter(key -> !has(key)).toList();
        take(unknown, reading);
    }

    /** Reads these again, because something may have changed them. */
    void relearn(Collection<? extends StateKey<?>> keys) throws HostException, InterruptedException {
        take(keys, new Prober(session, realms));
    }

    private void take(Collection<? extends StateKey<?>> keys, Reading from) throws HostException, InterruptedException {
        Map<StateKey<?>, StateKey<?>> places = new LinkedHashMap<>();
        keys.stream().filter(this::isRead).forEach(key -> places.put(key, resolved(key)));
        Map<StateKey<?>, Observed<?>> states =
                from.read(places.values().stream().distinct().toList());
        places.forEach((key, place) -> store(key, Objects.requireNonNull(states.get(place))));
        keys.stream()
                .filter(key -> !isRead(key))
                .forEach(key -> store(key, new Observed.Unknown<>("only a dry run asks for " + key)));
    }

    private boolean isRead(StateKey<?> key) {
        return believing || !key.family().isForesight();
    }

    /** What was read that goes with these: what is done to them is done to it. */
    List<StateKey<?>> following(Collection<StateKey<?>> changed) {
        return read.keySet().stream()
                .filter(key -> changed.stream()
                        .anyMatch(other -> key.family().follows(other.family())
                                && key.realm().equals(other.realm())
                                && key.id().equals(other.id())))
                .toList();
    }

    /** Takes what was found after a change. */
    void found(Map<StateKey<?>, Observed<?>> states) {
        states.forEach(this::store);
    }

    /** Of what had been read in full, only what is new is taken from a later look at less. */
    private void store(StateKey<?> key, Observed<?> state) {
        StateKey<?> whole = key.whole();
        boolean full = whole.equals(key);
        if (full || partly.contains(whole) || !read.containsKey(whole)) {
            read.put(whole, state);
            if (full) {
                partly.remove(whole);
            } else {
                partly.add(whole);
            }
        } else {
            read.put(whole, completed(whole, state, read.get(whole)));
        }
    }

    @SuppressWarnings("unchecked") // both were parsed by families of this key
    private static <S extends HostState> Observed<?> completed(StateKey<S> key, Observed<?> state, Observed<?> before) {
        return state instanceof Observed.Known<?>(HostState value, Observed.Certainty how)
                ? new Observed.Known<>(
                        key.family().complete(key.family().type().cast(value), (Observed<S>) before), how)
                : state;
    }

    @Override
    public boolean has(StateKey<?> key) {
        StateKey<?> whole = key.whole();
        return read.containsKey(whole) && !(whole.equals(key) && partly.contains(whole));
    }

    @Override
    @SuppressWarnings("unchecked") // the prober stores for each key what its own family parsed
    public <S extends HostState> Observed<S> of(StateKey<S> key) {
        @Nullable Observed<?> found = has(key) ? read.get(key.whole()) : null;
        if (found == null) {
            throw new IllegalStateException("planned with a state that no probe asked for: " + key);
        }
        return believing
                ? realms.foresight(key.realm(), session).over(resolved(key), (Observed<S>) found)
                : (Observed<S>) found;
    }

    private <S extends HostState> StateKey<S> resolved(StateKey<S> key) {
        return believing ? realms.foresight(key.realm(), session).resolved(key) : key;
    }
}
