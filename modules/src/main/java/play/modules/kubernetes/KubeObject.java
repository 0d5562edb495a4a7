package play.modules.kubernetes;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import play.host.HostState;

/**
 * An API object, as far as one field manager owns it.
 *
 * @param fields path to text, or to {@code Secret}; see {@link OwnedFields}
 */
record KubeObject(boolean present, Map<String, Object> fields) implements HostState {
    static final KubeObject ABSENT = new KubeObject(false, Map.of());

    KubeObject {
        fields = Collections.unmodifiableMap(new TreeMap<>(fields));
    }
}
