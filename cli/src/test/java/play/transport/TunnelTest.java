package play.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code play tunnel} in a process of its own, to a host of the lab. */
@Tag("lab")
@ExtendWith(SshHost.Provider.class)
@Timeout(60)
final class TunnelTest {
    /** What a cluster would answer: a service whose address is the host itself. */
    private static final String KUBECTL = """
        #!/bin/sh
        [ "$1 $3 $4 $5 $6" = "--kubeconfig=/etc/kubernetes/admin.conf get services --all-namespaces --output=json" ] ||
          exit 9
        echo '{"items": [{"metadata": {"namespace": "shop", "name": "echo"},
          "spec": {"clusterIP": "127.0.0.1", "ports": [{"name": "tcp", "port": 7001, "protocol": "TCP"}]}}]}'
        """;

    private final SshHost host;

    @TempDir
    Path folder = Path.of("/");

    TunnelTest(SshHost host) {
        this.host = host;
    }

    /** A tunnel that stands, or has said why not. */
    private record Dug(Process process, BufferedReader out, String said) {
        int port() {
            return Integer.parseInt(said.replaceAll(".*127\\.0\\.0\\.1:([0-9]+) to .*", "$1"));
        }

        /** The exit code after a signal, or by itself. */
        int end(String... signal) throws Exception {
            if (signal.length > 0) {
                Programs.run("kill", "-" + signal[0], Long.toString(process.pid()));
            }
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
            return process.exitValue();
        }
    }

    private Path errors() {
        return folder.resolve("errors");
    }

    private Dug dig(String user, String way, String... options) throws IOException {
        Path inventory = Files.writeString(
                folder.resolve("hosts.yml"),
                host.inventory(user, host.address(), 22, host.known().files().getFirst()));
        List<String> words = new ArrayList<>(List.of(
                // What a shell starts in the background ignores interrupts, and so do the programs that it starts.
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dmvel2.disable.jit=true",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                "play.cli.Main",
                "tunnel",
                "host",
                way,
                "-i",
                inventory.toString()));
        words.addAll(List.of(options));
        Process process =
                new ProcessBuilder(words).redirectError(errors().toFile()).start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        return new Dug(process, out, line == null ? "" : line);
    }

    private static String echoed(int port, String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh", "openssh"})
    void leadsToAnAddressUntilItIsInterrupted(String connection) throws Exception {
        TcpServices services = TcpServices.on(host);
        Dug tunnel = dig("nopass", "0:127.0.0.1:" + services.echo(), "-c", connection);
        assertEquals(
                "Forwarding 127.0.0.1:" + tunnel.port() + " to 127.0.0.1:7001 by host; Ctrl-C ends it", tunnel.said());
        assertEquals("onceend", echoed(tunnel.port(), "once"));
        assertEquals("twiceend", echoed(tunnel.port(), "twice"));
        assertEquals(0, tunnel.end("INT"));
        assertEquals("", Files.readString(errors()));
        try (var left = Files.list(folder)) {
            assertEquals(
                    List.of(),
                    left.filter(file -> file.getFileName().toString().startsWith("play-"))
                            .toList());
        }
    }

    @Test
    void leadsToAServiceThatTheClusterKnows() throws Exception {
        TcpServices services = TcpServices.on(host);
        assertEquals(7001, services.echo());
        host.put(Files.writeString(folder.resolve("kubectl"), KUBECTL), "/usr/local/bin/kubectl");
        host.on("chmod 755 /usr/local/bin/kubectl; mkdir -p /etc/kubernetes; (umask 077; echo"
                + " >/etc/kubernetes/admin.conf)");
        try {
            assertEquals(2, dig("nopass", "0:shop/echo").end());
            assertSaid("error[service-lookup]", "nopass may not read /etc/kubernetes/admin.conf on host", "-b");
            assertEquals(2, dig("nopass", "0:shop/ecco", "-b").end());
            assertSaid("error[unknown-service]", "Did you mean 'shop/echo'?");
            Dug tunnel = dig("nopass", "0:shop/echo:tcp", "-b");
            assertTrue(tunnel.said().contains(" to shop/echo:tcp (127.0.0.1:7001) by host;"), tunnel.said());
            assertEquals("helloend", echoed(tunnel.port(), "hello"));
            assertEquals(0, tunnel.end("TERM"));
        } finally {
            host.on("rm -rf /usr/local/bin/kubectl /etc/kubernetes");
        }
    }

    @Test
    void endsWithTheConnectionAndSaysSo() throws Exception {
        Dug tunnel = dig("root", "0:127.0.0.1:9");
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), tunnel.port())) {
            assertEquals(-1, socket.getInputStream().read());
        }
        host.on("pkill -KILL -x -f 'sshd: root@notty'");
        assertEquals(4, tunnel.end());
        assertSaid(
                "play: 127.0.0.1:9 can't be reached from host: Connection refused",
                "error[unreachable]: Connection to the host is lost",
                "command line:1:1");
    }

    @Test
    void saysWhatIsWrongWithPortAndHost() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertEquals(4, dig("root", taken.getLocalPort() + ":127.0.0.1:9").end());
        }
        assertSaid("error[local-port]", "Address already in use");
        assertEquals(4, dig("nobody", "0:127.0.0.1:9").end());
        assertSaid("error[unreachable]: Host is unreachable", "does not let nobody in");
    }

    private void assertSaid(String... words) throws IOException {
        String said = Files.readString(errors());
        for (String word : words) {
            assertTrue(said.contains(word), () -> "not '" + word + "': " + said);
        }
        assertFalse(said.contains("Exception"), said);
    }
}
