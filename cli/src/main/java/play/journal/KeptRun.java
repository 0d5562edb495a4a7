package play.journal;

import java.util.List;
import java.util.Optional;

/**
 * A run as its journal has it.
 *
 * @param entries in order; of a run that goes on with another, that one's before its own
 * @param held whether it goes on
 */
public record KeptRun(String id, Entry.Begin begin, List<Entry> entries, boolean held) {
    /** How it stands. */
    public enum State {
        RUNNING,
        OK,
        FAILED,
        INTERRUPTED,
        KILLED
    }

    private static final int INTERRUPTED = 99;

    public KeptRun {
        entries = List.copyOf(entries);
    }

    /** How it ended; nothing where it has not, or was killed. */
    public Optional<Entry.End> end() {
        return entries.isEmpty() || !(entries.getLast() instanceof Entry.End end) ? Optional.empty() : Optional.of(end);
    }

    public State state() {
        if (held) {
            return State.RUNNING;
        }
        return end().map(end -> switch (end.code()) {
                    case 0 -> State.OK;
                    case INTERRUPTED -> State.INTERRUPTED;
                    default -> State.FAILED;
                })
                .orElse(State.KILLED);
    }

    /** The hosts that have failed. */
    public List<String> failed() {
        return end().map(Entry.End::failed).orElse(List.of());
    }

    /** The same run, with what others have done that went on with it; {@code last} is the last of those, or itself. */
    public KeptRun with(KeptRun last) {
        return new KeptRun(id, begin, last.entries, last.held);
    }

    /** What it itself has done, without the run that it goes on with. */
    public List<Entry> own() {
        int from = 0;
        for (int i = 0; i < entries.size(); i++) {
            from = entries.get(i) instanceof Entry.Begin ? i : from;
        }
        return entries.subList(from, entries.size());
    }
}
