package play.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import play.playbook.Register;

/**
 * What is seen of a task while it goes on for a host, as in Ansible: {@code _task}, and from its first result on the
 * variables that it registers. Used by one thread.
 */
final class TaskProgress {
    static final String TASK = "_task";

    private final Register register;
    private final boolean loops;
    private final List<Object> earlier = new ArrayList<>();
    private Map<String, @Nullable Object> item = Map.of();
    private Optional<Object> latest = Optional.empty();

    TaskProgress(Register register, boolean loops) {
        this.register = register;
        this.loops = loops;
    }

    /** An item of its loop begins. */
    void begins(Map<String, @Nullable Object> local) {
        item = local;
    }

    /** What evaluations for the item under way see, and its result has. */
    Map<String, @Nullable Object> item() {
        return item;
    }

    /** The item has come to a result. */
    void ends(Object result) {
        latest = Optional.of(result);
        earlier.add(result);
    }

    /** What evaluations see that come before a result. */
    Map<String, @Nullable Object> seen() {
        return seen(latest, latest, () -> Results.soFar(earlier));
    }

    /** Those that see the result of the item under way, or of a task without a loop. */
    Map<String, @Nullable Object> seen(Object result) {
        List<Object> all = new ArrayList<>(earlier);
        all.add(result);
        return seen(Optional.of(result), Optional.of(result), () -> Results.soFar(all));
    }

    /** Those that see the result of it all. */
    Map<String, @Nullable Object> ended(Object whole) {
        return seen(latest.or(() -> Optional.of(whole)), Optional.of(whole), () -> whole);
    }

    private Map<String, @Nullable Object> seen(
            Optional<Object> result, Optional<Object> registered, Supplier<Object> looped) {
        Map<String, @Nullable Object> seen = new LinkedHashMap<>(item);
        Map<String, Supplier<Object>> fields = new LinkedHashMap<>();
        result.ifPresent(value -> fields.put("result", () -> value));
        registered.ifPresent(value -> fields.put("polymorphic_result", () -> value));
        if (loops) {
            fields.put("loop_result", looped);
        }
        seen.put(TASK, new LateFields(fields));
        registered.ifPresent(value -> {
            switch (register) {
                case Register.Nothing nothing -> {}
                case Register.Whole(String name) -> seen.put(name, value);
                case Register.Parts(var all) -> seen.putAll(all);
            }
        });
        return seen;
    }
}
