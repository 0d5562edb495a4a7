package play.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static play.transport.Says.assertSays;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import play.connection.Connections;
import play.connection.transport.ConnectionSpec;
import play.connection.transport.HostKeys;
import play.connection.transport.HostKeys.Checking;
import play.connection.transport.Login;
import play.host.HostException;
import play.host.Script;
import play.value.Secret;

/** How the built-in client logs in, and what it says when it is not let in. */
@Tag("lab")
@ExtendWith(SshHost.Provider.class)
@Timeout(60)
final class LoginTest {
    private static final Secret RIGHT = new Secret(SshHost.PASSWORD);
    private static final Secret WRONG = new Secret("not the word");
    private static final HostKeys UNCHECKED = new HostKeys(Checking.OFF, List.of());

    private final SshHost host;

    @TempDir
    Path folder = Path.of("/");

    LoginTest(SshHost host) {
        this.host = host;
    }

    @BeforeEach
    void user() throws Exception {
        host.on("id user >/dev/null 2>&1 || useradd -m user; install -d -o user -g user -m 700 ~user/.ssh; rm -f"
                + " ~user/.ssh/authorized_keys");
    }

    private static void comesIn(ConnectionSpec spec, String user) throws Exception {
        try (Connections connections = new Connections(notice -> {})) {
            assertEquals(
                    user + "\n",
                    connections.shell(spec).run(Script.of("id -un")).out());
        }
    }

    private static HostException.Unreachable refusal(ConnectionSpec spec) {
        return assertThrows(HostException.Unreachable.class, () -> comesIn(spec, ""));
    }

    /** Makes a key that the user takes. */
    private Path accepted(String name, String options) throws Exception {
        Path key = Programs.key(folder.resolve(name), options);
        host.on("echo '" + Programs.publicKey(key)
                + "' >>~user/.ssh/authorized_keys; chown user ~user/.ssh/authorized_keys");
        return key;
    }

    private static Login with(Path key) {
        return new Login("user", List.of(new Login.KeyFile(key, Optional.empty())), Optional.empty(), Optional.empty());
    }

    private static Login with(Path key, String passphrase) {
        return new Login(
                "user",
                List.of(new Login.KeyFile(key, Optional.of(new Secret(passphrase)))),
                Optional.empty(),
                Optional.empty());
    }

    private static Login with(Secret password) {
        return new Login("ops", List.of(), Optional.empty(), Optional.of(password));
    }

    private static Login agent(Path socket) {
        return new Login("user", List.of(), Optional.of(socket), Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-t ed25519",
                "-t ecdsa -b 256",
                "-t ecdsa -b 521",
                "-t rsa -b 2048",
                "-t rsa -b 2048 -m PEM",
                "-t ecdsa -m PKCS8"
            })
    void keysOfAllKinds(String kind) throws Exception {
        Path key = accepted("key", kind);
        comesIn(host.ssh(with(key)), "user");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-t ed25519", "-t rsa -b 2048", "-t rsa -b 2048 -m PEM", "-t rsa -b 2048 -m PKCS8"})
    void encryptedKeys(String kind) throws Exception {
        Path key = accepted("key", kind + " -N open-sesame");
        comesIn(host.ssh(with(key, "open-sesame")), "user");
        for (Login wrong : List.of(with(key, "open-barley"), with(key))) {
            assertSays(refusal(host.ssh(wrong)), key.toString(), "encrypted", "passphrase is missing or wrong");
        }
    }

    @Test
    void aKeyTheHostDoesNotTake() throws Exception {
        Path key = Programs.key(folder.resolve("key"), "-t ed25519");
        assertSays(
                refusal(host.ssh(with(key))),
                "host (" + host.address() + " port 22) does not let user in",
                "tried: key " + key + ";",
                "the host allows: publickey, password",
                "--private-key",
                "-k");
    }

    @Test
    void aKeyThatIsNotThere() {
        Path key = folder.resolve("none");
        assertSays(refusal(host.ssh(with(key))), "key " + key + " (can't be read)");
    }

    @Test
    void aFileThatIsNoKey() throws Exception {
        Path key = Files.writeString(folder.resolve("text"), "not a key\n");
        assertSays(refusal(host.ssh(with(key))), "does not let user in", key.toString(), "not a private key");
    }

    @Test
    void nothingToTry() {
        assertSays(
                refusal(host.ssh(new Login("user", List.of(), Optional.empty(), Optional.empty()))),
                "there is no key, agent or password to try");
    }

    @Test
    void aPassword() throws Exception {
        comesIn(host.ssh(with(RIGHT)), "ops");
        HostException.Unreachable refusal = refusal(host.ssh(with(WRONG)));
        assertSays(refusal, "does not let ops in", "tried: password", "the host allows");
        assertEquals(false, String.valueOf(refusal.getMessage()).contains("not the word"));
    }

    @Test
    void aPasswordAskedForByKeyboardInteractive() throws Exception {
        Path key = Programs.key(folder.resolve("server"), "-t ed25519");
        try (Sshd server = Sshd.start(host, key, "PasswordAuthentication no", "KbdInteractiveAuthentication yes")) {
            comesIn(server.ssh(with(RIGHT), UNCHECKED), "ops");
            assertSays(refusal(server.ssh(with(WRONG), UNCHECKED)), "keyboard-interactive");
        }
    }

    @Test
    void aKeyAndAPasswordWhereBothAreAskedFor() throws Exception {
        Path key = Programs.key(folder.resolve("server"), "-t ed25519");
        try (Sshd server = Sshd.start(host, key, "AuthenticationMethods publickey,password")) {
            comesIn(server.ssh(host.login("ops").withPassword(RIGHT), UNCHECKED), "ops");
            assertSays(refusal(server.ssh(host.login("ops"), UNCHECKED)), "the host allows: password");
        }
    }

    /** An agent with these keys. */
    private Process agent(Path socket, List<Path> keys) throws Exception {
        Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                .redirectErrorStream(true)
                .start();
        assertEquals("SSH_AUTH_SOCK=", new String(agent.getInputStream().readNBytes(14), StandardCharsets.US_ASCII));
        for (Path key : keys) {
            Programs.run("env", "SSH_AUTH_SOCK=" + socket, "ssh-add", "-q", key.toString());
        }
        return agent;
    }

    @ParameterizedTest
    @ValueSource(strings = {"-t ed25519", "-t ecdsa", "-t rsa -b 2048"})
    void anAgent(String kind) throws Exception {
        Path stranger = Programs.key(folder.resolve("stranger"), "-t ed25519");
        Path key = accepted("key", kind);
        Path socket = folder.resolve("agent");
        Process agent = agent(socket, List.of(stranger, key));
        try {
            comesIn(host.ssh(agent(socket)), "user");
        } finally {
            agent.destroy();
            agent.waitFor();
        }
        assertSays(refusal(host.ssh(agent(socket))), "the agent (no answer at " + socket + ")");
    }

    @Test
    void anAgentWithMoreKeysThanTheHostLetsTry() throws Exception {
        List<Path> strangers = new java.util.ArrayList<>();
        for (int i = 0; i < 8; i++) {
            strangers.add(Programs.key(folder.resolve("stranger" + i), "-t ed25519"));
        }
        Path socket = folder.resolve("agent");
        Process agent = agent(socket, strangers);
        try {
            assertSays(
                    refusal(host.ssh(agent(socket))),
                    "does not let user in",
                    "Too many authentication failures",
                    "--private-key");
        } finally {
            agent.destroy();
            agent.waitFor();
        }
    }

    @Test
    void aPortWhereSomethingElseAnswers() throws Exception {
        try (java.net.ServerSocket other = new java.net.ServerSocket(0, 5, java.net.InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (java.net.Socket client = other.accept()) {
                    client.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (java.io.IOException e) {
                    // the client has gone
                }
            });
            ConnectionSpec spec = new ConnectionSpec.Ssh(
                    "host",
                    "127.0.0.1",
                    other.getLocalPort(),
                    host.login("root"),
                    UNCHECKED,
                    play.connection.transport.Timing.DEFAULT);
            assertSays(
                    refusal(spec),
                    "host (127.0.0.1 port " + other.getLocalPort() + ") broke off while connecting",
                    "no SSH server, it says: HTTP/1.1 400 Bad Request");
        }
    }

    @Test
    void aHostThatGreetsAndDoesNoMore() throws Exception {
        try (java.net.ServerSocket slow = new java.net.ServerSocket(0, 5, java.net.InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (java.net.Socket client = slow.accept()) {
                    client.getOutputStream().write("SSH-2.0-busy\r\n".getBytes(StandardCharsets.US_ASCII));
                    client.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
                } catch (java.io.IOException e) {
                    // the client has gone
                }
            });
            ConnectionSpec spec = new ConnectionSpec.Ssh(
                    "host",
                    "127.0.0.1",
                    slow.getLocalPort(),
                    host.login("root"),
                    UNCHECKED,
                    play.connection.transport.Timing.DEFAULT.connectWithin(java.time.Duration.ofSeconds(2)));
            assertSays(refusal(spec), "did not finish the handshake of SSH within 2 s", "--timeout waits longer");
        }
    }
}
