package play.modules.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Answer;
import play.module.Plan;
import play.module.Resource;
import play.modules.testing.Controller;
import play.modules.testing.Gates;
import play.testkit.KnownStates;
import play.testkit.LocalHost;
import play.testkit.Parameters;

/** One CA takes another's place, by the modules with a real state folder, judged by openssl. */
class CertgenBundleModuleTest {
    private static final Resource<CertgenCaModule.Params> AUTHORITY = new CertgenCaModule();
    private static final Resource<CertgenBundleModule.Params> BUNDLE = new CertgenBundleModule();
    private static final Resource<CertgenModule.Params> LEAF = new CertgenModule();
    private static final Resource<KubeconfigModule.Params> KUBECONFIG = new KubeconfigModule();
    private static final CertgenIssuersModule ISSUERS = new CertgenIssuersModule();

    @TempDir
    Path folder = Path.of("/");

    private Controller controller = new Controller(Path.of("/"), List.of());

    @BeforeEach
    void twoAuthorities() throws Exception {
        controller = new Controller(folder, new CryptoModules().producers());
        Files.createDirectory(folder.resolve("host"));
        for (String name : List.of("ca", "ca-2")) {
            controller.run(
                    AUTHORITY,
                    Parameters.of(AUTHORITY, Map.of("name", name, "cluster", "test", "cn", "kubernetes-" + name)));
        }
    }

    private String path(String name) {
        return folder.resolve("host").resolve(name).toString();
    }

    private static CertgenBundleModule.Params bundle(String dest, String... names) {
        return Parameters.of(BUNDLE, Map.of("authorities", List.of(names), "cluster", "test", "dest", dest));
    }

    private CertgenModule.Params leaf(String issuer) {
        return Parameters.of(
                LEAF,
                Map.of(
                        "name",
                        "web",
                        "cluster",
                        "test",
                        "issuer",
                        issuer,
                        "cn",
                        "web",
                        "san",
                        List.of("web.example"),
                        "usage",
                        "server",
                        "cert_dest",
                        path("web.crt")));
    }

    private KubeconfigModule.Params kubeconfig(String issuer, Object trusted) {
        return Parameters.of(
                KUBECONFIG,
                Map.of(
                        "name",
                        "admin",
                        "cluster",
                        "test",
                        "issuer",
                        issuer,
                        "server_ca",
                        trusted,
                        "cn",
                        "admin",
                        "server",
                        "https://192.0.2.1:6443",
                        "dest",
                        path("admin.conf")));
    }

    private ScriptResult shell(String script) {
        return LocalHost.run(Script.of("cd " + folder.resolve("host") + " && { " + script + "\n} 2>&1"));
    }

    private String verified(String bundle) {
        return shell("openssl verify -purpose sslserver -CAfile " + bundle + " web.crt")
                .out();
    }

    private Map<String, ?> issuers(String... names) {
        List<String> paths = List.of(names).stream().map(this::path).toList();
        return assertInstanceOf(Answer.Found.class, Gates.look(ISSUERS, Parameters.of(ISSUERS, Map.of("paths", paths))))
                .value();
    }

    @Test
    void whatEitherHasSignedIsTrustedWhileBothAreNamed() throws Exception {
        controller.run(BUNDLE, bundle(path("both.crt"), "ca-2", "ca"));
        controller.run(BUNDLE, bundle(path("new.crt"), "ca-2"));
        controller.run(LEAF, leaf("ca"));
        assertEquals("web.crt: OK\n", verified("both.crt"));
        assertNotEquals("web.crt: OK\n", verified("new.crt"));
        controller.run(LEAF, leaf("ca-2"));
        assertEquals("web.crt: OK\n", verified("both.crt"));
        assertEquals("web.crt: OK\n", verified("new.crt"));
        assertInstanceOf(Plan.Unchanged.class, controller.plan(BUNDLE, bundle(path("both.crt"), "ca-2", "ca")));
        assertInstanceOf(Plan.Unchanged.class, controller.plan(LEAF, leaf("ca-2")));
    }

    @Test
    void theOrderIsThatOfTheNames() throws Exception {
        controller.run(BUNDLE, bundle(path("both.crt"), "ca-2", "ca"));
        String there = Files.readString(Path.of(path("both.crt")));
        assertTrue(there.matches("(?s)(-----BEGIN CERTIFICATE-----\n[^-]*-----END CERTIFICATE-----\n){2}"), there);
        assertInstanceOf(Plan.Change.class, controller.plan(BUNDLE, bundle(path("both.crt"), "ca", "ca-2")));
    }

    @Test
    void aCaThatIsNotMadeAndOneThatIsNoneAreRejected() throws Exception {
        controller.run(LEAF, leaf("ca"));
        assertTrue(why(bundle(path("both.crt"), "ca", "ca-3")).contains("cluster 'test' has no CA 'ca-3'"));
        assertTrue(why(bundle(path("both.crt"), "ca", "web")).contains("'web' is a certificate, not a CA"));
    }

    private String why(CertgenBundleModule.Params params) {
        return assertInstanceOf(Plan.Rejected.class, controller.plan(BUNDLE, params))
                .why();
    }

    @Test
    void aKubeconfigTrustsSeveralAndKeepsItsCertificate() throws Exception {
        controller.run(KUBECONFIG, kubeconfig("ca", List.of()));
        String certificate = certificate();
        controller.run(KUBECONFIG, kubeconfig("ca", List.of("ca-2", "ca")));
        assertEquals(certificate, certificate());
        assertEquals(
                List.of("kubernetes-ca", "kubernetes-ca-2"),
                issuers("admin.conf").get("trusted"));
        assertInstanceOf(Plan.Unchanged.class, controller.plan(KUBECONFIG, kubeconfig("ca", List.of("ca-2", "ca"))));
        controller.run(KUBECONFIG, kubeconfig("ca-2", "ca-2"));
        assertNotEquals(certificate, certificate());
        assertEquals(List.of("kubernetes-ca-2"), issuers("admin.conf").get("trusted"));
        assertEquals(List.of("kubernetes-ca-2"), issuers("admin.conf").get("issuers"));
        assertInstanceOf(Plan.Unchanged.class, controller.plan(KUBECONFIG, kubeconfig("ca-2", "ca-2")));
    }

    private String certificate() {
        return shell("sed -n 's/.*client-certificate-data: //p' admin.conf").out();
    }

    @Test
    void issuersAreToldAlsoOfWhatIsNotThereOrHasExpired() throws Exception {
        controller.run(BUNDLE, bundle(path("both.crt"), "ca-2", "ca"));
        controller.at(Instant.now().minus(Duration.ofDays(400)));
        controller.run(LEAF, leaf("ca"));
        Map<String, ?> told = issuers("both.crt", "web.crt", "none.crt");
        assertEquals(List.of("kubernetes-ca", "kubernetes-ca-2"), told.get("trusted"));
        assertEquals(List.of("kubernetes-ca"), told.get("issuers"));
        assertEquals(
                List.of(Map.of("path", path("web.crt"), "cn", "web", "issuer", "kubernetes-ca", "expired", true)),
                told.get("certificates"));
        assertEquals(
                List.of(
                        Map.of("path", path("both.crt"), "cn", "kubernetes-ca-2"),
                        Map.of("path", path("both.crt"), "cn", "kubernetes-ca")),
                told.get("authorities"));
        assertEquals(List.of(), issuers("none.crt").get("trusted"));
    }

    @Test
    void whatTheControllerKeepsIsToldToo() throws Exception {
        controller.run(LEAF, leaf("ca"));
        assertEquals(
                List.of(Map.of("path", "pki/test/web.pem", "cn", "web", "issuer", "kubernetes-ca", "expired", false)),
                kept("test").get("certificates"));
        assertEquals(List.of(), kept("other").get("issuers"));
    }

    private Map<String, ?> kept(String cluster) {
        StateKey<FoundCertificates> key =
                FoundCertificates.Family.keptOf(cluster).key();
        FoundCertificates found = assertInstanceOf(
                FoundCertificates.class,
                assertInstanceOf(Observed.Known.class, controller.read(key)).value());
        Answer answer =
                ISSUERS.answer(Parameters.of(ISSUERS, Map.of("cluster", cluster)), new KnownStates().with(key, found));
        return assertInstanceOf(Answer.Found.class, answer).value();
    }

    @Test
    void aFileThatHoldsAHalfCertificateIsNamed() throws Exception {
        Files.writeString(
                Path.of(path("broken.crt")), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        Answer.Failed failed = assertInstanceOf(
                Answer.Failed.class,
                Gates.look(ISSUERS, Parameters.of(ISSUERS, Map.of("paths", List.of(path("broken.crt"))))));
        assertEquals(path("broken.crt") + ": no certificate can be read from it", failed.why());
    }
}
