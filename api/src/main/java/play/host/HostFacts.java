package play.host;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Facts of a host, under Ansible's names without the prefix {@code ansible_}: {@code os_family}, {@code distribution},
 * {@code architecture} and so on. Plain immutable values.
 */
public record HostFacts(Map<String, @Nullable Object> values) implements HostState {
    /** The one set of facts of a host. */
    public static final StateKey<HostFacts> KEY = new Facts().key("all");

    public HostFacts {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    @Override
    public boolean present() {
        return true;
    }

    /** A fact that is text, or the empty text where the host does not say. */
    public String text(String name) {
        return values.get(name) instanceof String text ? text : "";
    }
}
