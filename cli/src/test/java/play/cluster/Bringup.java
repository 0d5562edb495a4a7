package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

/** From blank hosts to a cluster: as announced by a dry run, and with nothing left to do afterwards. */
final class Bringup {
    private static final String PLAYBOOK = "k8s-cluster";

    /** Below this share of a dry run's resources can't be told. */
    private static final double UNKNOWN = 0.02;

    /**
     * What walks found on each host, before and after.
     *
     * @param made what the run told of
     */
    record Built(Map<String, List<String>> blank, Map<String, List<String>> whole, Announced made) {}

    private Bringup() {}

    static Built of(ClusterLab lab) throws Exception {
        Map<String, List<String>> blank = lab.walk();
        ClusterLab.Run dry = lab.play(PLAYBOOK, "--check", "--diff").ended(0);
        assertEquals(blank, lab.walk(), "the dry run changed a host");
        Announced announced = new Announced(dry.events());
        assertFalse(announced.changed().isEmpty(), dry.printed());
        assertTrue(
                announced.unknown().size() < UNKNOWN * announced.resources(),
                () -> "not told: " + String.join("\n", announced.unknown()));

        Announced made = new Announced(lab.play(PLAYBOOK).ended(0).events());
        assertEquals("", String.join("\n", announced.differences(made)));
        Map<String, List<String>> whole = lab.walk();
        for (String host : lab.hosts()) {
            assertEquals(
                    List.of(),
                    Walks.unannounced(
                            Walks.changed(blank.get(host), whole.get(host)), announced.touched(host), lab.owned(host)),
                    host);
        }

        lab.play(PLAYBOOK).changedNothing();
        return new Built(blank, whole, made);
    }
}
