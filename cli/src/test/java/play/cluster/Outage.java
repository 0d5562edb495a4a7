package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Three hosts of a cluster lose their power: a member of etcd with its API server, the load balancer that has the
 * address that moves, and a node, on which half of CoreDNS runs.
 */
final class Outage {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String DEAD_NODE = "worker2";
    private static final String OTHER_NODE = "worker1";

    private final ClusterLab lab;
    private final String vip;

    Outage(ClusterLab lab) {
        this.lab = lab;
        this.vip = lab.address(200);
    }

    /**
     * What is left serves, verify.yml names the three, and a run without them ends well; with power again all is well.
     */
    void isOutlived(String master, List<String> others) throws Exception {
        String balancer = holder();
        List<String> dead = List.of(master, balancer, DEAD_NODE);
        lab.leaveDown();
        lab.call("powercut", dead.toArray(String[]::new));
        System.out.println("the API answers again at " + vip + " after "
                + answersAtTheAddress(OTHER_NODE).toMillis() + " ms without " + String.join(", ", dead));
        lab.etcdctl(others.getFirst(), "put /test/outlived yes");
        assertTrue(lab.etcdctl(others.getLast(), "get /test/outlived").contains("yes"));
        System.out.println(
                "an object is written after " + writes(others.getFirst()).toMillis() + " ms");
        ClusterLab.Run run = lab.play("verify").ended(4);
        dead.forEach(host -> assertTrue(run.printed().contains(host + " could not be reached"), run.printed()));
        ClusterLab.Run without =
                lab.play("k8s-cluster", "-l", "all:!" + String.join(":!", dead)).ended(0);
        assertTrue(without.printed().contains("Left out of this run"), without.printed());
        assertEquals(List.of(), new Announced(without.events()).changed());
        lab.start();
        ready(master);
        until(
                others.getFirst(),
                ClusterLab.KUBECTL + "wait --for=condition=Ready --timeout=10s node/" + DEAD_NODE + " >/dev/null");
        lab.play("verify").ended(0);
    }

    /** The load balancer that has the address that moves. */
    private String holder() throws Exception {
        List<String> holders = new ArrayList<>();
        for (String host : List.of("lb1", "lb2")) {
            if (lab.on(host, "ip -o -4 address show").contains(" " + vip + "/")) {
                holders.add(host);
            }
        }
        assertEquals(1, holders.size(), () -> vip + " is on " + holders);
        return holders.getFirst();
    }

    /** How long it takes from now. */
    private Duration answersAtTheAddress(String from) throws Exception {
        Instant began = Instant.now();
        untilAnswers(from, vip + ":8443/readyz");
        return Duration.between(began, Instant.now());
    }

    private void ready(String master) throws Exception {
        untilAnswers(master, lab.address(master) + ":6443/readyz");
        untilAnswers(master, "127.0.0.1:10257/healthz");
        untilAnswers(master, "127.0.0.1:10259/healthz");
    }

    /**
     * How long it takes from now. What an API server had sent to the member that is gone fails once its connection
     * does, after some seconds.
     */
    private Duration writes(String master) throws Exception {
        Instant began = Instant.now();
        until(
                master,
                ClusterLab.KUBECTL + "get configmap outlived >/dev/null || " + ClusterLab.KUBECTL
                        + "create configmap outlived");
        return Duration.between(began, Instant.now());
    }

    private void untilAnswers(String from, String address) throws Exception {
        until(from, "curl -sSf --max-time 1 -o /dev/null --cacert /etc/kubernetes/pki/ca.crt https://" + address);
    }

    private void until(String host, String succeeds) throws Exception {
        lab.on(
                host,
                "end=$(($(date +%s) + " + PATIENCE.toSeconds() + ")); until " + succeeds
                        + "; do [ \"$(date +%s)\" -lt $end ] || exit 1; sleep 0.2; done");
    }
}
