package play.modules.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.module.Answer;
import play.modules.testing.Controller;
import play.modules.testing.Gates;
import play.modules.testing.TestPki;
import play.testkit.LocalHost;
import play.testkit.Parameters;

/** On certificates that the modules themselves have issued, read by a real shell. */
class CertgenAuditModuleTest {
    private static final CertgenAuditModule AUDIT = new CertgenAuditModule();

    @TempDir
    private Path folder = Path.of("/");

    @BeforeEach
    void issue() throws Exception {
        Controller controller = new Controller(folder, new CryptoModules().producers());
        Path pki = Files.createDirectories(folder.resolve("pki"));
        TestPki.etcd(controller, pki);
        TestPki.apiServer(controller, pki, "https://127.0.0.1:6443");
    }

    private Answer audit(Map<String, Object> more) {
        Map<String, Object> given =
                new HashMap<>(Map.of("paths", List.of(folder.resolve("pki").toString())));
        given.putAll(more);
        return Gates.look(AUDIT, Parameters.of(AUDIT, given));
    }

    private static String failed(Answer answer) {
        return assertInstanceOf(Answer.Failed.class, answer).why();
    }

    @Test
    void everyCertificateIsListedAlsoThoseInKubeconfigs() {
        Map<String, ?> found =
                assertInstanceOf(Answer.Found.class, audit(Map.of())).value();
        String all = String.valueOf(found.get("certificates"));
        assertTrue(
                all.contains("admin.conf (client-certificate-data)")
                        && all.contains("admin.conf (certificate-authority-data)"),
                all);
        assertTrue(
                all.contains("pki/etcd.crt") && all.contains("kubernetes.default.svc") && all.contains("127.0.0.1"),
                all);
        assertEquals(List.of(), found.get("warnings"));
    }

    @Test
    void keysNeverLeaveTheHost() {
        var probe = new FoundCertificates.Family(List.of(
                        folder.resolve("pki").toString(),
                        folder.resolve("pki/etcd.key").toString()))
                .key();
        String read = LocalHost.run(probe.family().read(List.of(probe))).out();
        assertTrue(
                read.contains("BEGIN CERTIFICATE")
                        && !read.contains("PRIVATE KEY")
                        && !read.contains("client-key-data"),
                "something private was read");
    }

    @Test
    void thoseThatAreAboutToEndAreNamed() {
        Map<String, ?> found = assertInstanceOf(Answer.Found.class, audit(Map.of("warn_days", 36500L)))
                .value();
        assertFalse(((List<?>) java.util.Objects.requireNonNull(found.get("warnings"))).isEmpty());
        assertTrue(
                failed(audit(Map.of("fail_days", 36500L))).contains("etcd.crt: CN=etcd lasts "),
                failed(audit(Map.of("fail_days", 36500L))));
    }

    @Test
    void anIssuerThatIsNotFoundIsNamed() {
        String why = failed(
                audit(Map.of("paths", List.of(folder.resolve("pki/etcd.crt").toString()))));
        assertTrue(why.contains("CN=etcd was issued by CN=etcd-ca") && why.contains("not among those found"), why);
        assertInstanceOf(
                Answer.Found.class,
                audit(Map.of("paths", List.of(folder.resolve("pki/etcd.crt").toString()), "chain", false)));
        assertInstanceOf(
                Answer.Found.class,
                audit(Map.of(
                        "paths",
                        List.of(
                                folder.resolve("pki/etcd.crt").toString(),
                                folder.resolve("pki/etcd-ca.crt").toString()))));
    }

    @Test
    void whatIsMissingOrBrokenIsNoGoodNews() throws Exception {
        Files.writeString(
                folder.resolve("pki/broken.crt"),
                "-----BEGIN CERTIFICATE-----\nbm90IG9uZQ==\n-----END CERTIFICATE-----\n");
        String why = failed(audit(Map.of("paths", List.of(folder.resolve("pki").toString(), "/nowhere.crt"))));
        assertTrue(
                why.contains("/nowhere.crt is not there")
                        && why.contains("broken.crt contains no readable certificate"),
                why);
    }
}
