package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        staysWhereItCannotBeDrained(lab, node);
        lab.play("remove-node", "-e", "node=" + node).ended(0);
        hasNoRights(lab, node);
        assertEquals(List.of(), Remains.of(lab, built, node), node);
        lab.play("add-node", "-e", "node=" + node).ended(0);
        Map<String, List<String>> now = lab.walk();
        for (String host : lab.hosts()) {
            Set<String> changed = Walks.changed(built.whole().get(host), now.get(host));
            assertEquals(List.of(), Walks.unannounced(changed, host.equals(node) ? JOINED : Set.of(), List.of()), host);
        }
        lab.play("verify").ended(0);
    }

    /** Before a member has left etcd: a pod that nobody would make anew. */
    private static void staysWhereItCannotBeDrained(ClusterLab lab, String node) throws Exception {
        String master = lab.hosts().getFirst();
        lab.kubectl(
                master, "run alone --image=localhost/none:1 --overrides='{\"spec\":{\"nodeName\":\"" + node + "\"}}'");
        ClusterLab.Run refused = lab.play("remove-node", "-e", "node=" + node);
        assertTrue(refused.ended(2).printed().contains(node + " cannot be drained"), refused.printed());
        assertEquals(List.of(), new Announced(refused.events()).changed());
        lab.kubectl(master, "delete pod alone --now");
    }

    /** What its certificates, which are valid still, could be used for. */
    private static void hasNoRights(ClusterLab lab, String node) throws Exception {
        String rules = lab.kubectl(lab.hosts().getFirst(), "get clusterroles,clusterrolebindings -o name");
        assertEquals(
                List.of(),
                rules.lines().filter(rule -> rule.contains(":" + node)).toList());
    }
}
