package play.converge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Observed;
import play.host.StateKey;

/**
 * What a session has read before the turn of the tasks that ask for it. It holds until anything is done in the run that
 * may change a host, and no longer than its limit. Used in turn only.
 */
final class ReadAhead {
    /** For how many tasks is read at first. */
    private static final int FIRST = 32;

    /** And once a task has changed nothing after others had. */
    private static final int AFTER_CHANGES = 4;

    private static final int GROWTH = 8;
    private static final int MOST = 256;

    private record Entry(Observed<?> state, Instant at) {}

    /**
     * For how long what was read holds, and what ends that sooner.
     *
     * @param limit zero where nothing is to be read ahead
     */
    record Terms(ChangeCounter changes, InstantSource clock, Duration limit) {}

    private final Terms terms;
    private final Map<StateKey<?>, Entry> entries = new HashMap<>();

    /** What had been done when they were read. */
    private long count;

    private int window = FIRST;

    ReadAhead(Terms terms) {
        this.terms = terms;
    }

    /** What was read of a key, if that still holds. */
    Optional<Observed<?>> of(StateKey<?> key) {
        @Nullable Entry entry = terms.changes().count() == count ? entries.get(key) : null;
        return entry == null || isOld(entry) ? Optional.empty() : Optional.of(entry.state());
    }

    private boolean isOld(Entry entry) {
        return terms.clock().instant().isAfter(entry.at().plus(terms.limit()));
    }

    /**
     * For how many of the tasks that follow to read now, with what has to be read anyway. Where something was done
     * since the last time, the next task is likely to do something too: for none. As long as nothing is, for more each
     * time.
     */
    int window() {
        if (terms.limit().isZero() || terms.changes().isOpen()) {
            return 0;
        }
        if (terms.changes().count() != count) {
            entries.clear();
            count = terms.changes().count();
            window = 0;
        }
        // A run of hours reads much that nobody asks for again.
        entries.values().removeIf(this::isOld);
        int now = window;
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
     * @param begun see {@link #begin}: where something was done meanwhile, nobody knows whether it was read before that
     */
    void keep(Map<StateKey<?>, Observed<?>> states, long begun) {
        if (!terms.limit().isZero() && begun == count && terms.changes().count() == count) {
            Instant now = terms.clock().instant();
            states.forEach((key, state) -> entries.put(key, new Entry(state, now)));
        }
    }

    /** Whether nothing at all was done in the run. */
    boolean isUndisturbed() {
        return terms.changes().count() == 0;
    }
}
