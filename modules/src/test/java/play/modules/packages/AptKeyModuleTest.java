package play.modules.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import play.host.FileState;
import play.host.Files;
import play.module.Action;
import play.module.Plan;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;

class AptKeyModuleTest {
    private static final String KEY = """
        -----BEGIN PGP PUBLIC KEY BLOCK-----

        mDMEaw0S3hYJKwYBBAHaRw8BAQdAcdrwxefP7kMINcHOrMRrNg2nSQ8/fcmp8kkR
        kbKRLnW0F0V4YW1wbGUgPGFAZXhhbXBsZS5vcmc+iJAEExYIADgWIQSyC7RrlMbn
        lIDObyWtcAAd+KXHpQUCaw0S3gIbAwULCQgHAgYVCgkICwIEFgIDAQIeAQIXgAAK
        CRCtcAAd+KXHpXL1AQCmjH5Lh7uu4XoCqF3w4YV9gvTG7VyMWU7KT0ohW+3l/QEA
        rDlubYwjI5/YIc9se78AtMjyZgrQg5xkhpfMFG24Vwo=
        =MAY5
        -----END PGP PUBLIC KEY BLOCK-----
        """;

    /** As GnuPG tells it. */
    private static final String FINGERPRINT = "B20BB46B94C6E79480CE6F25AD70001DF8A5C7A5";

    private final AptKeyModule module = new AptKeyModule();
    private final Map<String, Object> given = new HashMap<>(Map.of("data", KEY));

    private AptKeyModule.Params params() {
        return Parameters.of(module, given);
    }

    private String refused(KnownStates known) {
        return assertInstanceOf(Plan.Rejected.class, module.plan(params(), known))
                .why();
    }

    private String path() {
        return String.valueOf(module.result(params(), new KnownStates()).get("path"));
    }

    @Test
    void aKeyHasTheFingerprintThatGnupgTells() {
        assertEquals(List.of(FINGERPRINT), OpenPgpKeys.fingerprints(Bytes.of(KEY)));
        assertTrue(OpenPgpKeys.has(Bytes.of(KEY), "0xf8a5c7a5"));
        assertTrue(OpenPgpKeys.has(Bytes.of(KEY), FINGERPRINT));
    }

    @Test
    void whatIsNoKeyHasNoFingerprint() {
        for (String text : List.of("", "<html>", "-----BEGIN PGP PUBLIC KEY BLOCK-----", KEY.substring(0, 90))) {
            assertEquals(List.of(), OpenPgpKeys.fingerprints(Bytes.of(text)));
        }
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            byte[] odd = new byte[random.nextInt(40)];
            random.nextBytes(odd);
            OpenPgpKeys.fingerprints(Bytes.of(odd));
        }
    }

    @Test
    void anotherKeyThanIsMeantIsRefused() {
        given.put("id", "0xAD70001DF8A5C7A5");
        assertInstanceOf(Plan.Needs.class, module.plan(params(), new KnownStates()));
        given.put("id", "0123456789ABCDEF");
        assertTrue(refused(new KnownStates()).contains(FINGERPRINT));
        given.put("data", "<html>");
        assertTrue(refused(new KnownStates()).contains("no public key"));
    }

    @Test
    void theFileIsNamedAfterTheIdTheAddressOrTheTask() {
        given.put("id", "0xF8A5C7A5");
        assertEquals("/etc/apt/trusted.gpg.d/F8A5C7A5.asc", path());
        given.clear();
        given.put("url", "https://apt.example.org/key.gpg");
        given.put("state", "absent");
        assertEquals("/etc/apt/trusted.gpg.d/apt_example_org_key.asc", path());
        given.put("keyring", "/etc/apt/trusted.gpg.d/example.gpg");
        assertEquals("/etc/apt/trusted.gpg.d/example.gpg", path());
    }

    @Test
    void aKeyGoesByItsIdWhateverItsForm() {
        given.clear();
        given.put("id", "F8A5C7A5");
        given.put("state", "absent");
        String path = "/etc/apt/trusted.gpg.d/F8A5C7A5";
        KnownStates known = new KnownStates()
                .with(Files.withoutDigest(path + ".asc"), FileState.ABSENT)
                .with(Files.withoutDigest(path + ".gpg"), new FileState.Symlink("x"));
        assertEquals(
                List.of(new Action.Remove(path + ".gpg")),
                assertInstanceOf(Plan.Change.class, module.plan(params(), known))
                        .actions());
    }

    @Test
    void aServerOfKeysIsAskedByTheId() {
        given.clear();
        given.put("id", "0xF8A5 C7A5");
        given.put("keyserver", "keyserver.ubuntu.com");
        assertEquals(
                List.of(RemoteKeys.at("https://keyserver.ubuntu.com/pks/lookup?op=get&options=mr&search=0xF8A5C7A5")),
                module.probes(params()));
        Map<String, String> servers = Map.of(
                "hkp://keys.example.org",
                "http://keys.example.org:11371",
                "hkp://keys.example.org:80",
                "http://keys.example.org:80",
                "hkps://keys.example.org",
                "https://keys.example.org",
                "http://keys.example.org:8080/",
                "http://keys.example.org:8080");
        servers.forEach((server, address) ->
                assertEquals(address + "/pks/lookup?op=get&options=mr&search=0xAB", KeyServer.of(server, "AB")));
        given.remove("id");
        assertThrows(AssertionError.class, this::params);
    }

    @Test
    void whatCannotBeAskedIsSaid() {
        given.clear();
        given.put("id", "F8A5C7A5");
        assertTrue(module.check(params()).getFirst().message().contains("'url', 'data', 'file' or 'keyserver'"));
    }
}
