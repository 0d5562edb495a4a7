package play.modules.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Answer;
import play.testkit.KnownStates;
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
