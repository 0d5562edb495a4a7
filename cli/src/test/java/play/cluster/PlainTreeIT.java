package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
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

    private Announced play(String... options) throws IOException, InterruptedException {
        Path tree = ClusterLab.HOME.resolve("cli/src/test/resources/plain-tree");
        Path events = folder.resolve("events.jsonl");
        Path printed = folder.resolve("printed");
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dmvel2.disable.jit=true",
                "-Dplay.home=" + ClusterLab.HOME,
                "-cp",
                System.getProperty("java.class.path"),
                "play.cli.Main",
                "run",
                tree.resolve("site.yml").toString(),
                "-i",
                tree.resolve("hosts.yml").toString(),
                "--diff",
                "--events",
                events.toString()));
        words.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
        assertEquals(0, builder.start().waitFor(), Files.readString(printed));
        List<JsonNode> read = new ArrayList<>();
        for (String line : Files.readAllLines(events)) {
            read.add(new ObjectMapper().readTree(line));
        }
        return new Announced(read);
    }

    @Test
    void whatIsAnnouncedAfterPackagesIsWhatHappens() throws Exception {
        Announced told = play("--check");
        assertTrue(
                told.unknown().size() * 100 <= told.resources() * MOST_UNKNOWN,
                told.resources() + " tasks, of which unknown: " + told.unknown());
        Announced made = play();
        assertEquals(List.of(), told.differences(made));
        assertEquals(List.of(), play().changed());
    }
}
