package play.modules.helm;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import play.host.HostState;
import play.value.Values;

/**
 * What Helm has deployed under a name.
 *
 * @param chart name and version: {@code hello-1.0.0}
 * @param status as Helm says it: {@code deployed}, {@code failed}, {@code pending-upgrade}
 * @param content values and objects; see {@link HelmContent}
 */
record HelmRelease(
        boolean present, String chart, String appVersion, String status, long revision, Map<String, Object> content)
        implements HostState {
    static final String DEPLOYED = "deployed";
    static final HelmRelease ABSENT = new HelmRelease(false, "", "", "", 0, Map.of());

    HelmRelease {
        content = Collections.unmodifiableMap(new TreeMap<>(content));
    }

    /** The next revision, with what {@code other} holds. */
    HelmRelease followedBy(HelmRelease other) {
        return new HelmRelease(true, other.chart, other.appVersion, DEPLOYED, revision + 1, other.content);
    }

    boolean isDeployed() {
        return status.equals(DEPLOYED);
    }

    /** Whether another Helm is at work on it, or was stopped while it was. */
    boolean isPending() {
        return status.startsWith("pending");
    }

    /** Whether both are of the same chart and hold the same. What is shown of it does not matter. */
    boolean holdsSameAs(HelmRelease other) {
        return List.of(chart, appVersion).equals(List.of(other.chart, other.appVersion))
                && Objects.equals(Values.revealed(content), Values.revealed(other.content));
    }
}
