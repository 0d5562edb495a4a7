package play.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static play.transport.Says.assertSays;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
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

/** Servers with less room than connections want. */
@Tag("lab")
@ExtendWith(SshHost.Provider.class)
@Timeout(90)
final class CrowdTest {
    private static final HostKeys UNCHECKED = new HostKeys(Checking.OFF, List.of());

    private final SshHost host;

    @TempDir
    Path folder = Path.of("/");

    CrowdTest(SshHost host) {
        this.host = host;
    }

    @Test
    void connectionsThatABusyServerClosesAreTriedAgain() throws Exception {
        Path key = Programs.key(folder.resolve("server"), "-t ed25519");
        try (Sshd server = Sshd.start(host, key, "MaxStartups 2");
                Connections connections = new Connections(notice -> {});
                ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> outputs = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                ConnectionSpec spec = new ConnectionSpec.Ssh(
                        "host" + i, host.address(), server.port(), host.login("root"), UNCHECKED, Timing.DEFAULT);
                outputs.add(all.submit(
                        () -> connections.shell(spec).run(Script.of("echo in")).out()));
            }
            for (Future<String> output : outputs) {
                assertEquals("in\n", output.get());
            }
        }
    }

    @Test
    void aServerThatTurnsEverybodyAwayIsGivenUp() throws Exception {
        AtomicInteger visits = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Connections connections = new Connections(notice -> {})) {
            Thread.ofVirtual().start(() -> turnAway(server, visits));
            ConnectionSpec spec = new ConnectionSpec.Ssh(
                    "host",
                    "127.0.0.1",
                    server.getLocalPort(),
                    host.login("root"),
                    UNCHECKED,
                    Timing.DEFAULT.connectWithin(Duration.ofSeconds(1)));
            HostException.Unreachable refusal = assertThrows(
                    HostException.Unreachable.class,
                    () -> connections.shell(spec).run(Script.of("true")));
            assertSays(
                    refusal,
                    "host (127.0.0.1 port " + server.getLocalPort() + ") closes new connections",
                    "MaxStartups",
                    "hosts.deny");
            assertTrue(visits.get() > 2, () -> "it was tried " + visits + " times");
        }
    }

    private static void turnAway(ServerSocket server, AtomicInteger visits) {
        try {
            while (true) {
                server.accept().close();
                visits.incrementAndGet();
            }
        } catch (IOException e) {
            // the test is over
        }
    }
}
