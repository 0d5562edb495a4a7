package play.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * One that is brought up on blank hosts, as announced, and put through what befalls clusters.
 *
 * @param subnet without the last number, for hosts of this test alone
 * @param master who has the administrator's access
 * @param stores hosts on which etcd is asked how it is; none where it is a pod
 * @param before what hosts have before the cluster comes
 * @param trials what it may be put through once it works, by the names that {@link WantedClusters} has
 */
record Cluster(
        String inventory,
        String subnet,
        List<String> hosts,
        String master,
        List<String> stores,
        Preparation before,
        Map<String, Trial> trials) {
    @FunctionalInterface
    interface Trial {
        void of(ClusterLab lab, Bringup.Built built) throws Exception;
    }

    @FunctionalInterface
    interface Preparation {
        void of(ClusterLab lab) throws Exception;
    }

    Cluster(
            String inventory,
            String subnet,
            List<String> hosts,
            String master,
            List<String> stores,
            Map<String, Trial> trials) {
        this(inventory, subnet, hosts, master, stores, lab -> {}, trials);
    }

    /**
     * A test of it, with the trials that are wanted; none where it isn't wanted.
     *
     * @param folder an empty one
     */
    Stream<DynamicTest> wanted(Path folder) {
        return Stream.ofNullable(WantedClusters.ofProperty().trials().get(inventory))
                .map(wanted -> DynamicTest.dynamicTest(
                        inventory + "=" + wanted, () -> bringUpAndTry(wanted, folder.resolve(inventory + "-lab"))));
    }

    private void bringUpAndTry(List<String> wanted, Path folder) throws Exception {
        ClusterLab lab = new ClusterLab(inventory, subnet, hosts, Files.createDirectory(folder));
        try {
            before.of(lab);
            Bringup.Built built = Bringup.of(lab);
            ClusterUse.of(lab, master, stores);
            lab.play("verify").ended(0);
            for (String trial : wanted) {
                Objects.requireNonNull(trials.get(trial), trial).of(lab, built);
            }
        } finally {
            lab.down();
        }
    }
}
