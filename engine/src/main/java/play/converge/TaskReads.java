package play.converge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import play.host.HostException;
import play.host.Observed;
import play.host.Realm;
import play.host.StateFamily;
import play.host.StateKey;

/** Reads for one task: takes what was read ahead, and reads along what those that follow will ask for. */
final class TaskReads implements Reading {
    /** One frame asks for no more than this many states beside those of the task. */
    private static final int MOST_KEYS = 1000;

    /** What a plan asks for beyond its probes is read ahead this often. */
    private static final int ROUNDS = 2;

    private final Session session;
    private final Realms realms;
    private final boolean believing;
    private final Prober prober;
    private final Following following;
    private boolean took;

    /** Others are read for once, with what the task asks for first. */
    private boolean asked;

    /** @param believing whether what was foreseen counts as known */
    TaskReads(Session session, Realms realms, boolean believing, Following following) {
        this.session = session;
        this.realms = realms;
        this.believing = believing;
        this.prober = new Prober(session, realms);
        this.following = following;
    }

    /** Whether anything was taken that had been read before. */
    boolean tookAhead() {
        return took;
    }

    @Override
    public Reading inTurn() {
        return prober;
    }

    @Override
    public Map<StateKey<?>, Observed<?>> read(List<StateKey<?>> keys) throws HostException, InterruptedException {
        Map<StateKey<?>, Observed<?>> states = new HashMap<>();
        List<StateKey<?>> unread = new ArrayList<>();
        for (StateKey<?> key : keys) {
            Optional<Observed<?>> ahead = session.ahead().of(key);
            ahead.ifPresentOrElse(state -> states.put(key, state), () -> unread.add(key));
        }
        took |= !states.isEmpty();
        if (unread.stream().anyMatch(session::isToBeRead)) {
            states.putAll(withOthers(unread));
        } else if (!unread.isEmpty()) {
            states.putAll(prober.read(unread));
        }
        return states;
    }

    private Map<StateKey<?>, Observed<?>> withOthers(List<StateKey<?>> unread)
            throws HostException, InterruptedException {
        int most = asked ? 0 : session.ahead().window();
        asked = true;
        List<Upcoming<?>> next = most == 0 ? List.of() : following.next(most);
        Set<StateKey<?>> others = new LinkedHashSet<>();
        next.forEach(upcoming -> others.addAll(probes(upcoming)));
        unread.forEach(others::remove);
        Map<StateKey<?>, Observed<?>> read = read(unread, unheld(others));
        for (int round = 0; round < ROUNDS; round++) {
            Set<StateKey<?>> more = new LinkedHashSet<>();
            next.forEach(upcoming -> more.addAll(needs(upcoming)));
            List<StateKey<?>> needed = unheld(more);
            if (needed.isEmpty()) {
                break;
            }
            read(List.of(), needed);
        }
        read.keySet().retainAll(unread);
        return read;
    }

    /** Reads these, which the task waits for, and others as far as they don't keep it waiting for too long. */
    private Map<StateKey<?>, Observed<?>> read(List<StateKey<?>> own, List<StateKey<?>> others)
            throws HostException, InterruptedException {
        long begun = session.ahead().begin();
        List<StateKey<?>> all = new ArrayList<>(own);
        all.addAll(others);
        Map<StateKey<?>, Observed<?>> states;
        try {
            states = prober.read(all);
        } catch (HostException.TimedOut slow) {
            session.ahead().shrink();
            if (others.isEmpty()) {
                throw slow;
            }
            states = prober.read(own);
        }
        Map<StateKey<?>, Observed<?>> kept = new HashMap<>(states);
        kept.keySet().removeIf(key -> !isReadAhead(key));
        session.ahead().keep(kept, begun);
        return states;
    }

    private List<StateKey<?>> unheld(Collection<StateKey<?>> keys) {
        return keys.stream()
                .<StateKey<?>>map(this::place)
                .filter(key -> isReadAhead(key) && !session.ahead().isHeld(key))
                .limit(MOST_KEYS)
                .toList();
    }

    /** Where a key is read: a dry run follows links that it has only foreseen. */
    private StateKey<?> place(StateKey<?> key) {
        return believing ? session.foresight().resolved(key) : key;
    }

    private boolean isReadAhead(StateKey<?> key) {
        StateFamily<?> family = key.family();
        return key.realm() instanceof Realm.Target
                && family.isReadAhead()
                && family.lifetime() == StateFamily.Lifetime.TASK
                && (believing || !family.isForesight());
    }

    /** A module that is mistaken is found out in the turn of its task. */
    private static List<StateKey<?>> probes(Upcoming<?> upcoming) {
        try {
            return upcoming.probes();
        } catch (RuntimeException | StackOverflowError mistake) {
            return List.of();
        }
    }

    private List<StateKey<?>> needs(Upcoming<?> upcoming) {
        try {
            return upcoming.needs(known(upcoming.probes()));
        } catch (RuntimeException | StackOverflowError mistake) {
            return List.of();
        }
    }

    /** Those of these that were read ahead, though they may no longer count: it serves to know what to read. */
    private TaskKnowledge known(List<StateKey<?>> keys) {
        TaskKnowledge known = new TaskKnowledge(session, realms, believing);
        keys.forEach(key -> session.ahead().guess(place(key)).ifPresent(state -> known.found(Map.of(key, state))));
        return known;
    }
}
