package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** A worker leaves a cluster and comes back. */
final class NodeChange {
    /** How a member of etcd came to its first start: with the others, or to them. */
    private static final Set<String> JOINED = Set.of("file /etc/etcd/bootstrap.env");

    private NodeChange() {}

    /** Its host is left as it was before the cluster, and joins again; on the others nothing changes. */
    static void of(ClusterLab lab, Bringup.Built built, String node) throws Exception {
        lab.play("remove-node", "-e", "node=" + node).ended(0);
        assertEquals(List.of(), Remains.of(lab, built, node), node);
        lab.play("add-node", "-e", "node=" + node).ended(0);
        Map<String, List<String>> now = lab.walk();
        for (String host : lab.hosts()) {
            Set<String> changed = Walks.changed(built.whole().get(host), now.get(host));
            assertEquals(List.of(), Walks.unannounced(changed, host.equals(node) ? JOINED : Set.of(), List.of()), host);
        }
        lab.play("verify").ended(0);
    }
}
