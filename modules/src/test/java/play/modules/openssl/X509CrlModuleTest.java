package play.modules.openssl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import play.contract.ModuleContract;
import play.host.Script;
import play.host.ScriptResult;
import play.module.Plan;
import play.param.Binding;
import play.testkit.LocalHost;
import play.testkit.LocalSubject;
import play.testkit.Parameters;

/** Lists of revoked certificates, made and judged by this machine's own openssl. */
class X509CrlModuleTest {
    private static final X509CrlModule MODULE = new X509CrlModule();
    private static final String ODD = "A & B, \"$x\" #1; `é` \\ ö=ü, + <[sect]> 'q'";

    private static final Map<String, Object> ISSUER = new LinkedHashMap<>();

    static {
        ISSUER.put("C", "CH");
        ISSUER.put("O", "Example");
        ISSUER.put("commonName", "My CA");
    }

    private Path folder = Path.of("/");

    /** Two keys, a certificate of the one, and two that it has signed. */
    @BeforeEach
    void makeAuthority(@TempDir Path temporary) throws Exception {
        folder = temporary.toRealPath();
        authority("-newkey rsa:2048 -nodes");
        run("""
            for n in a b; do
              openssl req -new -newkey ed25519 -nodes -keyout $n.key -subj /CN=$n -out $n.csr
              openssl x509 -req -in $n.csr -CA ca.pem -CAkey ca.key -set_serial 0x1$n -days 9 -out $n.pem
            done
            """);
    }

    private void authority(String key) {
        run("openssl req -x509 " + key + " -keyout ca.key -subj '/C=CH/O=Example/CN=My CA' -days 90 -out ca.pem");
    }

    private ScriptResult tried(String script) {
        return LocalHost.run(Script.of("cd '" + folder + "' && { " + script + "\n} 2>&1"));
    }

    private String run(String script) {
        ScriptResult result = tried(script);
        assertEquals(0, result.exitCode(), () -> script + result);
        return result.stdout().utf8();
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private Map<String, Object> task(Object... more) {
        Map<String, Object> task = new HashMap<>(Map.of(
                "path",
                at("ca.crl"),
                "privatekey_path",
                at("ca.key"),
                "issuer",
                ISSUER,
                "next_update",
                "+7d",
                "ignore_timestamps",
                true,
                "revoked_certificates",
                List.of(Map.of("path", at("a.pem")))));
        return with(task, more);
    }

    private static Map<String, Object> with(Map<String, Object> task, Object... more) {
        Map<String, Object> all = new HashMap<>(task);
        for (int i = 0; i < more.length; i += 2) {
            all.put((String) more[i], more[i + 1]);
        }
        return all;
    }

    private void keepsTheContract(Map<String, Object> written) throws Exception {
        LocalSubject<X509CrlModule.Params> subject = new LocalSubject<>(MODULE, Parameters.of(MODULE, written), folder);
        assertEquals(List.of(), ModuleContract.violations(subject, false));
        assertEquals(List.of(), ModuleContract.violations(subject, true));
    }

    private String plan(Map<String, Object> written) throws Exception {
        X509CrlModule.Params params = Parameters.of(MODULE, written);
        Plan plan = MODULE.plan(params, LocalHost.reading(MODULE.probes(params)));
        return plan.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private @Nullable Object told(Map<String, Object> written, String field) throws Exception {
        X509CrlModule.Params params = Parameters.of(MODULE, written);
        LocalHost known = LocalHost.reading(MODULE.probes(params));
        return MODULE.result(params, known).get(field);
    }

    private List<?> revoked() throws Exception {
        return Objects.requireNonNull((List<?>) told(task(), "revoked_certificates"));
    }

    @ParameterizedTest
    @CsvSource({
        "-newkey rsa:2048 -nodes, sha256, sha256WithRSAEncryption",
        "-newkey rsa:2048 -passout pass:it's, sha512, sha512WithRSAEncryption",
        "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes, sha384, ecdsa-with-SHA384",
        "-newkey ed25519 -nodes, sha256, ED25519",
        "-newkey ed448 -passout pass:it's, sha256, ED448"
    })
    void aListOfAnyKeyIsOneThatOpensslVerifiesCertificatesBy(String key, String digest, String told) throws Exception {
        authority(key.replace("it's", "\"it's\""));
        run("for n in a b; do openssl x509 -req -in $n.csr -CA ca.pem -CAkey ca.key -passin pass:\"it's\""
                + " -set_serial 0x1$n -days 9 -out $n.pem; done");
        Map<String, Object> task = task("digest", digest);
        if (key.contains("pass:")) {
            task.put("privatekey_passphrase", "it's");
        }
        keepsTheContract(task);
        assertEquals(told, told(task, "digest"));
        assertTrue(run("openssl crl -in ca.crl -CAfile ca.pem -noout").contains("verify OK"));
        run("openssl verify -crl_check -CAfile ca.pem -CRLfile ca.crl b.pem");
        ScriptResult refused = tried("openssl verify -crl_check -CAfile ca.pem -CRLfile ca.crl a.pem");
        assertFalse(refused.exitCode() == 0, "a.pem is revoked");
        assertTrue(refused.stdout().utf8().contains("certificate revoked"), refused.stdout()::utf8);
    }

    @Test
    void theKeyOfATaskSignsAsOneOfTheHost() throws Exception {
        Map<String, Object> task = task("privatekey_content", Files.readString(folder.resolve("ca.key")));
        task.remove("privatekey_path");
        keepsTheContract(task);
        assertTrue(run("openssl crl -in ca.crl -CAfile ca.pem -noout").contains("verify OK"));
        assertEquals("unchanged", plan(task()), "it is the same key");
    }

    @Test
    void allThatATaskSaysOfACertificateIsInTheList() throws Exception {
        Map<String, Object> task = task(
                "serial_numbers",
                "hex-octets",
                "issuer_ordered",
                List.of(Map.of("CN", ODD), Map.of("emailAddress", "a@example.org"), Map.of("C", "CH")),
                "revoked_certificates",
                List.of(
                        Map.of(
                                "serial_number",
                                "ff:00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff:00:11",
                                "revocation_date",
                                "20510203040506Z",
                                "reason",
                                "certificate_hold",
                                "reason_critical",
                                true,
                                "invalidity_date",
                                "20260101000000Z",
                                "invalidity_date_critical",
                                true,
                                "issuer",
                                List.of("DNS:ca.example.org", "IP:10.0.0.1", "dirName:CN=x,O=y"),
                                "issuer_critical",
                                true),
                        Map.of("content", Files.readString(folder.resolve("b.pem")), "revocation_date", "-1w")));
        task.remove("issuer");
        keepsTheContract(task);
        Map<?, ?> first = (Map<?, ?>) Objects.requireNonNull((List<?>) told(task, "revoked_certificates"))
                .getFirst();
        assertEquals(
                Map.of(
                        "serial_number",
                        "ff:00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff:00:11",
                        "revocation_date",
                        "20510203040506Z",
                        "issuer",
                        List.of("DNS:ca.example.org", "IP:10.0.0.1", "dirName:CN=x,O=y"),
                        "issuer_critical",
                        true,
                        "reason",
                        "certificate_hold",
                        "reason_critical",
                        true,
                        "invalidity_date",
                        "20260101000000Z",
                        "invalidity_date_critical",
                        true),
                first);
        assertEquals(
                List.of(
                        List.of("commonName", ODD),
                        List.of("emailAddress", "a@example.org"),
                        List.of("countryName", "CH")),
                told(task, "issuer_ordered"));
        String text = run("openssl crl -in ca.crl -noout -text -nameopt utf8");
        for (String line : List.of(
                "Serial Number: FF00112233445566778899AABBCCDDEEFF0011",
                "Serial Number: 1B",
                "Revocation Date: Feb  3 04:05:06 2051 GMT",
                "X509v3 CRL Reason Code: critical",
                "Certificate Hold",
                "Invalidity Date: critical",
                "DNS:ca.example.org, IP Address:10.0.0.1, DirName:/O=y/CN=x")) {
            assertTrue(text.contains(line), () -> line + " is not in\n" + text);
        }
    }

    @Test
    void whatDiffersInAListIsSeen() throws Exception {
        Map<String, Object> one = Map.of("serial_number", 7, "reason", "superseded");
        keepsTheContract(task("revoked_certificates", List.of(one)));
        Map<String, Object> base = task("revoked_certificates", List.of(one));
        assertEquals("unchanged", plan(base));
        for (Map<String, Object> other : List.of(
                with(base, "digest", "sha1"),
                with(base, "issuer", Map.of("CN", "My CA")),
                with(base, "issuer", turned()),
                with(base, "ignore_timestamps", false),
                with(base, "revoked_certificates", List.of()),
                with(base, "revoked_certificates", List.of(one, Map.of("serial_number", 8))),
                with(base, "revoked_certificates", List.of(with(one, "serial_number", 8))),
                with(base, "revoked_certificates", List.of(with(one, "reason", "unspecified"))),
                with(base, "revoked_certificates", List.of(with(one, "reason_critical", true))),
                with(base, "revoked_certificates", List.of(with(one, "issuer", List.of("DNS:x")))),
                with(base, "revoked_certificates", List.of(with(one, "invalidity_date", "20260101000000Z"))),
                with(base, "format", "der"),
                with(base, "force", true))) {
            assertEquals("change", plan(other), () -> String.valueOf(other));
        }
        run("openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out ca.key");
        assertEquals("change", plan(base), "another key has signed it");
    }

    private static Map<String, Object> turned() {
        Map<String, Object> turned = new LinkedHashMap<>();
        ISSUER.entrySet().stream().toList().reversed().forEach(part -> turned.put(part.getKey(), part.getValue()));
        return turned;
    }

    @Test
    void timesCountUnlessATaskSaysOtherwise() throws Exception {
        Map<String, Object> one = Map.of("serial_number", 7, "revocation_date", "20260201000000Z");
        Map<String, Object> timed = task(
                "ignore_timestamps",
                false,
                "last_update",
                "20260301000000Z",
                "next_update",
                "20500101000000Z",
                "revoked_certificates",
                List.of(one));
        keepsTheContract(timed);
        assertEquals("20260301000000Z", told(timed, "last_update"));
        assertEquals("20500101000000Z", told(timed, "next_update"));
        for (Map<String, Object> other : List.of(
                with(timed, "last_update", "20260302000000Z"),
                with(timed, "last_update", "+0s"),
                with(timed, "next_update", "20490101000000Z"),
                with(timed, "revoked_certificates", List.of(with(one, "revocation_date", "20260202000000Z"))))) {
            assertEquals("change", plan(other), () -> String.valueOf(other));
            assertEquals("unchanged", plan(with(other, "ignore_timestamps", true)));
        }
    }

    @Test
    void anUpdateKeepsWhatIsThereAndDoesNotRevokeTwice() throws Exception {
        Map<String, Object> first = Map.of("serial_number", 7, "revocation_date", "20260201000000Z");
        keepsTheContract(task("revoked_certificates", List.of(first)));
        Map<String, Object> update = task(
                "crl_mode",
                "update",
                "revoked_certificates",
                List.of(Map.of("serial_number", 7), Map.of("serial_number", 8, "reason", "superseded")));
        keepsTheContract(update);
        assertEquals(List.of("7 20260201000000Z", "8"), List.of(numbered(0) + " " + dated(0), numbered(1)));
        keepsTheContract(
                with(update, "revoked_certificates", List.of(Map.of("serial_number", 7, "reason", "key_compromise"))));
        assertEquals(2, revoked().size(), "the entry of 7 is replaced");
        assertEquals("8", numbered(0));
        assertEquals("unchanged", plan(with(update, "revoked_certificates", List.of())));
    }

    private String numbered(int index) throws Exception {
        return String.valueOf(((Map<?, ?>) revoked().get(index)).get("serial_number"));
    }

    private String dated(int index) throws Exception {
        return String.valueOf(((Map<?, ?>) revoked().get(index)).get("revocation_date"));
    }

    @Test
    void aListThatIsRightIsBroughtIntoAnotherFormatAsItIs() throws Exception {
        keepsTheContract(task());
        String before = run("openssl crl -in ca.crl -outform DER | openssl base64 -A");
        keepsTheContract(task("format", "der"));
        assertEquals(before, told(task("format", "der", "return_content", true), "crl"));
        run("openssl crl -inform DER -in ca.crl -noout");
        keepsTheContract(task());
        assertEquals(before, run("openssl crl -in ca.crl -outform DER | openssl base64 -A"));
    }

    @Test
    void whatCannotBeDoneIsRefused() throws Exception {
        assertEquals("rejected", plan(task("privatekey_path", at("none"))));
        assertEquals("rejected", plan(task("revoked_certificates", List.of(Map.of("path", at("ca.key"))))));
        assertEquals(
                "rejected",
                plan(task("revoked_certificates", List.of(Map.of("path", at("a.pem")), Map.of("serial_number", 26)))),
                "both are the same");
        run("openssl genpkey -algorithm X25519 -out ca.key");
        assertEquals("rejected", plan(task()));
        authority("-newkey ed25519 -nodes");
        Files.writeString(folder.resolve("ca.crl"), "none of them");
        assertEquals("rejected", plan(task("crl_mode", "update")), "its entries would be lost");
        assertEquals("change", plan(task()));
    }

    private List<String> faults(Map<String, Object> written) throws Exception {
        return MODULE.check(Parameters.of(MODULE, written)).stream()
                .map(Binding.Fault::parameter)
                .toList();
    }

    @Test
    void partsOfListsAreChecked() throws Exception {
        assertEquals(List.of(), faults(task()));
        assertEquals(List.of(), faults(Map.of("path", at("x"), "state", "absent")));
        assertEquals(List.of("issuer"), faults(task("issuer", Map.of())));
        assertEquals(List.of("issuer"), faults(task("issuer", Map.of("XX", "y"))));
        assertEquals(List.of("next_update"), faults(task("next_update", "20261301000000Z")));
        for (Map<String, Object> entry : List.<Map<String, Object>>of(
                Map.of("serial_number", "12:34"),
                Map.of("content", "no certificate"),
                Map.of("serial_number", 1, "issuer", List.of("example.org")),
                Map.of("serial_number", 1, "revocation_date", "20260230000000Z"),
                Map.of("serial_number", 1, "invalidity_date", "20260230000000Z"))) {
            assertEquals(
                    List.of("revoked_certificates"),
                    faults(task("revoked_certificates", List.of(entry))),
                    () -> String.valueOf(entry));
        }
        Map<String, Object> seven = Map.of("serial_number", 7);
        assertEquals(List.of("revoked_certificates"), faults(task("revoked_certificates", List.of(seven, seven))));
    }
}
