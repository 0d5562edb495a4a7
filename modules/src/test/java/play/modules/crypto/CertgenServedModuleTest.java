package play.modules.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Answer;
import play.modules.testing.Daemon;
import play.testkit.KnownStates;
import play.testkit.LocalHost;
import play.testkit.Parameters;
import play.value.Bytes;

class CertgenServedModuleTest {
    private static final StateKey<ServedCertificate> KEY =
            ServedCertificate.Family.at(new CertgenServedModule.Server("192.0.2.4", 2379, "/etc/etcd/pki/server.crt"));

    private final CertgenServedModule module = new CertgenServedModule();
    private final CertgenServedModule.Params params = Parameters.of(
            module,
            Map.of(
                    "servers",
                    List.of(Map.of("address", "192.0.2.4", "port", 2379, "path", "/etc/etcd/pki/server.crt"))));

    private Answer answer(ServedCertificate seen) {
        return module.answer(params, new KnownStates().with(KEY, seen));
    }

    private String fault(ServedCertificate seen) {
        return assertInstanceOf(Answer.Failed.class, answer(seen)).why();
    }

    @Test
    void whatIsServedIsWhatTheFileHolds() {
        assertInstanceOf(Answer.Found.class, answer(new ServedCertificate("sha256 A", "sha256 A")));
    }

    @Test
    void anotherCertificateNoneAndNoFileAreNamed() {
        assertTrue(fault(new ServedCertificate("sha256 A", "sha256 B"))
                .contains("192.0.2.4:2379 serves another certificate (sha256 A) than /etc/etcd/pki/server.crt"
                        + " holds (sha256 B)"));
        assertEquals("192.0.2.4:2379 presents no certificate", fault(new ServedCertificate("", "sha256 B")));
        assertTrue(fault(new ServedCertificate("sha256 A", ""))
                .startsWith("/etc/etcd/pki/server.crt contains no certificate"));
    }

    /** A real server at an address of each family. */
    @Test
    void anAddressOfIpv6IsAskedToo(@TempDir Path folder) throws IOException {
        LocalHost.run(Script.of("cd '" + folder + "' && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256"
                + " -nodes -subj /CN=test -days 2 -keyout key.pem -out crt.pem"));
        for (String address : List.of("127.0.0.1", "::1")) {
            int port = Daemon.freePort();
            String at = address.contains(":") ? "[" + address + "]" : address;
            StateKey<ServedCertificate> key = ServedCertificate.Family.at(new CertgenServedModule.Server(
                    address, port, folder.resolve("crt.pem").toString()));
            String serve = "cd '" + folder + "'; openssl s_server -accept '" + at + ":" + port
                    + "' -cert crt.pem -key key.pem -quiet >/dev/null 2>&1 & server=$!\n"
                    + "for i in 1 2 3 4 5 6 7 8 9; do openssl s_client -connect '" + at + ":" + port
                    + "' </dev/null >/dev/null 2>&1 && break; sleep 0.3; done\n";
            ServedCertificate.Family family = new ServedCertificate.Family();
            ScriptResult result = LocalHost.run(
                    Script.of(serve + "(" + family.read(List.of(key)).text() + "\n); kill $server"));
            Observed<ServedCertificate> seen =
                    Objects.requireNonNull(family.parse(List.of(key), result).get(key));
            ServedCertificate pair = ((Observed.Known<ServedCertificate>) seen).value();
            assertTrue(pair.present(), address);
            assertEquals(pair.stored(), pair.served(), address);
        }
    }

    @Test
    void eachServerHasTwoLines() {
        StateKey<ServedCertificate> other =
                ServedCertificate.Family.at(new CertgenServedModule.Server("192.0.2.5", 2379, "/b"));
        Map<StateKey<ServedCertificate>, Observed<ServedCertificate>> states = new ServedCertificate.Family()
                .parse(
                        List.of(KEY, other),
                        new ScriptResult(0, Bytes.of("sha256 A \nsha256 B \n\nsha256 C \n"), Bytes.EMPTY));
        assertEquals(Observed.read(new ServedCertificate("sha256 A", "sha256 B")), states.get(KEY));
        assertEquals(Observed.read(new ServedCertificate("", "sha256 C")), states.get(other));
    }

    @Test
    void withoutOpensslNothingCanBeTold() {
        ScriptResult none = new ScriptResult(1, Bytes.EMPTY, Bytes.of("openssl is not on the host\n"));
        assertEquals(
                new Observed.Unknown<ServedCertificate>("served certificates are unknown: openssl is not on the host"),
                new ServedCertificate.Family().parse(List.of(KEY), none).get(KEY));
    }
}
