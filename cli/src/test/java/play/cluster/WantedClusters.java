package play.cluster;

import java.util.Arrays;
import java.util.List;

/**
 * Which of the inventories tests on real hosts bring up: those that the property {@code play.clusters} names, with
 * commas between; all where it is empty.
 */
public final class WantedClusters {
    /** The storage cluster, which has a test of its own. */
    public static final String CEPH = "ceph";

    private static final List<String> TRIED = List.of("lab", "ha", "kubeadm-ceph", "packages", "all-in-one-net", CEPH);

    private WantedClusters() {}

    /**
     * Names of inventories.
     *
     * @throws AssertionError where the property names one that no test tries
     */
    public static List<String> names() {
        String wanted = System.getProperty("play.clusters", "");
        List<String> names = wanted.isEmpty() ? TRIED : Arrays.asList(wanted.split(","));
        for (String name : names) {
            if (!TRIED.contains(name)) {
                throw new AssertionError("play.clusters names " + name + ", of which there is no test");
            }
        }
        return names;
    }
}
