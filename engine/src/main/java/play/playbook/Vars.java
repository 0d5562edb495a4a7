package play.playbook;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import play.source.Span;

/** Variables that were written together, by name, in order. */
public record Vars(Map<String, Var> all) {
    public static final Vars NONE = new Vars(Map.of());

    /**
     * A variable as it was written.
     *
     * @param place of its name
     */
    public record Var(Data value, Span place) {}

    /** Variables that files brought. */
    public record Included(List<Path> files, Vars vars) {
        public Included {
            files = List.copyOf(files);
        }
    }

    public Vars {
        all = Collections.unmodifiableMap(new LinkedHashMap<>(all));
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** Both; mappings are put together, and {@code later} wins within them. */
    public Vars merged(Vars later) {
        Map<String, Var> both = new LinkedHashMap<>(all);
        later.all.forEach((name, var) -> both.merge(
                name, var, (old, fresh) -> new Var(MergedData.of(old.value(), fresh.value()), fresh.place())));
        return new Vars(both);
    }

    /** Both; {@code later} wins. */
    public Vars and(Vars later) {
        if (later.isEmpty() || isEmpty()) {
            return isEmpty() ? later : this;
        }
        Map<String, Var> both = new LinkedHashMap<>(all);
        both.putAll(later.all);
        return new Vars(both);
    }
}
