package play.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static play.transport.Says.assertSays;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import play.connection.Connections;
import play.connection.transport.Become;
import play.connection.transport.ConnectionSpec;
import play.connection.transport.HostKeys;
import play.connection.transport.HostKeys.Checking;
import play.connection.transport.Timing;
import play.host.HostException;
import play.host.Script;
import play.host.Shell;

/** Servers that open few sessions on one connection, or none. */
@Tag("lab")
@ExtendWith(SshHost.Provider.class)
@Timeout(60)
final class SessionsTest {
    private final SshHost host;

    @TempDir
    Path folder = Path.of("/");

    SessionsTest(SshHost host) {
        this.host = host;
    }

    private Sshd server(int sessions) throws Exception {
        return Sshd.start(host, Programs.key(folder.resolve("server"), "-t ed25519"), "MaxSessions " + sessions);
    }

    private ConnectionSpec spec(Way way, Sshd server) {
        HostKeys unchecked = new HostKeys(Checking.OFF, List.of(folder.resolve("known")));
        return way.spec(host, new Destination(host.address(), server.port(), "nopass", unchecked, Timing.DEFAULT));
    }

    @ParameterizedTest
    @EnumSource
    void moreUsersThanSessionsTakeMoreConnections(Way way) throws Exception {
        try (Sshd server = server(2);
                Connections connections = new Connections(notice -> {})) {
            ConnectionSpec spec = spec(way, server);
            List<Shell> shells = new ArrayList<>(List.of(connections.shell(spec)));
            for (String user : List.of("root", "ops", "nobody", "daemon", "bin")) {
                shells.add(connections.shell(spec, Become.sudo(user)));
            }
            List<String> first = pids(shells);
            assertEquals(first, pids(shells));
        }
    }

    /** Of the shells, which stay the same. */
    private static List<String> pids(List<Shell> shells) throws Exception {
        List<String> pids = new ArrayList<>();
        for (Shell shell : shells) {
            pids.add(shell.run(Script.of("echo $$")).out());
        }
        return pids;
    }

    @Test
    void oneSessionIsEnoughForAnUploadByAnotherUser() throws Exception {
        try (Sshd server = server(1);
                Connections connections = new Connections(notice -> {})) {
            Shell root = connections.shell(spec(Way.BUILT_IN, server), Become.sudo("root"));
            root.run(Script.of("rm -f /root/uploaded"));
            byte[] content = TransportTrial.noise(300_000);
            root.upload(() -> new java.io.ByteArrayInputStream(content), content.length, "/root/uploaded");
            assertEquals(
                    "300000\n",
                    root.run(Script.of("wc -c </root/uploaded; rm /root/uploaded"))
                            .out());
        }
    }

    @Test
    void aServerThatOpensNoneIsNamed() throws Exception {
        try (Sshd server = server(0);
                Connections connections = new Connections(notice -> {})) {
            Shell shell = connections.shell(spec(Way.BUILT_IN, server));
            assertSays(
                    assertThrows(HostException.Unreachable.class, () -> shell.run(Script.of("true"))),
                    "opens no session",
                    "MaxSessions");
        }
    }
}
