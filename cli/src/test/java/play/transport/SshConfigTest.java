package play.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static play.transport.Says.assertSays;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import play.connection.Connections;
import play.connection.transport.ConnectionSpec;
import play.connection.transport.HostKeys;
import play.connection.transport.HostKeys.Checking;
import play.connection.transport.Login;
import play.connection.transport.Notice;
import play.connection.transport.Timing;
import play.host.HostException;
import play.host.Script;
import play.value.Secret;

/** Hosts that are reached as a configuration or options of {@code ssh} say. */
@Tag("lab")
@ExtendWith(SshHost.Provider.class)
@Timeout(60)
final class SshConfigTest {
    private static final Login NOBODY = new Login("nobody-here", List.of(), Optional.empty(), Optional.empty());

    private final SshHost host;
    private final List<Notice> notices = new ArrayList<>();

    @TempDir
    Path folder = Path.of("/");

    SshConfigTest(SshHost host) {
        this.host = host;
    }

    /** A host named "alias", which only its configuration leads to the real one. */
    private ConnectionSpec alias(Login login, String... lines) throws Exception {
        Files.writeString(folder.resolve("included"), String.join("\n", lines) + "\n");
        Path config = Files.writeString(
                folder.resolve("config"),
                "Host other\n  Port 1\nMatch host ali*\n  Include " + folder.resolve("included") + "\n");
        List<String> options = List.of("-F", config.toString());
        return spec(login, options);
    }

    private ConnectionSpec spec(Login login, List<String> options) {
        HostKeys keys = HostKeys.ofUser(Checking.STRICT, folder);
        ConnectionSpec.Ssh builtIn = new ConnectionSpec.Ssh("host", "alias", 22, login, keys, Timing.DEFAULT);
        ConnectionSpec.OpenSsh openSsh = new ConnectionSpec.OpenSsh(
                "ssh", "host", "alias", Optional.empty(), Optional.empty(), options, keys, Timing.DEFAULT);
        return new ConnectionSpec.Configured(builtIn, openSsh, folder);
    }

    private List<String> lines(String... more) throws Exception {
        Path known = Files.writeString(folder.resolve("known"), host.knownAs("the-lab"));
        List<String> lines = new ArrayList<>(List.of(
                "HostName " + host.address(),
                "User nopass",
                "IdentityFile " + host.key(),
                "HostKeyAlias the-lab",
                "UserKnownHostsFile " + known));
        lines.addAll(List.of(more));
        return lines;
    }

    private String whoAmI(ConnectionSpec spec) throws Exception {
        try (Connections connections = new Connections(notices::add)) {
            return connections
                    .shell(spec)
                    .run(Script.of("echo $(id -un) ${SSH_CONNECTION%% *}"))
                    .out()
                    .strip();
        }
    }

    @Test
    void theBuiltInClientDoesWhatItCan() throws Exception {
        String said = whoAmI(alias(
                NOBODY,
                lines("ServerAliveInterval 7", "ForwardAgent no", "Compression yes")
                        .toArray(String[]::new)));
        assertTrue(said.startsWith("nopass "), said);
        assertEquals(List.of(), notices);
    }

    @Test
    void optionsSayTheSame() throws Exception {
        List<String> options = new ArrayList<>();
        lines().forEach(line -> options.addAll(List.of("-o", line.replaceFirst(" ", "="))));
        assertTrue(whoAmI(spec(NOBODY, options)).startsWith("nopass "));
        assertEquals(List.of(), notices);
    }

    @Test
    void aJumpHostIsLeftToSsh() throws Exception {
        Path jump = Files.writeString(folder.resolve("jump"), "Host *\n  " + String.join("\n  ", lines()) + "\n");
        String command = "ProxyCommand ssh -F " + jump + " -W " + host.address() + ":22 jump";
        String said = whoAmI(alias(NOBODY, lines(command).toArray(String[]::new)));
        assertEquals("nopass " + host.address(), said);
        Notice.HandedOver handed = assertInstanceOf(Notice.HandedOver.class, notices.getFirst());
        assertTrue(handed.why().startsWith("proxycommand ssh -F "), handed.why());
    }

    @Test
    void whatStopsAJumpHostIsTold() throws Exception {
        Path jump = Files.writeString(
                folder.resolve("jump"),
                "Host *\n  UserKnownHostsFile /dev/null\n  " + String.join("\n  ", lines()) + "\n");
        String command = "ProxyCommand ssh -F " + jump + " -W " + host.address() + ":22 jump";
        HostException.Unreachable refusal = assertThrows(
                HostException.Unreachable.class,
                () -> whoAmI(alias(NOBODY, lines(command).toArray(String[]::new))));
        assertSays(refusal, "ssh does not reach host; on the way there: Host key verification failed");
    }

    @Test
    void aJumpHostAndAPasswordDoNotGoTogether() throws Exception {
        ConnectionSpec spec = alias(
                NOBODY.withPassword(new Secret("open sesame")),
                lines("ProxyJump jump").toArray(String[]::new));
        HostException.Unreachable refusal = assertThrows(HostException.Unreachable.class, () -> whoAmI(spec));
        assertSays(refusal, "proxyjump jump", "no password", "key or an agent");
    }

    @Test
    void aConfigurationWithAMistakeIsNamed() throws Exception {
        HostException.Unreachable refusal =
                assertThrows(HostException.Unreachable.class, () -> whoAmI(alias(NOBODY, "Portt 22")));
        assertSays(refusal, "ssh can't tell how host is reached", "portt", "included");
    }

    @Test
    void checkingOfHostKeysIsAsConfigured() throws Exception {
        Path known = folder.resolve("none");
        String[] strict = {
            "HostName " + host.address(), "User nopass", "IdentityFile " + host.key(), "UserKnownHostsFile " + known, ""
        };
        assertSays(assertThrows(HostException.Unreachable.class, () -> whoAmI(alias(NOBODY, strict))), "is not known");
        strict[4] = "StrictHostKeyChecking accept-new";
        assertTrue(whoAmI(alias(NOBODY, strict)).startsWith("nopass "));
        assertTrue(Files.readString(known).startsWith(host.address() + " "));
    }
}
