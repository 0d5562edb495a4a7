package play.modules.openssl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import play.contract.ModuleContract;
import play.host.Script;
import play.module.Plan;
import play.module.Resource;
import play.testkit.LocalHost;
import play.testkit.LocalSubject;
import play.testkit.Parameters;

/** Keys, requests and certificates, made by this machine's own openssl. */
class OpensslModulesTest {
    private static final OpensslPrivatekeyModule KEY = new OpensslPrivatekeyModule();
    private static final OpensslPublickeyModule PUBLIC = new OpensslPublickeyModule();
    private static final OpensslCsrModule REQUEST = new OpensslCsrModule();
    private static final X509CertificateModule CERTIFICATE = new X509CertificateModule();

    private static final String PHRASE = "it's \"$HOME\" \\ `x`";

    /** Whose escapes would end a setting, name a variable or begin a comment. */
    private static final String ODD = "A & B, \"$x\" #1; `é` \\ ö=ü, + <[sect]> 'q'";

    private Path folder = Path.of("/");

    @BeforeEach
    void makeFolder(@TempDir Path temporary) throws Exception {
        folder = temporary.toRealPath();
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private static Map<String, Object> with(Map<String, Object> one, Object... more) {
        Map<String, Object> all = new HashMap<>(one);
        for (int i = 0; i < more.length; i += 2) {
            all.put((String) more[i], more[i + 1]);
        }
        return all;
    }

    /** It is made as was foreseen, and is then as wanted. */
    private <P extends Record> void keepsTheContract(Resource<P> module, Map<String, Object> written) throws Exception {
        LocalSubject<P> subject = new LocalSubject<>(module, Parameters.of(module, written), folder);
        assertEquals(List.of(), ModuleContract.violations(subject, false));
        assertEquals(List.of(), ModuleContract.violations(subject, true));
    }

    private <P extends Record> Plan plan(Resource<P> module, Map<String, Object> written) throws Exception {
        P params = Parameters.of(module, written);
        return module.plan(params, LocalHost.reading(module.probes(params)));
    }

    private static void run(String script) {
        assertEquals(0, LocalHost.run(Script.of(script)).exitCode(), script);
    }

    @ParameterizedTest
    @CsvSource({
        "RSA, 1024, , auto_ignore, false, RSA PRIVATE KEY",
        "RSA, 1024, , pkcs8, true, ENCRYPTED PRIVATE KEY",
        "DSA, 1024, , auto, true, DSA PRIVATE KEY",
        "ECC, 4096, secp256r1, auto_ignore, true, EC PRIVATE KEY",
        "ECC, 4096, brainpoolP384r1, pkcs8, false, PRIVATE KEY",
        "Ed25519, 4096, , auto, false, PRIVATE KEY",
        "Ed448, 4096, , pkcs8, true, ENCRYPTED PRIVATE KEY"
    })
    void allThatIsMadeOfAKeyIsRightAfterwards(
            String kind, int size, String curve, String format, boolean locked, String label) throws Exception {
        String name = "key";
        Map<String, Object> key = with(Map.of("path", at(name), "type", kind, "size", size, "format", format));
        if (curve != null) {
            key.put("curve", curve);
        }
        if (locked) {
            key.put("passphrase", PHRASE);
        }
        keepsTheContract(KEY, key);
        String first = Files.readAllLines(folder.resolve(name)).getFirst();
        assertEquals("-----BEGIN " + label + "-----", first);

        Map<String, Object> of = new HashMap<>(Map.of("privatekey_path", at(name)));
        if (locked) {
            of.put("privatekey_passphrase", PHRASE);
        }
        keepsTheContract(PUBLIC, with(of, "path", at(name + ".pub")));
        keepsTheContract(
                REQUEST,
                with(
                        of,
                        "path",
                        at(name + ".csr"),
                        "common_name",
                        "www.example.org",
                        "organization_name",
                        ODD,
                        "subject",
                        Map.of("OU", List.of("one", "two")),
                        "subject_alt_name",
                        "DNS:www.example.org,IP:10.0.0.1,dirName:CN=x",
                        "key_usage",
                        List.of("digitalSignature", "Certificate Sign"),
                        "key_usage_critical",
                        true,
                        "extended_key_usage",
                        List.of("serverAuth", "1.2.3.4"),
                        "basic_constraints",
                        List.of("CA:TRUE", "pathlen:1"),
                        "ocsp_must_staple",
                        true,
                        "name_constraints_permitted",
                        List.of("DNS:example.org", "IP:10.0.0.0/8"),
                        "create_subject_key_identifier",
                        true));
        keepsTheContract(
                CERTIFICATE,
                with(of, "path", at(name + ".crt"), "csr_path", at(name + ".csr"), "provider", "selfsigned"));
        keepsTheContract(
                REQUEST,
                with(
                        of,
                        "path",
                        at(name + ".leaf"),
                        "common_name",
                        "leaf.example.org",
                        "authority_key_identifier",
                        "00:11"));
        Map<String, Object> signed = with(
                Map.of("path", at(name + ".by"), "csr_path", at(name + ".leaf"), "provider", "ownca"),
                "ownca_path",
                at(name + ".crt"),
                "ownca_privatekey_path",
                at(name));
        if (locked) {
            signed.put("ownca_privatekey_passphrase", PHRASE);
        }
        keepsTheContract(CERTIFICATE, signed);
        run("openssl verify -trusted " + quoted(name + ".crt") + " " + quoted(name + ".by"));
    }

    private String quoted(String name) {
        return "'" + at(name) + "'";
    }

    @ParameterizedTest
    @CsvSource({
        "never, unchanged, unchanged, unchanged",
        "fail, unchanged, rejected, rejected",
        "partial_idempotence, unchanged, change, rejected",
        "full_idempotence, unchanged, change, change",
        "always, change, change, change"
    })
    void whatBecomesOfAKeyThatIsThereIsSaid(String regenerate, String same, String other, String closed)
            throws Exception {
        run("openssl genpkey -algorithm ED25519 -out " + quoted("k") + "; chmod 0600 " + quoted("k"));
        Map<String, Object> written = with(Map.of("path", at("k"), "regenerate", regenerate), "type", "Ed25519");
        assertEquals(same, kind(plan(KEY, written)));
        assertEquals(other, kind(plan(KEY, with(written, "type", "Ed448"))));
        assertEquals(closed, kind(plan(KEY, with(written, "passphrase", "x"))), "it is not encrypted");
        Files.writeString(folder.resolve("k"), "nothing of the kind");
        assertEquals(closed, kind(plan(KEY, written)));
        assertEquals("change", kind(plan(KEY, with(written, "path", at("new")))));
    }

    private static String kind(Plan plan) {
        return plan.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    @Test
    void aKeyIsBroughtIntoAnotherFormAsItIs() throws Exception {
        run("openssl ecparam -genkey -noout -name prime256v1 -out " + quoted("k"));
        String before = Files.readString(folder.resolve("k"));
        keepsTheContract(
                KEY,
                with(
                        Map.of("path", at("k"), "type", "ECC", "curve", "secp256r1"),
                        "format",
                        "pkcs8",
                        "format_mismatch",
                        "convert"));
        run("openssl pkey -in " + quoted("k") + " -traditional -out " + quoted("again"));
        assertEquals(before, Files.readString(folder.resolve("again")));
    }

    @Test
    void whatDiffersInARequestOrInItsKeyIsSeen() throws Exception {
        run("openssl genpkey -algorithm ED25519 -out " + quoted("k"));
        Map<String, Object> base = Map.of("path", at("r"), "privatekey_path", at("k"), "common_name", "a.example.org");
        keepsTheContract(REQUEST, base);
        for (Map<String, Object> other : List.of(
                with(base, "common_name", "b.example.org"),
                with(base, "subject", Map.of("L", "Bern")),
                with(base, "subject_alt_name", List.of("DNS:b.example.org")),
                with(base, "subject_alt_name_critical", true),
                with(base, "use_common_name_for_san", false),
                with(base, "key_usage", List.of("keyAgreement")),
                with(base, "extended_key_usage", List.of("clientAuth")),
                with(base, "basic_constraints", List.of("CA:FALSE")),
                with(base, "ocsp_must_staple", true),
                with(base, "name_constraints_excluded", List.of("DNS:x.org")),
                with(base, "create_subject_key_identifier", true),
                with(base, "subject_key_identifier", "00:11"),
                with(base, "authority_key_identifier", "00:11"),
                with(base, "force", true))) {
            assertEquals("change", kind(plan(REQUEST, other)), () -> String.valueOf(other));
        }
        assertEquals(Plan.UNCHANGED, plan(REQUEST, with(base, "subject_alt_name", "DNS:a.example.org")));
        run("openssl genpkey -algorithm ED25519 -out " + quoted("k"));
        assertEquals("change", kind(plan(REQUEST, base)));
    }

    @Test
    void onlyTheOrderOfAnOrderedSubjectCounts() throws Exception {
        run("openssl genpkey -algorithm ED25519 -out " + quoted("k"));
        Map<String, Object> base =
                Map.of("path", at("r"), "privatekey_path", at("k"), "use_common_name_for_san", false);
        Map<String, Object> ordered =
                with(base, "subject_ordered", List.of(Map.of("CN", "x"), Map.of("O", "y"), Map.of("C", "CH")));
        keepsTheContract(REQUEST, ordered);
        assertEquals(
                Plan.UNCHANGED, plan(REQUEST, with(base, "common_name", "x", "organization_name", "y", "C", "CH")));
        assertEquals(
                "change",
                kind(plan(
                        REQUEST,
                        with(
                                base,
                                "subject_ordered",
                                List.of(Map.of("O", "y"), Map.of("CN", "x"), Map.of("C", "CH"))))));
    }

    @Test
    void whoDidNotSignACertificateIsFoundOut() throws Exception {
        run("cd '" + folder + "'; for k in a b ca; do openssl genpkey -algorithm ED25519 -out $k; done;"
                + " openssl req -new -subj /CN=a -key a -out a.csr;"
                + " openssl req -x509 -subj /CN=ca -key ca -out ca.crt;"
                + " openssl req -x509 -subj /CN=ca -key b -out b.crt");
        Map<String, Object> own =
                Map.of("path", at("c"), "csr_path", at("a.csr"), "privatekey_path", at("a"), "provider", "selfsigned");
        keepsTheContract(CERTIFICATE, own);
        Map<String, Object> by = with(
                Map.of("path", at("c"), "csr_path", at("a.csr"), "provider", "ownca"),
                "ownca_path",
                at("ca.crt"),
                "ownca_privatekey_path",
                at("ca"));
        keepsTheContract(CERTIFICATE, by);
        assertEquals("change", kind(plan(CERTIFICATE, own)));
        Map<String, Object> namesake = with(by, "ownca_path", at("b.crt"), "ownca_privatekey_path", at("b"));
        assertEquals("change", kind(plan(CERTIFICATE, namesake)), "an authority of the same name with another key");
        assertEquals("rejected", kind(plan(CERTIFICATE, with(by, "ownca_privatekey_path", at("b")))));
        assertEquals("rejected", kind(plan(CERTIFICATE, with(own, "privatekey_path", at("b")))));
        assertEquals("rejected", kind(plan(CERTIFICATE, with(by, "privatekey_path", at("b")))));
        assertEquals("rejected", kind(plan(CERTIFICATE, with(by, "csr_path", at("none")))));
        assertEquals("rejected", kind(plan(CERTIFICATE, with(by, "ownca_path", at("a.csr")))));
    }

    @Test
    void timesCountWhereATaskSaysSo() throws Exception {
        run("cd '" + folder + "'; openssl genpkey -algorithm ED25519 -out a;"
                + " openssl req -new -subj /CN=a -key a -out a.csr");
        Map<String, Object> timed = with(
                Map.of("path", at("c"), "csr_path", at("a.csr"), "privatekey_path", at("a"), "provider", "selfsigned"),
                "ignore_timestamps",
                false,
                "selfsigned_not_before",
                "20260101000000Z",
                "selfsigned_not_after",
                "20601231235959Z");
        keepsTheContract(CERTIFICATE, timed);
        Map<String, Object> later = with(timed, "selfsigned_not_after", "20611231235959Z");
        assertEquals("change", kind(plan(CERTIFICATE, later)));
        assertEquals(Plan.UNCHANGED, plan(CERTIFICATE, with(later, "ignore_timestamps", true)));
    }

    @Test
    void aCertificateThatWouldNameNobodyIsRefused() throws Exception {
        run("cd '" + folder + "'; openssl genpkey -algorithm ED25519 -out a;"
                + " openssl req -new -subj / -key a -out a.csr");
        Plan.Rejected rejected = assertInstanceOf(
                Plan.Rejected.class,
                plan(
                        CERTIFICATE,
                        Map.of(
                                "path",
                                at("c"),
                                "csr_path",
                                at("a.csr"),
                                "privatekey_path",
                                at("a"),
                                "provider",
                                "selfsigned")));
        assertTrue(rejected.why().contains("common_name"), rejected.why());
    }

    @Test
    void aKeyThatSignsNothingAsksForNothing() throws Exception {
        run("openssl genpkey -algorithm X25519 -out " + quoted("k"));
        Map<String, Object> of = Map.of("path", at("r"), "privatekey_path", at("k"));
        assertEquals("rejected", kind(plan(REQUEST, of)));
        assertEquals("rejected", kind(plan(PUBLIC, with(of, "format", "OpenSSH"))));
        keepsTheContract(PUBLIC, of);
    }
}
