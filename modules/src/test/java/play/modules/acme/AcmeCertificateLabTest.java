package play.modules.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import play.host.Script;
import play.host.ScriptResult;
import play.module.Decision;
import play.testkit.LocalHost;
import play.testkit.Parameters;

/** Certificates ordered from a real server, which rejects every fifth nonce, by this machine's curl and openssl. */
@Tag("lab")
class AcmeCertificateLabTest {
    private static final AcmeCertificateModule MODULE = new AcmeCertificateModule();

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Pebble pebble;

    private Path folder = Path.of("/");

    @BeforeAll
    static void start(@TempDir Path kept) throws Exception {
        pebble = new Pebble(kept);
    }

    @AfterAll
    static void stop() {
        pebble.close();
    }

    @BeforeEach
    void enter(@TempDir Path temporary) throws Exception {
        folder = temporary.toRealPath();
    }

    private void run(String script) {
        ScriptResult result = LocalHost.run(Script.of("cd '" + folder + "'\n" + script));
        assertEquals(0, result.exitCode(), result.err());
    }

    private void keyed(String algorithm, String names) {
        run("openssl genpkey " + algorithm + " -out account.key 2>/dev/null\n"
                + "openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout www.key -subj / -addext"
                + " 'subjectAltName=" + names + "' -out www.csr 2>/dev/null\n");
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private AcmeCertificateModule.Params params(Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "account_key_src", at("account.key"),
                "acme_directory", pebble.directory(),
                "validate_certs", false,
                "terms_agreed", true,
                "csr", at("www.csr"),
                "dest", at("www.crt"),
                "fullchain_dest", at("full.crt"),
                "chain_dest", at("chain.crt")));
        all.putAll(more);
        all.values().removeIf(""::equals);
        return Parameters.of(MODULE, all);
    }

    private Decision decide(Map<String, Object> more) {
        AcmeCertificateModule.Params params = params(more);
        return MODULE.decide(params, LocalHost.reading(MODULE.probes(params)));
    }

    private ScriptResult done(Map<String, Object> more) {
        return LocalHost.run(
                assertInstanceOf(Decision.Do.class, decide(more)).run().script());
    }

    private Map<String, @Nullable Object> result(Map<String, Object> more) {
        ScriptResult done = done(more);
        assertEquals(Optional.empty(), MODULE.failure(params(more), done), () -> pebble.words());
        return MODULE.result(params(more), done);
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return assertInstanceOf(Map.class, value);
    }

    private static void showAll(Map<String, @Nullable Object> ordered) {
        map(ordered.get("challenge_data")).values().forEach(each -> {
            Map<?, ?> http = map(map(each).get("http-01"));
            pebble.show(String.valueOf(http.get("resource")), String.valueOf(http.get("resource_value")));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-algorithm RSA -pkeyopt rsa_keygen_bits:2048",
                "-algorithm EC -pkeyopt ec_paramgen_curve:P-256",
                "-algorithm EC -pkeyopt ec_paramgen_curve:P-384",
                "-algorithm EC -pkeyopt ec_paramgen_curve:P-521"
            })
    void ordersAndFetches(String algorithm) throws Exception {
        keyed(algorithm, "DNS:www.play.example,DNS:play.example");
        Map<String, @Nullable Object> ordered = result(Map.of("account_email", "ada@play.example"));
        assertEquals(-1L, ordered.get("cert_days"));
        assertEquals(2, map(ordered.get("authorizations")).size());
        showAll(ordered);

        Map<String, @Nullable Object> fetched = result(Map.of("data", ordered, "account_email", "bob@play.example"));
        assertTrue(assertInstanceOf(Long.class, fetched.get("cert_days")) > 30, fetched::toString);
        assertEquals(ordered.get("order_uri"), fetched.get("order_uri"));
        assertEquals(
                Files.readString(folder.resolve("www.crt")) + Files.readString(folder.resolve("chain.crt")),
                Files.readString(folder.resolve("full.crt")));
        run("[ \"$(openssl x509 -in www.crt -noout -pubkey)\" = \"$(openssl pkey -in www.key -pubout)\" ]\n"
                + "[ \"$(stat -c %a www.crt)\" = 644 ]\n"
                + "openssl verify -partial_chain -CAfile chain.crt www.crt\n");

        Decision.Needless again = assertInstanceOf(Decision.Needless.class, decide(Map.of()));
        assertEquals(fetched.get("cert_days"), again.result().get("cert_days"));
        assertInstanceOf(Decision.Do.class, decide(Map.of("remaining_days", 10_000)));
        assertInstanceOf(Decision.Do.class, decide(Map.of("force", true)));
    }

    @Test
    void provesAWildcardByDns() throws Exception {
        keyed("-algorithm EC -pkeyopt ec_paramgen_curve:P-256 -aes256 -pass pass:open", "DNS:*.wild.example");
        Map<String, Object> more = new HashMap<>(Map.of("challenge", "dns-01", "account_key_passphrase", "open"));
        Map<String, @Nullable Object> ordered = result(more);
        Map<?, ?> dns = map(
                map(map(ordered.get("challenge_data")).get("*.wild.example")).get("dns-01"));
        assertEquals("_acme-challenge.wild.example", dns.get("record"));
        assertEquals(
                Map.of("_acme-challenge.wild.example", List.of(String.valueOf(dns.get("resource_value")))),
                ordered.get("challenge_data_dns"));
        pebble.record(String.valueOf(dns.get("record")), String.valueOf(dns.get("resource_value")));
        more.put("data", ordered);
        result(more);
        run("openssl x509 -in www.crt -noout -text | grep -q 'DNS:[*].wild.example'");
    }

    @Test
    void saysWhatTheServerDoesNotBelieve() throws Exception {
        keyed("-algorithm EC -pkeyopt ec_paramgen_curve:P-256", "DNS:foreign.example");
        Map<String, @Nullable Object> ordered = result(Map.of());
        ScriptResult done = done(Map.of("data", ordered));
        String failure = MODULE.failure(params(Map.of()), done).orElseThrow();
        assertTrue(failure.contains("does not accept that foreign.example is yours"), failure);
        assertTrue(failure.contains("unauthorized"), failure);
        assertTrue(Files.notExists(folder.resolve("www.crt")));
    }

    @Test
    void takesAKeyAndARequestAsTextsAndMakesNoAccountUnlessItMay() throws Exception {
        keyed("-algorithm EC -pkeyopt ec_paramgen_curve:P-256", "DNS:text.example,IP:127.0.0.1");
        Map<String, Object> more = Map.of(
                "account_key_src",
                "",
                "account_key_content",
                Files.readString(folder.resolve("account.key")),
                "csr",
                "",
                "csr_content",
                Files.readString(folder.resolve("www.csr")));
        Map<String, Object> known = new HashMap<>(more);
        known.put("modify_account", false);
        String failure = MODULE.failure(params(known), done(known)).orElseThrow();
        assertTrue(failure.contains("accountDoesNotExist"), failure);
        assertEquals(2, map(result(more).get("challenge_data")).size());
        assertEquals(2, map(result(known).get("challenge_data")).size());
    }
}
