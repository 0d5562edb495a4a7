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
 * A cluster of several masters behind an address, and what it serves through: a class of its own, so that where all is
 * tried a second process has half of the work.
 */
@Tag("lab")
class ServedClusterIT {
    static final Cluster HA = new Cluster(
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
                            .bringsAllBack()));

    @TempDir
    Path folder = Path.of("/");

    @TestFactory
    Stream<DynamicTest> clusters() {
        return HA.wanted(folder);
    }
}
