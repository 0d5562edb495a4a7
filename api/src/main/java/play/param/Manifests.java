package play.param;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameter type for API objects: one mapping per object, given inline, as a list, or as YAML text. */
public record Manifests(List<Map<String, @Nullable Object>> objects) {
    public Manifests {
        objects = List.copyOf(objects);
    }
}
