package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.lab.Lab;

/** An everyday playbook on blank hosts: what a dry run announces after packages is what the run does. */
@Tag("lab")
class PlainTreeIT {
    private static final String LAB = "ci-plain";

    /** Of a hundred tasks of hosts, so many may be unknown. */
    private static final int MOST_UNKNOWN = 5;

    private static final Lab HOSTS = new Lab(ClusterLab.HOME, line -> {});

    @TempDir
    Path folder = Path.of("/");

    @BeforeAll
    static void blankHosts() throws Exception {
        HOSTS.call(List.of("down", "--name", LAB, "--purge"));
        HOSTS.up(LAB, "10.91.20", List.of("web", "db"));
    }

    @AfterAll
    static void noHosts() throws Exception {
        HOSTS.call(List.of("down", "--name", LAB, "--purge"));
    }

    private Announced play(String command, String... options) throws IOException, InterruptedException {
        Path tree = ClusterLab.HOME.resolve("cli/src/test/resources/plain-tree");
        List<String> words = new ArrayList<>(List.of(
                tree.resolve("site.yml").toString(),
                "-i",
                tree.resolve("hosts.yml").toString(),
                "--diff"));
        words.addAll(List.of(options));
        return Announced.by(folder, command, words);
    }

    @Test
    void whatIsAnnouncedAfterPackagesIsWhatHappens() throws Exception {
        Path plan = folder.resolve("site.plan");
        Announced told = play("plan", "-o", plan.toString());
        assertTrue(
                told.unknown().size() * 100 <= told.resources() * MOST_UNKNOWN,
                told.resources() + " tasks, of which unknown: " + told.unknown());
        // Were anything done that the plan does not have, it would end the run.
        Announced made = Announced.by(folder, "apply", List.of(plan.toString(), "--allow-unknown"));
        assertEquals(List.of(), told.differences(made));
        assertEquals(List.of(), play("run").changed());
    }
}
