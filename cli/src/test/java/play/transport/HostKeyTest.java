package play.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static play.transport.Says.assertSays;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import play.connection.Connections;
import play.connection.transport.HostKeys;
import play.connection.transport.HostKeys.Checking;
import play.host.HostException;
import play.host.Script;

/** Whom the built-in client believes to be the host, with real keys and certificates. */
@Tag("lab")
@ExtendWith(SshHost.Provider.class)
@Timeout(60)
final class HostKeyTest {
    private final SshHost host;

    @TempDir
    Path folder = Path.of("/");

    private Path key = Path.of("/");
    private Path other = Path.of("/");
    private Path known = Path.of("/");
    private final List<Sshd> servers = new ArrayList<>();

    HostKeyTest(SshHost host) {
        this.host = host;
    }

    @BeforeEach
    void keys() throws Exception {
        key = Programs.key(folder.resolve("key"), "-t ed25519");
        other = Programs.key(folder.resolve("other"), "-t ed25519");
        known = folder.resolve("known_hosts");
    }

    @AfterEach
    void stop() {
        servers.forEach(Sshd::close);
    }

    private Sshd server() throws Exception {
        Sshd server = Sshd.start(host, key);
        servers.add(server);
        return server;
    }

    private void connect(Sshd server, Checking checking) throws Exception {
        try (Connections connections = new Connections(notice -> {})) {
            assertEquals(
                    "in\n",
                    connections
                            .shell(server.ssh(new HostKeys(checking, List.of(known))))
                            .run(Script.of("echo in"))
                            .out());
        }
    }

    private HostException.Unreachable refusal(Sshd server, Checking checking) {
        return assertThrows(HostException.Unreachable.class, () -> connect(server, checking));
    }

    private void know(String line) throws Exception {
        Files.writeString(known, line + "\n");
    }

    /** The command a message gives as advice. */
    private static String advice(Throwable refusal, String pattern) {
        Matcher command = Pattern.compile(pattern).matcher(String.valueOf(refusal.getMessage()));
        return command.find() ? command.group(1) : "no advice: " + refusal.getMessage();
    }

    @Test
    void anUnknownKeyIsRefusedUntilTheAdviceIsFollowed() throws Exception {
        Sshd server = server();
        HostException.Unreachable refusal = refusal(server, Checking.STRICT);
        assertSays(refusal, "is not known", "SHA256:", "--host-key-checking=accept-new");
        assertSays(refusal, Programs.run("ssh-keygen", "-lf", key + ".pub").split(" ")[1]);
        Programs.run("sh", "-c", advice(refusal, "(ssh-keyscan .*) ;"));
        connect(server, Checking.STRICT);
    }

    @Test
    void aNewKeyIsRememberedAndAnotherOneThenRefusedUntilTheAdviceIsFollowed() throws Exception {
        Sshd server = server();
        connect(server, Checking.ACCEPT_NEW);
        assertEquals(server.name() + " " + Programs.publicKey(key) + "\n", Files.readString(known));
        connect(server, Checking.STRICT);

        know(server.name() + " " + Programs.publicKey(other));
        for (Checking checking : List.of(Checking.STRICT, Checking.ACCEPT_NEW)) {
            assertSays(
                    refusal(server, checking),
                    "is not the one that is known",
                    "SHA256:",
                    "installed anew",
                    "ssh-keygen");
        }
        assertEquals(server.name() + " " + Programs.publicKey(other) + "\n", Files.readString(known));
        Programs.run("sh", "-c", advice(refusal(server, Checking.STRICT), "(ssh-keygen .*)$"));
        connect(server, Checking.ACCEPT_NEW);
    }

    @Test
    void uncheckedKeysAreNotRemembered() throws Exception {
        connect(server(), Checking.OFF);
        assertEquals(false, Files.exists(known));
    }

    @Test
    void aRevokedKeyIsRefusedHoweverHostsAreChecked() throws Exception {
        Sshd server = server();
        know(server.name() + " " + Programs.publicKey(key) + "\n@revoked * " + Programs.publicKey(key));
        for (Checking checking : Checking.values()) {
            assertSays(refusal(server, checking), "is revoked", "@revoked", known.toString());
        }
    }

    @Test
    void hashedNamesAreFound() throws Exception {
        Sshd server = server();
        know(server.name() + " " + Programs.publicKey(key));
        Programs.run("ssh-keygen", "-H", "-f", known.toString());
        assertEquals(false, Files.readString(known).contains(host.address()));
        connect(server, Checking.STRICT);
        know(server.name() + " " + Programs.publicKey(other));
        Programs.run("ssh-keygen", "-H", "-f", known.toString());
        assertSays(refusal(server, Checking.ACCEPT_NEW), "is not the one that is known");
    }

    @Test
    void wildcardsAreUnderstood() throws Exception {
        Sshd server = server();
        String network = host.address().replaceAll("[0-9]+$", "*");
        know("[" + network + "]:* " + Programs.publicKey(key));
        connect(server, Checking.STRICT);
        know("[" + network + "]:*,!" + server.name() + " " + Programs.publicKey(key));
        assertSays(refusal(server, Checking.STRICT), "is not known");
    }

    // Certificates

    private Path authority() throws Exception {
        return Programs.key(folder.resolve("authority"), "-t ed25519");
    }

    private void sign(Path authority, String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of("ssh-keygen", "-q", "-s", authority.toString(), "-I", "host"));
        words.addAll(List.of(options));
        words.add(key + ".pub");
        Programs.run(words.toArray(String[]::new));
    }

    private void trust(Path authority) throws Exception {
        String network = host.address().replaceAll("[0-9]+$", "*");
        know("@cert-authority " + network + " " + Programs.publicKey(authority));
    }

    @Test
    void aCertificateOfAnAuthorityIsEnough() throws Exception {
        Path authority = authority();
        sign(authority, "-h", "-n", host.address(), "-V", "-1d:+1d");
        trust(authority);
        connect(server(), Checking.STRICT);
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws Exception {
        Path authority = authority();
        sign(authority, "-h", "-n", "elsewhere.example", "-V", "-1d:+1d");
        trust(authority);
        assertSays(
                refusal(server(), Checking.ACCEPT_NEW),
                "host (" + host.address(),
                "certificate that does not hold",
                "elsewhere.example");
    }

    @Test
    void aCertificateThatIsOverIsRefused() throws Exception {
        Path authority = authority();
        sign(authority, "-h", "-n", host.address(), "-V", "-2d:-1d");
        trust(authority);
        assertSays(
                refusal(server(), Checking.ACCEPT_NEW),
                "host (" + host.address(),
                "certificate that does not hold",
                "valid before",
                "signed anew");
    }

    /**
     * A client that does not know a critical option must refuse the certificate, and there is none that hosts may have.
     */
    @Test
    void aCertificateWithACriticalOptionIsRefused() throws Exception {
        Path authority = authority();
        sign(authority, "-h", "-n", host.address(), "-V", "-1d:+1d", "-O", "critical:only@example.com=mondays");
        trust(authority);
        for (Checking checking : Checking.values()) {
            assertSays(refusal(server(), checking), "critical option only@example.com", "signed anew");
        }
    }

    @Test
    void aCertificateOfAStrangerIsAsGoodAsNone() throws Exception {
        Path stranger = Programs.key(folder.resolve("stranger"), "-t ed25519");
        sign(stranger, "-h", "-n", host.address(), "-V", "-1d:+1d");
        trust(authority());
        assertSays(refusal(server(), Checking.STRICT), "is not known");
    }

    @Test
    void aCertificateOfARevokedAuthorityIsRefused() throws Exception {
        Path authority = authority();
        sign(authority, "-h", "-n", host.address(), "-V", "-1d:+1d");
        String line = Programs.publicKey(authority);
        know("@cert-authority * " + line + "\n@revoked * " + line);
        assertSays(refusal(server(), Checking.STRICT), "is revoked");
    }
}
