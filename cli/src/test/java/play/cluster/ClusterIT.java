package play.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job on real hosts: blank servers to a cluster that works, as announced, and through what befalls it.
 * Clusters of several masters have {@link ServedClusterIT}.
 */
@Tag("lab")
class ClusterIT {
    static final List<Cluster> CLUSTERS = List.of(
            new Cluster(
                    "lab",
                    "10.91.1",
                    List.of("knode1", "knode2", "knode3", "knode4"),
                    "knode1",
                    List.of("knode4"),
                    Map.of(
                            WantedClusters.POLICIES,
                            (lab, built) -> Policies.of(lab, "knode1", List.of("knode1", "knode2", "knode3")),
                            WantedClusters.UPGRADE,
                            (lab, built) -> Upgrading.of(lab, "knode1", lab.directory("upgrading")),
                            WantedClusters.RESET,
                            (lab, built) -> Reset.of(lab, built, "lab"))),
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
                    Bundled::before,
                    Map.of(
                            WantedClusters.BUNDLE,
                            (lab, built) -> Bundled.of(lab, "master"),
                            WantedClusters.RESET,
                            (lab, built) -> Reset.of(lab, built, "ipv6"))));

    @TempDir
    Path folder = Path.of("/");

    @TestFactory
    Stream<DynamicTest> clusters() {
        return CLUSTERS.stream().flatMap(cluster -> cluster.wanted(folder));
    }
}
