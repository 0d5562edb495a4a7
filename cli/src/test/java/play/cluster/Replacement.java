package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A member of etcd and of the control plane dies, is taken out of the cluster, and a blank host takes its place. */
final class Replacement {
    /** What follows on all others: the hosts that they let in. */
    private static final Set<String> FIREWALL = Set.of("file /etc/nftables.d/play-k8s.nft", "table inet play_k8s");

    /**
     * What follows beside that, by kind of host: the members of etcd that API servers ask, the API servers behind load
     * balancers.
     */
    private static final Map<String, Set<String>> FOLLOWS = Map.of(
            "master", Set.of("file /etc/systemd/system/kube-apiserver.service", "file /etc/kube-api-lb/haproxy.conf"),
            "worker", Set.of("file /etc/kube-api-lb/haproxy.conf"),
            "lb", Set.of("file /etc/kube-api-lb/haproxy.conf"));

    private Replacement() {}

    /**
     * With one of three members dead, no other is let go; the dead one is replaced, and the others change only in what
     * names it.
     *
     * @param other a member that lives
     */
    static void of(ClusterLab lab, String dead, String other) throws Exception {
        lab.leaveDown();
        assertEquals(
                "refused",
                lab.on(
                        dead,
                        "systemctl stop etcd && cd /var/lib/etcd && mv member lost && { systemctl start etcd"
                                + " 2>/dev/null || echo refused; mv lost member; } && systemctl start etcd"));
        lab.call("powercut", dead);
        ClusterLab.Run refused = lab.play("remove-node", "-e", "node=" + other);
        assertTrue(refused.code() != 0 && refused.printed().contains("the cluster would be lost"), refused.printed());
        assertEquals(List.of(), new Announced(refused.events()).changed());

        lab.call("fresh", dead);
        doesNotStartEmpty(lab.play("k8s-cluster"), dead + " has no data of etcd");
        doesNotStartEmpty(lab.play("add-node", "-e", "node=" + dead), dead + " is a member of etcd that has started");
        touchesOnlyWhatFollows(
                lab,
                dead,
                lab.play("remove-node", "-e", "node=" + dead, "-e", "dead=true").ended(0));
        assertFalse(lab.etcdctl(other, "member list").contains(dead));
        touchesOnlyWhatFollows(
                lab, dead, lab.play("add-node", "-e", "node=" + dead).ended(0));
        String members = lab.etcdctl(other, "member list");
        assertEquals(
                3,
                members.lines()
                        .filter(line -> line.contains("started") && line.endsWith("false"))
                        .count(),
                members);
        lab.play("verify").ended(0);
    }

    /** A member whose data are lost is no new one. */
    private static void doesNotStartEmpty(ClusterLab.Run run, String reason) {
        assertTrue(run.code() != 0 && run.printed().contains(reason), run.printed());
        assertEquals(List.of(), new Announced(run.events()).changed());
    }

    private static void touchesOnlyWhatFollows(ClusterLab lab, String changing, ClusterLab.Run run) {
        Announced made = new Announced(run.events());
        for (String host : lab.hosts()) {
            if (!host.equals(changing)) {
                Set<String> ofTheHost = new TreeSet<>(made.touched(host));
                // Whom etcd and the API are told by is no matter of that host.
                ofTheHost.removeIf(name -> name.startsWith("etcd member ") || name.startsWith("object "));
                Set<String> wanted = new TreeSet<>(FIREWALL);
                wanted.addAll(FOLLOWS.get(host.replaceAll("\\d", "")));
                assertEquals(wanted, ofTheHost, host);
            }
        }
    }
}
