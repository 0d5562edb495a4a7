package play.transport;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import play.connection.Connections;
import play.connection.transport.ConnectionSpec;
import play.connection.transport.HostKeys;
import play.connection.transport.HostKeys.Checking;
import play.connection.transport.Timing;
import play.host.HostException;
import play.host.Script;
import play.host.ScriptResult;

/**
 * Hosts whose sshd or login shell is not as others: they work, or they are unreachable, and nothing else comes of them.
 */
@Tag("lab")
@ExtendWith(SshHost.Provider.class)
@Timeout(60)
final class OddHostsTest {
    private static final HostKeys UNCHECKED = new HostKeys(Checking.OFF, List.of());

    private static final List<String> FORCED = List.of(
            "exec true",
            "echo $SSH_ORIGINAL_COMMAND",
            "echo; exec sh -c \"$SSH_ORIGINAL_COMMAND\" | tr '|' '/'",
            "exec sh -c \"$SSH_ORIGINAL_COMMAND\" | tr 'p' 'q'",
            "sh -c \"$SSH_ORIGINAL_COMMAND\" | sed -u 's/|.*/|printf|x|y|z/'",
            "sh -c \"$SSH_ORIGINAL_COMMAND\" | sed -u 's/|.*/|printf|x|y|1/'",
            "sh -c \"$SSH_ORIGINAL_COMMAND\" | sed -u 's/|.*/|/'",
            "sh -c \"$SSH_ORIGINAL_COMMAND\" | sed -u 's/|.*//'",
            "sh -c \"$SSH_ORIGINAL_COMMAND\" | sed -u 's/^\\([0-9a-f-]* 0\\) .*/\\1 many/'",
            "sh -c \"$SSH_ORIGINAL_COMMAND\" | sed -u 's/^\\([0-9a-f-]* 0\\) .*/\\1 99999999999999/'",
            "printf '\\000\\377\\033[2J'; exec sh -c \"$SSH_ORIGINAL_COMMAND\"");

    private final SshHost host;

    @TempDir
    Path folder = Path.of("/");

    OddHostsTest(SshHost host) {
        this.host = host;
    }

    private Sshd server(String... settings) throws Exception {
        return Sshd.start(host, Programs.key(folder.resolve("server"), "-t ed25519"), settings);
    }

    private ScriptResult run(Sshd server, String script) throws Exception {
        return run(server, Script.of(script).within(Duration.ofSeconds(3)));
    }

    private ScriptResult run(Sshd server, Script script) throws Exception {
        Timing timing = new Timing(Duration.ofSeconds(2), Duration.ofSeconds(1), 5);
        ConnectionSpec spec =
                new ConnectionSpec.Ssh("host", host.address(), server.port(), host.login("root"), UNCHECKED, timing);
        try (Connections connections = new Connections(notice -> {})) {
            return connections.shell(spec).run(script);
        }
    }

    @Test
    void aBannerOfFortyEightKilobytes() throws Exception {
        host.on("yes 'Authorized use only.' | head -c 48000 >/root/banner");
        try (Sshd server = server("Banner /root/banner")) {
            assertEquals("in\n", run(server, "echo in").out());
        }
    }

    @Test
    void variablesOfTheHostThatAlterOutputAreForCommandsOfUsersOnly() throws Exception {
        String script = "echo ${LC_ALL-unset} ${POSIXLY_CORRECT-unset} ${TIME_STYLE-unset}; env | grep -c ^PLAY_";
        try (Sshd server = server("SetEnv LC_ALL=C.UTF-8 POSIXLY_CORRECT=1 TIME_STYLE=\"it's +%Y\"")) {
            assertEquals("C unset unset\n3\n", run(server, Script.of(script)).out());
            assertEquals(
                    "C.UTF-8 1 it's +%Y\n0\n",
                    run(server, Script.of(script).ofUser()).out());
        }
    }

    /** Of all commands at the same time: most of it is waiting. */
    @Test
    void forcedCommands() throws Exception {
        Path key = Programs.key(folder.resolve("server"), "-t ed25519");
        Map<String, Future<?>> tried = new LinkedHashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String command : FORCED) {
                tried.put(command, threads.submit(() -> {
                    force(key, command);
                    return command;
                }));
            }
        }
        for (Map.Entry<String, Future<?>> one : tried.entrySet()) {
            assertDoesNotThrow(() -> one.getValue().get(), one.getKey());
        }
    }

    private void force(Path key, String command) throws Exception {
        String path = "/root/forced" + FORCED.indexOf(command);
        Path script =
                Files.writeString(folder.resolve("forced" + FORCED.indexOf(command)), "#!/bin/bash\n" + command + "\n");
        host.put(script, path);
        host.on("chmod 755 " + path);
        try (Sshd server = Sshd.start(host, key, "ForceCommand " + path)) {
            assertEquals("in\n", run(server, "echo in").out());
        } catch (HostException e) {
            assertFalse(String.valueOf(e.getMessage()).isBlank());
        }
    }
}
