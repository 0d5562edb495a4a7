package play.converge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import play.host.HostState;
import play.host.Observed;
import play.host.Place;
import play.host.StateFamily;
import play.host.StateKey;

/**
 * What a session has read before the turn of the tasks that ask for it. It holds until anything is done in the run that
 * may change a host, and no longer than its limit; between the two it is a guess. Used in turn only.
 */
final class ReadAhead {
    /** For how many tasks is read at first. */
    private static final int FIRST = 32;

    /** And once a task has changed nothing after others had. */
    private static final int AFTER_CHANGES = 4;

    private static final int GROWTH = 8;
    private static final int MOST = 256;

    /** The count of changes while a state is but a guess. */
    private static final long NEVER = -1;

    /** @param count of changes when it was read */
    private record Entry(Observed<?> state, Instant at, long count) {}

    /**
     * For how long what was read holds, and what ends that sooner.
     *
     * @param limit zero where nothing is to be read ahead
     */
    record Terms(ChangeCounter changes, InstantSource clock, Duration limit) {}

    private final Terms terms;
    private final Map<StateKey<?>, Entry> entries = new HashMap<>();

    /** What had been done when others were last read for. */
    private long count;

    private int window = FIRST;

    /** Whether a change was made by a guess since. */
    private boolean guessed;

    /** Whether guesses are all that what is read now will serve for. */
    private boolean guessing;

    ReadAhead(Terms terms) {
        this.terms = terms;
    }

    /** What was read of a key, if that still holds. */
    Optional<Observed<?>> of(StateKey<?> key) {
        return entry(key)
                .filter(entry -> entry.count() == terms.changes().count())
                .map(Entry::state);
    }

    /** What was last seen of a key, which may be otherwise by now. */
    Optional<Observed<?>> guess(StateKey<?> key) {
        return entry(key).map(Entry::state).or(() -> part(key));
    }

    private Optional<Entry> entry(StateKey<?> key) {
        return Optional.ofNullable(entries.get(key)).filter(entry -> !isOld(entry));
    }

    private <S extends HostState> Optional<Observed<?>> part(StateKey<S> key) {
        StateFamily<S> family = key.family();
        return entry(key.whole())
                .map(Entry::state)
                .flatMap(state -> state instanceof Observed.Known<?>(HostState value, var how)
                        ? Optional.of(
                                new Observed.Known<>(family.part(family.type().cast(value)), how))
                        : Optional.empty());
    }

    /** Whether a key need not be read for the tasks that are read for now. */
    boolean isHeld(StateKey<?> key) {
        return (guessing ? guess(key) : of(key)).isPresent();
    }

    /** Whether nothing was done since others were last read for. */
    boolean isCurrent() {
        return terms.changes().count() == count;
    }

    private boolean isOld(Entry entry) {
        return terms.clock().instant().isAfter(entry.at().plus(terms.limit()));
    }

    /**
     * For how many of the tasks that follow to read now, with what has to be read anyway. Where something was done
     * since the last time, the next task is likely to do something too: for none, unless what had been read ahead
     * served for that. As long as nothing is, for more each time.
     */
    int window() {
        if (terms.limit().isZero() || terms.changes().isOpen()) {
            return 0;
        }
        guessing = !isCurrent();
        if (guessing) {
            count = terms.changes().count();
            window = 0;
        }
        // A run of hours reads much that nobody asks for again.
        entries.values().removeIf(this::isOld);
        int now = guessing && guessed ? FIRST : window;
        guessed &= !guessing;
        window = Math.clamp((long) window * GROWTH, AFTER_CHANGES, MOST);
        return now;
    }

    /** What one task asks for takes so long that others had better read for themselves. */
    void shrink() {
        window = 0;
    }

    /** What had been done before a read begins. */
    long begin() {
        return terms.changes().count();
    }

    /**
     * Keeps what was read.
     *
     * @param begun see {@link #begin}: where something was done meanwhile, nobody knows whether it was read before
     *     that, and it is but a guess
     */
    void keep(Map<StateKey<?>, Observed<?>> states, long begun) {
        if (!terms.limit().isZero()) {
            Instant now = terms.clock().instant();
            states.forEach((key, state) -> entries.put(key, new Entry(state, now, begun)));
        }
    }

    /**
     * Takes note of a change.
     *
     * @param ids of what it was made to; what else stands there is no longer known
     * @param found what was seen of it afterwards
     */
    void left(Set<String> ids, Map<StateKey<?>, Observed<?>> found) {
        entries.values().removeIf(this::isOld);
        entries.keySet().removeIf(key -> key.family().under().equals(Place.PATH) && ids.contains(key.id()));
        keep(found, NEVER);
    }

    /** A change was made by guesses, which were right. */
    void held() {
        guessed = true;
    }

    /** A guess was wrong, and so may others be. */
    void mistook() {
        entries.clear();
        guessed = false;
    }

    /** Whether nothing at all was done in the run. */
    boolean isUndisturbed() {
        return terms.changes().count() == 0;
    }
}
