package play.expression;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Variables of a template, and those around it. Used by one thread. */
final class Frame {
    private final Map<String, @Nullable Object> values = new HashMap<>();
    private final Set<String> imported = new HashSet<>();
    private final Optional<Frame> outer;

    Frame() {
        this.outer = Optional.empty();
    }

    /** One inside {@code outer}. */
    Frame(Frame outer) {
        this.outer = Optional.of(outer);
    }

    void set(String name, @Nullable Object value) {
        values.put(name, value);
        imported.remove(name);
    }

    /** The same of what another template gives, which is not passed on to a third. */
    void setImported(String name, @Nullable Object value) {
        values.put(name, value);
        imported.add(name);
    }

    /** The innermost one that has a variable of that name. */
    Optional<Frame> having(String name) {
        for (Optional<Frame> frame = Optional.of(this); frame.isPresent(); frame = frame.get().outer) {
            if (frame.get().values.containsKey(name)) {
                return frame;
            }
        }
        return Optional.empty();
    }

    /** A variable of its own; null when there is none. */
    @Nullable
    Object get(String name) {
        return values.get(name);
    }

    /** Its own variables that others may take. */
    Map<String, @Nullable Object> exported() {
        Map<String, @Nullable Object> all = new HashMap<>(values);
        all.keySet().removeIf(name -> name.startsWith("_") || imported.contains(name));
        return all;
    }

    /** All that can be seen from here, as a file sees it that is taken in. */
    Map<String, @Nullable Object> visible() {
        Map<String, @Nullable Object> all = outer.map(Frame::visible).orElseGet(HashMap::new);
        all.putAll(values);
        return all;
    }
}
