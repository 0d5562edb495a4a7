package play.modules.openssl;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import play.contract.ModuleContract;
import play.host.Script;
import play.module.Plan;
import play.module.Resource;
import play.testkit.LocalHost;
import play.testkit.LocalSubject;
import play.testkit.Parameters;

/** Archives of keys and certificates, and parameters, made by this machine's own openssl. */
class OpensslArchiveTest {
    private static final OpensslPkcs12Module ARCHIVE = new OpensslPkcs12Module();
    private static final String PHRASE = "it's \"$HOME\" \\ `x`";

    private Path folder = Path.of("/");

    @BeforeEach
    void makeCertificates(@TempDir Path temporary) throws Exception {
        folder = temporary.toRealPath();
        run("""
            for n in a b c; do
              openssl req -x509 -newkey ed25519 -nodes -keyout $n.key -subj /CN=$n -out $n.pem 2>/dev/null
            done
            cat b.pem c.pem >chain.pem
            openssl pkey -in a.key -aes256 -passout pass:open -out locked.key
            """);
    }

    private void run(String script) {
        assertEquals(
                0, LocalHost.run(Script.of("cd '" + folder + "'\n" + script)).exitCode(), script);
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private Map<String, Object> archive(Object... more) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "path",
                at("a.p12"),
                "certificate_path",
                at("a.pem"),
                "privatekey_path",
                at("a.key"),
                "passphrase",
                PHRASE));
        for (int i = 0; i < more.length; i += 2) {
            all.put((String) more[i], more[i + 1]);
        }
        return all;
    }

    private static Map<String, Object> without(Map<String, Object> all, String name) {
        all.remove(name);
        return all;
    }

    private <P extends Record> void keepsTheContract(Resource<P> module, Map<String, Object> written) throws Exception {
        LocalSubject<P> subject = new LocalSubject<>(module, Parameters.of(module, written), folder);
        assertEquals(List.of(), ModuleContract.violations(subject, false));
        assertEquals(List.of(), ModuleContract.violations(subject, true));
    }

    private Plan plan(Map<String, Object> written) throws Exception {
        var params = Parameters.of(ARCHIVE, written);
        return ARCHIVE.plan(params, LocalHost.reading(ARCHIVE.probes(params)));
    }

    @Test
    void aNameOfAnyLettersIsRightAfterwards() throws Exception {
        keepsTheContract(ARCHIVE, archive("friendly_name", "naïve \"$x\" 名", "other_certificates", at("b.pem")));
        assertInstanceOf(Plan.Change.class, plan(archive("friendly_name", "naive", "other_certificates", at("b.pem"))));
    }

    @Test
    void allOfAFileGoIntoItWhereTheyAreAskedFor() throws Exception {
        keepsTheContract(ARCHIVE, archive("other_certificates", at("chain.pem"), "other_certificates_parse_all", true));
        assertInstanceOf(Plan.Change.class, plan(archive("other_certificates", at("chain.pem"))));
    }

    @Test
    void whatTheTaskHoldsNeedsNoFiles() throws Exception {
        Map<String, Object> given = archive(
                "privatekey_content",
                Files.readString(folder.resolve("locked.key")),
                "privatekey_passphrase",
                "open",
                "certificate_content",
                Files.readString(folder.resolve("a.pem")),
                "other_certificates_content",
                List.of(Files.readString(folder.resolve("c.pem"))));
        keepsTheContract(ARCHIVE, without(without(given, "privatekey_path"), "certificate_path"));
    }

    @Test
    void aCertificateOfAnotherKeyIsRefused() throws Exception {
        Plan.Rejected refused = assertInstanceOf(Plan.Rejected.class, plan(archive("certificate_path", at("b.pem"))));
        assertEquals("the certificate is not one of the private key", refused.why());
        assertEquals(
                new Plan.Rejected("there is no certificate in " + at("none.pem")),
                plan(archive("other_certificates", at("none.pem"))));
    }

    @Test
    void anArchiveOfBeforeOpenssl3IsUnpacked() throws Exception {
        run("openssl pkcs12 -export -legacy -inkey a.key -in a.pem -certfile b.pem -passout pass:x -out old.p12");
        Map<String, Object> parsed =
                Map.of("action", "parse", "src", at("old.p12"), "passphrase", "x", "path", at("all.pem"));
        keepsTheContract(ARCHIVE, parsed);
        String pem = Files.readString(folder.resolve("all.pem"));
        assertTrue(pem.startsWith("-----BEGIN PRIVATE KEY-----"), pem);
        assertEquals(2, Certificates.in(pem).size());
        assertEquals(
                new Plan.Rejected(at("old.p12") + " is no archive of PKCS 12 that opens by this passphrase"),
                plan(Map.of("action", "parse", "src", at("old.p12"), "passphrase", "y", "path", at("other.pem"))));
    }

    @Test
    void aKeyWithoutItsCertificateIsAFault() {
        var params = Parameters.of(ARCHIVE, without(archive(), "certificate_path"));
        assertTrue(ARCHIVE.check(params).toString().contains("goes with its certificate"));
    }

    @Test
    void parametersAreMadeAndThenLeftAlone() throws Exception {
        OpensslDhparamModule module = new OpensslDhparamModule();
        keepsTheContract(module, Map.of("path", at("dh.pem"), "size", 512));
        String first = Files.readString(folder.resolve("dh.pem"));
        var params = Parameters.of(module, Map.of("path", at("dh.pem"), "size", 512));
        assertEquals(Plan.UNCHANGED, module.plan(params, LocalHost.reading(module.probes(params))));
        assertEquals(first, Files.readString(folder.resolve("dh.pem")));
    }
}
