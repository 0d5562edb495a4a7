package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A cluster is taken off its hosts, and a new one built there. */
final class Reset {
    private Reset() {}

    static void of(ClusterLab lab, Bringup.Built built, String cluster) throws Exception {
        String confirm = "confirm=" + cluster;
        lab.play("reset", "-e", confirm).ended(0);
        Map<String, List<String>> left = new TreeMap<>();
        for (String host : lab.hosts()) {
            List<String> here = Remains.of(lab, built, host);
            if (!here.isEmpty()) {
                left.put(host, here);
            }
        }
        assertEquals(Map.of(), left);
        lab.play("reset", "-e", confirm).changedNothing();
        lab.play("k8s-cluster").ended(0);
        lab.play("verify").ended(0);
    }
}
