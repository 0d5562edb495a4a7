package play.modules.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.Script;
import play.host.ScriptResult;
import play.module.Plan;
import play.module.ProductionException;
import play.module.Resource;
import play.modules.testing.Controller;
import play.testkit.LocalHost;
import play.testkit.Parameters;

/** The modules of this area with a real state folder and real producers, judged by openssl where it is independent. */
class CertgenModuleTest {
    private static final Resource<CertgenCaModule.Params> AUTHORITY = new CertgenCaModule();
    private static final Resource<CertgenModule.Params> LEAF = new CertgenModule();
    private static final Resource<KubeconfigModule.Params> KUBECONFIG = new KubeconfigModule();

    @TempDir
    Path folder;

    private Controller controller = new Controller(Path.of("/"), List.of());

    @BeforeEach
    void freshController() throws Exception {
        controller = new Controller(folder, new CryptoModules().producers());
        Files.createDirectory(folder.resolve("host"));
    }

    private CertgenCaModule.Params authority(Map<String, Object> more) {
        return Parameters.of(
                AUTHORITY, with(Map.of("name", "ca", "cluster", "test", "cert_dest", path("ca.crt")), more));
    }

    private CertgenModule.Params leaf(Map<String, Object> more) {
        Map<String, Object> given = Map.of(
                "name",
                "web",
                "cluster",
                "test",
                "issuer",
                "ca",
                "cn",
                "web.example",
                "o",
                List.of("system:nodes", "b"),
                "san",
                List.of("Web.Example", "10.0.0.1", "::1"),
                "usage",
                "both",
                "cert_dest",
                path("web.crt"),
                "key_dest",
                path("web.key"));
        return Parameters.of(LEAF, with(given, more));
    }

    private KubeconfigModule.Params kubeconfig(Map<String, Object> more) {
        Map<String, Object> given = Map.of(
                "name",
                "admin",
                "cluster",
                "test",
                "issuer",
                "ca",
                "cn",
                "admin",
                "o",
                List.of("play:cluster-admins"),
                "server",
                "https://10.0.0.1:6443",
                "dest",
                path("admin.conf"));
        return Parameters.of(KUBECONFIG, with(given, more));
    }

    private static Map<String, Object> with(Map<String, Object> given, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(given);
        all.putAll(more);
        return all;
    }

    private String path(String name) {
        return folder.resolve("host").resolve(name).toString();
    }

    private String openssl(String arguments) {
        ScriptResult result =
                LocalHost.run(Script.of("cd " + folder.resolve("host") + " && openssl " + arguments + " 2>&1"));
        assertTrue(result.succeeded(), result.out());
        return result.out();
    }

    private String text(String name) throws Exception {
        return Files.readString(folder.resolve("host").resolve(name));
    }

    @Test
    void opensslAcceptsTheChain() throws Exception {
        controller.run(AUTHORITY, authority(Map.of()));
        controller.run(LEAF, leaf(Map.of()));
        assertEquals("web.crt: OK\n", openssl("verify -x509_strict -purpose sslserver -CAfile ca.crt web.crt"));
        assertEquals(
                "web.crt: OK\n",
                openssl("verify -x509_strict -purpose sslclient -verify_ip ::1 -CAfile ca.crt web.crt"));
        String shown = openssl(
                "x509 -in web.crt -noout -subject -ext subjectAltName,extendedKeyUsage,basicConstraints,keyUsage");
        assertTrue(shown.contains("O = b, O = system:nodes, CN = web.example"), shown);
        assertTrue(shown.contains("DNS:web.example") && shown.contains("IP Address:10.0.0.1"), shown);
        assertTrue(shown.contains("CA:FALSE"), shown);
        assertEquals(openssl("x509 -in web.crt -noout -pubkey"), openssl("pkey -in web.key -pubout"));
    }

    @Test
    void rsaAndP384KeysServeToo() throws Exception {
        controller.run(AUTHORITY, authority(Map.of("key_type", "rsa-2048")));
        controller.run(LEAF, leaf(Map.of("key_type", "ecdsa-p384")));
        assertEquals("web.crt: OK\n", openssl("verify -x509_strict -CAfile ca.crt web.crt"));
        assertInstanceOf(Plan.Unchanged.class, controller.plan(AUTHORITY, authority(Map.of("key_type", "rsa-2048"))));
        assertInstanceOf(Plan.Unchanged.class, controller.plan(LEAF, leaf(Map.of("key_type", "ecdsa-p384"))));
    }

    @Test
    void aSecondRunChangesNothing() throws Exception {
        controller.run(AUTHORITY, authority(Map.of()));
        controller.run(LEAF, leaf(Map.of()));
        assertInstanceOf(Plan.Unchanged.class, controller.plan(AUTHORITY, authority(Map.of())));
        assertInstanceOf(Plan.Unchanged.class, controller.plan(LEAF, leaf(Map.of())));
    }

    @Test
    void aKeptCertificateIsPutBackOnTheHost() throws Exception {
        controller.run(AUTHORITY, authority(Map.of()));
        controller.run(LEAF, leaf(Map.of()));
        String before = text("web.crt");
        Files.delete(folder.resolve("host/web.crt"));
        controller.run(LEAF, leaf(Map.of()));
        assertEquals(before, text("web.crt"));
    }

    @Test
    void aChangedRequestRenews() throws Exception {
        controller.run(AUTHORITY, authority(Map.of()));
        controller.run(LEAF, leaf(Map.of()));
        String before = text("web.crt");
        Controller nextRun = new Controller(folder, new CryptoModules().producers());
        nextRun.run(LEAF, leaf(Map.of("san", List.of("other.example"))));
        assertNotEquals(before, text("web.crt"));
        assertTrue(openssl("x509 -in web.crt -noout -ext subjectAltName").contains("DNS:other.example"));
    }

    @Test
    void itIsRenewedBeforeItExpires() throws Exception {
        controller.run(AUTHORITY, authority(Map.of()));
        controller.at(Instant.now().minus(Duration.ofDays(340)));
        controller.run(LEAF, leaf(Map.of("validity", "8760h")));
        String before = text("web.crt");
        Controller nextRun = new Controller(folder, new CryptoModules().producers());
        assertInstanceOf(Plan.Unchanged.class, nextRun.plan(LEAF, leaf(Map.of("renew_before", "100h"))));
        nextRun.run(LEAF, leaf(Map.of("renew_before", "720h")));
        assertNotEquals(before, text("web.crt"));
        assertInstanceOf(Plan.Unchanged.class, nextRun.plan(LEAF, leaf(Map.of("renew_before", "720h"))));
    }

    @Test
    void itIsRenewedOnceWhereItWasIssuedBeforeAMoment() throws Exception {
        Instant issued = Instant.now().minus(Duration.ofDays(2)).truncatedTo(ChronoUnit.SECONDS);
        controller.run(AUTHORITY, authority(Map.of()));
        controller.at(issued);
        controller.run(LEAF, leaf(Map.of()));
        String before = text("web.crt");
        Controller nextRun = new Controller(folder, new CryptoModules().producers());
        CertgenModule.Params early = leaf(Map.of("renew_issued_before", issued.toString()));
        assertInstanceOf(Plan.Unchanged.class, nextRun.plan(LEAF, early));
        String moment = issued.plusSeconds(1).atOffset(ZoneOffset.ofHours(1)).toString();
        CertgenModule.Params late = leaf(Map.of("renew_issued_before", moment));
        assertInstanceOf(Plan.Change.class, nextRun.plan(LEAF, late));
        nextRun.run(LEAF, late);
        assertNotEquals(before, text("web.crt"));
        assertInstanceOf(Plan.Unchanged.class, nextRun.plan(LEAF, late));
    }

    @Test
    void aMomentThatIsYetToComeIsRejected() throws Exception {
        controller.run(AUTHORITY, authority(Map.of()));
        Plan.Rejected rejected = assertInstanceOf(
                Plan.Rejected.class,
                controller.plan(LEAF, leaf(Map.of("renew_issued_before", "2999-01-01T00:00:00Z"))));
        assertTrue(rejected.why().contains("yet to come"), rejected.why());
        String wrong = Parameters.wrong(LEAF, Map.of("renew_issued_before", "2036-13-01T00:00:00Z"));
        assertTrue(wrong.contains("must be a moment such as 2036-11-01T00:00:00Z, not '2036-13-01T00:00:00Z'"), wrong);
    }

    @Test
    void withoutAnAuthorityALeafIsRejected() {
        Plan.Rejected rejected = assertInstanceOf(Plan.Rejected.class, controller.plan(LEAF, leaf(Map.of())));
        assertTrue(rejected.why().contains("certgen_ca"), rejected.why());
    }

    @Test
    void aControllerWithoutAnyFolderKeepsNothingYet() throws Exception {
        Plan.Change change = assertInstanceOf(Plan.Change.class, controller.plan(AUTHORITY, authority(Map.of())));
        assertTrue(change.title().contains("ca.crt"), change.title());
        assertFalse(Files.exists(controller.state()));
    }

    @Test
    void anAuthorityIsNeverReplaced() throws Exception {
        controller.run(AUTHORITY, authority(Map.of()));
        Plan.Rejected rejected =
                assertInstanceOf(Plan.Rejected.class, controller.plan(AUTHORITY, authority(Map.of("cn", "another"))));
        assertTrue(rejected.why().contains("differs in cn"), rejected.why());
    }

    @Test
    void twoHostsCannotMeanDifferentCertificatesByOneName() throws Exception {
        controller.run(AUTHORITY, authority(Map.of()));
        controller.run(LEAF, leaf(Map.of()));
        ProductionException refused = assertThrows(
                ProductionException.class, () -> controller.run(LEAF, leaf(Map.of("san", List.of("10.0.0.2")))));
        assertTrue(String.valueOf(refused.getMessage()).contains("inventory_hostname"));
    }

    @Test
    void theAuthoritysKeyIsEncryptedUnderTheVaultPassword() throws Exception {
        controller.vaultPassword("open sesame");
        controller.run(AUTHORITY, authority(Map.of("key_dest", path("ca.key"))));
        controller.run(LEAF, leaf(Map.of()));
        String kept = Files.readString(controller.state().resolve("pki/test/ca.pem"));
        assertTrue(kept.contains("BEGIN ENCRYPTED PRIVATE KEY"));
        assertFalse(kept.contains("BEGIN PRIVATE KEY"));
        assertInstanceOf(
                Plan.Unchanged.class, controller.plan(AUTHORITY, authority(Map.of("key_dest", path("ca.key")))));
        assertEquals(openssl("x509 -in ca.crt -noout -pubkey"), openssl("pkey -in ca.key -pubout"));
        Controller locked = new Controller(folder, new CryptoModules().producers());
        ProductionException refused = assertThrows(
                ProductionException.class, () -> locked.run(LEAF, leaf(Map.of("san", List.of("10.0.0.9")))));
        assertTrue(String.valueOf(refused.getMessage()).contains("vault password"));
        locked.vaultPassword("wrong");
        assertThrows(ProductionException.class, () -> locked.run(LEAF, leaf(Map.of("san", List.of("10.0.0.9")))));
    }

    @Test
    void whatIsKeptIsForTheOwnerOnly() throws Exception {
        controller.run(AUTHORITY, authority(Map.of()));
        Path kept = controller.state().resolve("pki/test/ca.pem");
        assertEquals(
                "rw-------",
                java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)));
        assertEquals(
                "rwx------",
                java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(kept.getParent())));
    }

    @Test
    void aWrongNameIsRejectedBeforeAnythingIsMade() {
        String wrong = LEAF.check(leaf(Map.of("san", List.of("not a name"))))
                .getFirst()
                .message();
        assertTrue(wrong.contains("not a name"), wrong);
        String noNames = LEAF.check(leaf(Map.of("san", List.of()))).getFirst().message();
        assertTrue(noNames.contains("san"), noNames);
    }

    @Test
    void aKubeconfigHoldsWhatOpensslAccepts() throws Exception {
        controller.run(AUTHORITY, authority(Map.of()));
        controller.run(KUBECONFIG, kubeconfig(Map.of()));
        LocalHost.run(Script.of("cd " + folder.resolve("host")
                + " && sed -n 's/.*client-certificate-data: //p' admin.conf | base64 -d >c.crt"));
        assertEquals("c.crt: OK\n", openssl("verify -purpose sslclient -CAfile ca.crt c.crt"));
        assertTrue(text("admin.conf").contains("server: \"https://10.0.0.1:6443\""));
        assertInstanceOf(Plan.Unchanged.class, controller.plan(KUBECONFIG, kubeconfig(Map.of())));
    }

    @Test
    void aKubeconfigForAnotherServerIsRewrittenWithTheSameCertificate() throws Exception {
        controller.run(AUTHORITY, authority(Map.of()));
        controller.run(KUBECONFIG, kubeconfig(Map.of()));
        String before = text("admin.conf");
        controller.run(KUBECONFIG, kubeconfig(Map.of("server", "https://10.0.0.2:6443")));
        assertEquals(before.replace("10.0.0.1", "10.0.0.2"), text("admin.conf"));
    }

    @Test
    void theKeyPairsHalvesBelongTogether() throws Exception {
        var module = new CertgenKeypairModule();
        var params = Parameters.of(
                module,
                Map.of("name", "sa", "cluster", "test", "key_dest", path("sa.key"), "public_dest", path("sa.pub")));
        controller.run(module, params);
        assertEquals(text("sa.pub"), openssl("pkey -in sa.key -pubout"));
        assertInstanceOf(Plan.Unchanged.class, controller.plan(module, params));
    }

    @Test
    void aSecretIsMadeOnceAndMasked() throws Exception {
        var module = new GeneratedSecretModule();
        var params =
                Parameters.of(module, Map.of("name", "token", "cluster", "test", "format", "token", "length", 16L));
        controller.run(module, params);
        assertInstanceOf(Plan.Unchanged.class, controller.plan(module, params));
        Object value = controller.result(module, params).get("value");
        assertEquals("***", String.valueOf(value));
        assertTrue(((play.value.Secret) java.util.Objects.requireNonNull(value))
                .value()
                .toString()
                .matches("[a-z0-9]{16}"));
        var longer =
                Parameters.of(module, Map.of("name", "token", "cluster", "test", "format", "token", "length", 20L));
        assertInstanceOf(Plan.Rejected.class, controller.plan(module, longer));
    }
}
