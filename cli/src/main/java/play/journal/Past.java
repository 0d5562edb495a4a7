package play.journal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What journals say an earlier run has done: of a run that itself has gone on with another, of both. Each entry counts
 * as having come after those before it.
 */
final class Past {
    /** Those that began to change something and of whose end nothing is known. */
    private final Map<Entry.Instance, Integer> open = new HashMap<>();

    private final Map<Entry.Instance, Integer> changed = new HashMap<>();
    private final Map<Entry.Instance, Integer> ends = new HashMap<>();
    private final Map<Entry.Instance, Entry.Done> done = new HashMap<>();

    /** Of what was done once for several hosts, who did it. */
    private final Map<Entry.Instance, Entry.Instance> doers = new HashMap<>();

    /** What was known of those that began last, until then. */
    private record Before(Optional<Integer> open, Optional<Entry.Done> done) {}

    private final Map<Entry.Instance, Before> before = new HashMap<>();

    private final Map<List<String>, Integer> handled = new HashMap<>();
    private final Map<List<String>, Integer> lastOfTask = new HashMap<>();
    private int last = -1;

    Past(List<Entry> entries) {
        for (int i = 0; i < entries.size(); i++) {
            switch (entries.get(i)) {
                case Entry.Changing begun -> begun(begun.instance(), i);
                case Entry.Withdrawn withdrawn -> withdrawn(withdrawn.instance());
                case Entry.Done ended -> ended(ended, i);
                case Entry.Undone undone ->
                    done.keySet()
                            .removeIf(one -> one.host().equals(undone.host())
                                    && one.task().startsWith(undone.block() + "/"));
                case Entry.Handled handler -> handled.put(List.of(handler.host(), handler.handler()), i);
                case Entry.Begin begin -> {}
                case Entry.Named named -> {}
                case Entry.Ended told -> {}
                case Entry.End end -> {}
            }
        }
        changed.forEach(this::count);
        open.forEach(this::count);
    }

    private void begun(Entry.Instance instance, int at) {
        before.put(
                instance,
                new Before(Optional.ofNullable(open.put(instance, at)), Optional.ofNullable(done.remove(instance))));
    }

    private void withdrawn(Entry.Instance instance) {
        open.remove(instance);
        @Nullable Before was = before.remove(instance);
        if (was != null) {
            was.open().ifPresent(at -> open.put(instance, at));
            was.done().ifPresent(ended -> done.put(instance, ended));
        }
    }

    private void ended(Entry.Done ended, int at) {
        open.remove(ended.instance());
        done.put(ended.instance(), ended);
        ends.put(ended.instance(), at);
        for (String sharer : ended.sharers()) {
            doers.put(
                    new Entry.Instance(
                            sharer, ended.instance().task(), ended.instance().item()),
                    ended.instance());
        }
        if (ended.changed()) {
            changed.put(ended.instance(), at);
        }
    }

    private void count(Entry.Instance instance, int at) {
        lastOfTask.merge(List.of(instance.host(), instance.task()), at, Math::max);
        last = Math.max(last, at);
    }

    /** Whose doing counts for an instance: its own, or that of the host that did it for all. */
    private Entry.Instance doer(Entry.Instance instance) {
        boolean own = ends.containsKey(instance) || open.containsKey(instance);
        return own ? instance : doers.getOrDefault(instance, instance);
    }

    /** How a call ended, if it was this very one. */
    Optional<Entry.Done> done(Entry.Instance instance, String print) {
        return Optional.ofNullable(done.get(doer(instance)))
                .filter(ended -> !ended.print().isEmpty() && ended.print().equals(print));
    }

    /**
     * How a call ended that need not be made again: it changed something, or it only looked, and the run has changed
     * something since, which must not be taken for what was there before.
     */
    Optional<Entry.Done> taken(Entry.Instance instance, String print) {
        return done(instance, print).filter(ended -> ended.changed() || ends.getOrDefault(ended.instance(), 0) < last);
    }

    /** Whether it has changed something, or may have: nobody knows of what never came to its end. */
    boolean hasChanged(Entry.Instance instance) {
        Entry.Instance doer = doer(instance);
        return open.containsKey(doer) || changed.containsKey(doer);
    }

    /** Whether a handler has run on a host after the last change of a task there. */
    boolean hasHandled(String host, String task, String handler) {
        return handled.getOrDefault(List.of(host, handler), -1) > lastOfTask.getOrDefault(List.of(host, task), -1);
    }
}
