package play.modules.remains;

import java.util.List;
import play.host.HostState;

/**
 * What is left of one kind, each as a line that a person understands: a path, a route, the id of a pod.
 *
 * @param found empty where all is gone
 */
public record Remains(List<String> found) implements HostState {
    public static final Remains NONE = new Remains(List.of());

    public Remains {
        found = List.copyOf(found);
    }

    @Override
    public boolean present() {
        return !found.isEmpty();
    }
}
