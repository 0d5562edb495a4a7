package play.selfcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.selfcheck.Finding.State;

/** What is said of machines that have everything, and of those that lack something. */
class SelfCheckTest {
    private static final String BOTH = """
            cgroup /sys/fs/cgroup/memory cgroup rw,nosuid,memory 0 0
            cgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0
            """;

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private int java = 25;
    private String encoding = "UTF-8";
    private boolean root = true;
    private Folders folders = new Folders(Path.of(""), Path.of(""), Path.of(""), Path.of(""));

    @BeforeEach
    void makeAMachineThatHasEverything() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        for (String name : List.of("ssh", "rsync", "git", "go", "python3", "apt-get")) {
            assertTrue(Files.createFile(bin.resolve(name)).toFile().setExecutable(true));
        }
        for (String name : List.of("home/lab/lab", "home/docs/diagnostics.md", "user/.ssh/id_ed25519", "agent")) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.createFile(folder.resolve(name));
        }
        Files.createDirectories(folder.resolve("home/modules-in-yaml"));
        Files.writeString(folder.resolve("mounts"), BOTH);
        environment.put("PATH", folder.resolve("none") + ":" + bin);
        environment.put("SSH_AUTH_SOCK", folder.resolve("agent").toString());
        folders = new Folders(
                folder.resolve("home"),
                folder.resolve("user"),
                folder.resolve("user/.local/state/play"),
                folder.resolve("user/.cache/play"));
    }

    private Map<String, State> notThere() {
        Machine machine = new Machine(environment, java, encoding, root, folder.resolve("mounts"));
        return new SelfCheck(machine, folders)
                .findings().stream()
                        .filter(finding -> finding.state() != State.PRESENT)
                        .peek(finding -> assertTrue(!finding.remedy().isEmpty(), finding::toString))
                        .collect(Collectors.toMap(Finding::name, Finding::state));
    }

    @Test
    void nothingIsMissingWhereEverythingIsThere() {
        assertEquals(Map.of(), notThere());
    }

    @Test
    void runsNeedJavaTheFilesOfPlayAndALocale() throws IOException {
        java = 24;
        encoding = "ANSI_X3.4-1968";
        Files.delete(folder.resolve("home/modules-in-yaml"));
        assertEquals(
                Map.of("Java", State.MISSING, "files of play", State.MISSING, "locale", State.MISSING), notThere());
    }

    @Test
    void whatIsKeptNeedsAPlace() throws IOException {
        Files.createFile(folder.resolve("user/.cache"));
        assertEquals(Map.of("directory of the cache", State.MISSING), notThere());
    }

    @Test
    void programsThatSomeModulesNeedAreNoMust() throws IOException {
        Files.delete(folder.resolve("bin/rsync"));
        assertTrue(folder.resolve("bin/git").toFile().setExecutable(false));
        assertEquals(Map.of("rsync", State.ABSENT, "git", State.ABSENT), notThere());
    }

    @Test
    void aCheckoutNeedsMaven() throws IOException {
        Files.createFile(folder.resolve("home/pom.xml"));
        assertEquals(Map.of("mvn", State.ABSENT), notThere());
    }

    @Test
    void anAgentThatIsGoneIsTold() throws IOException {
        Files.delete(folder.resolve("agent"));
        assertEquals(Map.of("ssh-agent", State.ABSENT), notThere());
        environment.remove("SSH_AUTH_SOCK");
        assertEquals(Map.of("ssh-agent", State.ABSENT), notThere());
    }

    @Test
    void aLabNeedsRootAndBothKindsOfCgroups() throws IOException {
        root = false;
        assertEquals(Map.of("lab", State.ABSENT), notThere());
        root = true;
        Files.writeString(folder.resolve("mounts"), "cgroup2 /sys/fs/cgroup cgroup2 rw,memory_recursiveprot 0 0\n");
        assertEquals(Map.of("lab", State.ABSENT), notThere());
        Files.delete(folder.resolve("mounts"));
        assertEquals(Map.of("lab", State.ABSENT), notThere());
    }
}
