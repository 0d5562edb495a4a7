package play.cluster;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The main job on real hosts: blank servers to a cluster that works, as announced, and through what befalls it. */
@Tag("lab")
class ClusterIT {
    @FunctionalInterface
    private interface Trial {
        void of(ClusterLab lab, Bringup.Built built) throws Exception;
    }

    @FunctionalInterface
    private interface Preparation {
        void of(ClusterLab lab) throws Exception;
    }

    /**
     * @param subnet without the last number, for hosts of this test alone
     * @param master who has the administrator's access
     * @param stores hosts on which etcd is asked how it is; none where it is a pod
     * @param before what hosts have before the cluster comes
     * @param trials what it may be put through once it works, by the names that {@link WantedClusters} has
     */
    private record Cluster(
            String inventory,
            String subnet,
            List<String> hosts,
            String master,
            List<String> stores,
            Preparation before,
            Map<String, Trial> trials) {
        Cluster(
                String inventory,
                String subnet,
                List<String> hosts,
                String master,
                List<String> stores,
                Map<String, Trial> trials) {
            this(inventory, subnet, hosts, master, stores, lab -> {}, trials);
        }
    }

    private static final List<Cluster> CLUSTERS = List.of(
            new Cluster(
                    "lab",
                    "10.91.1",
                    List.of("knode1", "knode2", "knode3", "knode4"),
                    "knode1",
                    List.of("knode4"),
                    Map.of(
                            WantedClusters.UPGRADE,
                            (lab, built) -> Upgrading.of(lab, "knode1", lab.directory("upgrading")),
                            WantedClusters.RESET,
                            (lab, built) -> Reset.of(lab, built, "lab"))),
            new Cluster(
                    "ha",
                    "10.91.2",
                    List.of("master1", "master2", "master3", "worker1", "worker2", "lb1", "lb2"),
                    "master1",
                    List.of("master1", "master2", "master3"),
                    Map.of(
                            WantedClusters.RENEWAL,
                            (lab, built) -> new Renewal(lab, "master1").isServedThrough(),
                            WantedClusters.UPGRADE,
                            (lab, built) -> new ServedUpgrade(lab, "master1", lab.directory("upgrade")).losesNothing(),
                            WantedClusters.KEY_ROTATION,
                            (lab, built) -> {
                                List<String> masters = List.of("master1", "master2", "master3");
                                KeyRotation.of(lab, masters, "master1");
                                TokenKeyRotation.of(lab, masters);
                            },
                            WantedClusters.CA_ROTATION,
                            (lab, built) -> CaRotation.served(
                                    lab,
                                    List.of("master1", "master2", "master3"),
                                    lab.address(200),
                                    lab.directory("ca-rotation")),
                            WantedClusters.OUTAGE,
                            (lab, built) -> new Outage(lab).isOutlived("master3", List.of("master1", "master2")),
                            WantedClusters.REPLACEMENT,
                            (lab, built) -> Replacement.of(lab, "master3", "master1"),
                            WantedClusters.RESTORATION,
                            (lab, built) -> new Restoration(
                                            lab, List.of("master1", "master2", "master3"), lab.directory("restoration"))
                                    .bringsAllBack())),
            new Cluster(
                    "kubeadm-ceph",
                    "10.91.3",
                    List.of("kub01", "kub02", "kub03"),
                    "kub01",
                    List.of(),
                    Volumes::before,
                    Map.of(
                            WantedClusters.VOLUMES,
                            (lab, built) -> Volumes.of(lab, "kub01"),
                            WantedClusters.RENEWAL,
                            (lab, built) -> new Renewal(lab, "kub01").isDoneByKubeadm(),
                            WantedClusters.UPGRADE,
                            (lab, built) -> KubeadmUpgrade.of(lab, "kub01", lab.directory("upgrade")))),
            new Cluster(
                    "packages",
                    "10.91.5",
                    List.of("master", "node1", "node2"),
                    "master",
                    List.of("master", "node1", "node2"),
                    Map.of(
                            WantedClusters.NODE_CHANGE,
                            (lab, built) -> NodeChange.of(lab, built, "node2"),
                            WantedClusters.KEY_ROTATION,
                            (lab, built) -> {
                                KeyRotation.of(lab, List.of("master"), "master");
                                TokenKeyRotation.of(lab, List.of("master"));
                            })),
            new Cluster(
                    "all-in-one-net",
                    "10.91.4",
                    List.of("dev", "node-1", "node-2"),
                    "dev",
                    List.of("dev"),
                    Map.of(
                            WantedClusters.UPKEEP,
                            (lab, built) -> Upkeep.of(lab, "dev", "node-2"),
                            WantedClusters.CA_ROTATION,
                            (lab, built) -> CaRotation.of(lab, "dev", lab.directory("ca-rotation")),
                            WantedClusters.MAINTENANCE,
                            (lab, built) -> Maintenance.of(lab, "dev", lab.directory("maintenance")))),
            new Cluster(
                    "dual-stack",
                    "10.91.7",
                    List.of("master", "node1"),
                    "master",
                    List.of("master"),
                    Map.of(
                            WantedClusters.BOTH_FAMILIES,
                            (lab, built) -> BothFamilies.of(lab, "master"),
                            WantedClusters.NODE_CHANGE,
                            (lab, built) -> NodeChange.of(lab, built, "node1"))),
            new Cluster(
                    "ipv6",
                    "10.91.8",
                    List.of("master", "node1"),
                    "master",
                    List.of("master"),
                    Map.of(WantedClusters.RESET, (lab, built) -> Reset.of(lab, built, "ipv6"))));

    @TempDir
    Path folder = Path.of("/");

    @TestFactory
    Stream<DynamicTest> clusters() {
        return WantedClusters.ofProperty().trials().entrySet().stream()
                .filter(wanted -> !wanted.getKey().equals(WantedClusters.CEPH))
                .map(wanted ->
                        dynamicTest(wanted.toString(), () -> bringUpAndTry(named(wanted.getKey()), wanted.getValue())));
    }

    private static Cluster named(String name) {
        return CLUSTERS.stream()
                .filter(cluster -> cluster.inventory().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no test tries " + name));
    }

    private void bringUpAndTry(Cluster cluster, List<String> trials) throws Exception {
        ClusterLab lab = new ClusterLab(
                cluster.inventory(),
                cluster.subnet(),
                cluster.hosts(),
                Files.createDirectory(folder.resolve(cluster.inventory() + "-lab")));
        try {
            cluster.before().of(lab);
            Bringup.Built built = Bringup.of(lab);
            ClusterUse.of(lab, cluster.master(), cluster.stores());
            lab.play("verify").ended(0);
            for (String trial : trials) {
                Objects.requireNonNull(cluster.trials().get(trial), trial).of(lab, built);
            }
        } finally {
            lab.down();
        }
    }
}
