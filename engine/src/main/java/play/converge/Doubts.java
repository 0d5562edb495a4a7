package play.converge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.host.Reach;
import play.host.StateKey;

/** What may have happened in one realm that nobody has foreseen: how far it goes, why, and when. */
final class Doubts {
    /**
     * One of them.
     *
     * @param at the time of the foresight it is part of
     */
    record Doubt(Reach reach, String reason, long at) {}

    /** The latest is last. */
    private final List<Doubt> all;

    Doubts() {
        this(List.of());
    }

    private Doubts(List<Doubt> all) {
        this.all = new ArrayList<>(all);
    }

    Doubts copy() {
        return new Doubts(all);
    }

    /**
     * Takes note of one more. One that only follows from an earlier one keeps the reason of that, so that people read
     * the root of it.
     *
     * @param task names the task whose effect it is
     */
    void add(Reach reach, String why, String task, long at) {
        String reason = all.stream()
                .map(Doubt::reason)
                .filter(why::contains)
                .findFirst()
                .orElse("'" + task + "' runs before and its changes cannot be predicted (" + why + ")");
        all.removeIf(doubt -> reach.equals(Reach.HOST) || reach.equals(doubt.reach()));
        all.add(new Doubt(reach, reason, at));
    }

    /** The latest that may have touched a state. */
    Optional<Doubt> of(StateKey<?> key) {
        return all.reversed().stream()
                .filter(doubt -> doubt.reach().covers(key))
                .findFirst();
    }

    /** The latest of all. */
    Optional<Doubt> latest() {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }
}
