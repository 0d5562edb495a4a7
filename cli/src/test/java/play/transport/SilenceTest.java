package play.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import play.connection.Connections;
import play.connection.transport.ConnectionSpec;
import play.connection.transport.HostKeys;
import play.connection.transport.HostKeys.Checking;
import play.connection.transport.Notice;
import play.connection.transport.Timing;
import play.host.HostException;
import play.host.Script;
import play.host.Shell;

/** Hosts that say nothing for a while, by the built-in client. */
@Tag("lab")
@ExtendWith(SshHost.Provider.class)
@Timeout(60)
final class SilenceTest {
    private static final HostKeys UNCHECKED = new HostKeys(Checking.OFF, List.of());

    private final SshHost host;
    private final BlockingQueue<Notice> notices = new LinkedBlockingQueue<>();

    @TempDir
    Path folder = Path.of("/");

    SilenceTest(SshHost host) {
        this.host = host;
    }

    private ConnectionSpec spec(int port, Timing timing) {
        return new ConnectionSpec.Ssh("host", host.address(), port, host.login("root"), UNCHECKED, timing);
    }

    private static CompletableFuture<String> running(Shell shell, String script) {
        CompletableFuture<String> output = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                output.complete(shell.run(Script.of(script)).out());
            } catch (HostException | InterruptedException e) {
                output.completeExceptionally(e);
            }
        });
        return output;
    }

    @Test
    void aSilenceIsToldAndACommandUnderWaySurvivesIt() throws Exception {
        Timing timing = new Timing(Duration.ofSeconds(15), Duration.ofSeconds(1), 60);
        try (Connections connections = new Connections(notices::add)) {
            Shell shell = connections.shell(spec(22, timing));
            String server =
                    shell.run(Script.of("rm -f /tmp/go; echo $PPID")).out().strip();
            CompletableFuture<String> output = running(shell, "until [ -e /tmp/go ]; do sleep 0.1; done; echo done");
            host.on("kill -STOP " + server);
            try {
                Notice.Silent silent = assertInstanceOf(Notice.Silent.class, notices.poll(30, TimeUnit.SECONDS));
                assertEquals(new Notice.Silent("host", Duration.ofSeconds(2), Duration.ofSeconds(60)), silent);
                assertEquals("no answer for 2 s; it counts as lost after 1 min", silent.text());
            } finally {
                host.on("kill -CONT " + server + "; touch /tmp/go");
            }
            assertEquals("done\n", output.get(30, TimeUnit.SECONDS));
        }
    }

    /** What is asked of the host waits behind the file, for longer than a silent host may be. */
    @Test
    void aHostThatTakesAFileIsNotSilent() throws Exception {
        Timing timing = new Timing(Duration.ofSeconds(15), Duration.ofSeconds(1), 2);
        byte[] content = new byte[6 << 20];
        try (WireProxy narrow = new WireProxy(host.address(), 22, Duration.ZERO);
                Connections connections = new Connections(notices::add)) {
            Shell shell = connections.shell(
                    new ConnectionSpec.Ssh("host", "127.0.0.1", narrow.port(), host.login("root"), UNCHECKED, timing));
            shell.run(Script.of("rm -f /tmp/file"));
            narrow.limit(600_000);
            shell.upload(() -> new ByteArrayInputStream(content), content.length, "/tmp/file");
            assertEquals(
                    content.length + "\n",
                    shell.run(Script.of("wc -c </tmp/file; rm -f /tmp/file")).out());
            assertEquals(List.of(), List.copyOf(notices));
            assertEquals(1, narrow.connections());
        }
    }

    /** What PAM does for a session comes after the login, when the server answers nothing else. */
    @Test
    void aSlowLoginMayTakeAsLongAsConnecting() throws Exception {
        Path key = Programs.key(folder.resolve("server"), "-t ed25519");
        host.on("ln -sf /usr/sbin/sshd /usr/sbin/slow-sshd; { echo 'session required pam_exec.so /bin/sleep 4'; cat"
                + " /etc/pam.d/sshd; } >/etc/pam.d/slow-sshd");
        try (Sshd server = Sshd.start(host, "/usr/sbin/slow-sshd", key);
                Connections connections = new Connections(notices::add)) {
            Timing timing = new Timing(Duration.ofSeconds(20), Duration.ofSeconds(1), 2);
            assertEquals(
                    "in\n",
                    connections
                            .shell(spec(server.port(), timing))
                            .run(Script.of("echo in"))
                            .out());
        } finally {
            host.on("rm -f /usr/sbin/slow-sshd /etc/pam.d/slow-sshd");
        }
    }
}
