package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WantedClustersTest {
    private static final Pattern TURNS = Pattern.compile("local -a turns=\\(([^)]*)\\)");

    @Test
    void anInventoryStandsForAllOfItsTrials() {
        assertEquals(
                Map.of("lab", List.of("policies", "upgrade", "reset")),
                WantedClusters.of("lab").trials());
    }

    @Test
    void trialsOfOneClusterAreMadeOnItInTheirOwnOrder() {
        assertEquals(
                Map.of("ha", List.of("renewal", "restoration")),
                WantedClusters.of("ha:restoration,ha:renewal").trials());
    }

    @Test
    void withoutWordsAllAreWanted() {
        assertEquals(
                Set.of("lab", "ha", "kubeadm-ceph", "packages", "all-in-one-net", "dual-stack", "ipv6", "ceph"),
                WantedClusters.of("").trials().keySet());
    }

    @Test
    void whatThereIsNotIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> WantedClusters.of("moon"));
        assertThrows(IllegalArgumentException.class, () -> WantedClusters.of("ha:reset"));
    }

    @Test
    void aTestMakesEveryTrial() {
        Map<String, Set<String>> wanted = new TreeMap<>();
        WantedClusters.of("").trials().forEach((inventory, trials) -> wanted.put(inventory, Set.copyOf(trials)));
        wanted.remove(WantedClusters.CEPH);
        Map<String, Set<String>> made = new TreeMap<>();
        Stream.concat(ClusterIT.CLUSTERS.stream(), Stream.of(ServedClusterIT.HA))
                .forEach(cluster ->
                        made.put(cluster.inventory(), cluster.trials().keySet()));
        assertEquals(wanted, made);
    }

    @Test
    void everyTrialHasItsTurnInTheGate() throws Exception {
        Matcher turns = TURNS.matcher(Files.readString(ClusterLab.HOME.resolve(".ci/run")));
        assertTrue(turns.find(), "where the turns are");
        Set<String> all = new TreeSet<>();
        WantedClusters.of("").trials().forEach((inventory, trials) -> {
            if (trials.isEmpty()) {
                all.add(inventory);
            }
            trials.forEach(trial -> all.add(inventory + ":" + trial));
        });
        Set<String> tried = new TreeSet<>(Arrays.asList(turns.group(1).trim().split("\\s+")));
        assertEquals(all, tried);
    }
}
