package play.modules.kubernetes;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.param.ReadBy;

/** The parameter type for API objects: one mapping per object, given inline, as a list, or as YAML text. */
@ReadBy(ManifestsType.class)
record Manifests(List<Map<String, @Nullable Object>> objects) {
    Manifests {
        objects = List.copyOf(objects);
    }
}
