package play.modules.openssh;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import play.contract.ModuleContract;
import play.host.UnknownStateException;
import play.module.Plan;
import play.testkit.LocalHost;
import play.testkit.LocalSubject;
import play.testkit.Parameters;

/** Pairs of keys, made by this machine's own ssh-keygen. */
class OpensshKeypairModuleTest {
    private static final OpensshKeypairModule MODULE = new OpensshKeypairModule();
    private static final String PHRASE = "it's \"$HOME\" \\ `x` %s";

    private Path folder = Path.of("/");

    @BeforeEach
    void makeFolder(@TempDir Path temporary) throws Exception {
        folder = temporary.toRealPath();
    }

    private Map<String, Object> pair(Object... more) {
        Map<String, Object> all =
                new HashMap<>(Map.of("path", folder.resolve("id").toString()));
        for (int i = 0; i < more.length; i += 2) {
            all.put((String) more[i], more[i + 1]);
        }
        return all;
    }

    private void keepsTheContract(Map<String, Object> written) throws Exception {
        var subject = new LocalSubject<>(MODULE, Parameters.of(MODULE, written), folder);
        assertEquals(List.of(), ModuleContract.violations(subject, false));
        assertEquals(List.of(), ModuleContract.violations(subject, true));
    }

    private Plan plan(Map<String, Object> written) throws Exception {
        var params = Parameters.of(MODULE, written);
        return MODULE.plan(params, LocalHost.reading(MODULE.probes(params)));
    }

    private String line() throws Exception {
        return Files.readString(folder.resolve("id.pub"));
    }

    @ParameterizedTest
    @CsvSource({"rsa, 1024, ssh, ssh-rsa", "ecdsa, 521, pkcs8, ecdsa-sha2-nistp521", "ed25519, 1, auto, ssh-ed25519"})
    void aPairWithAPassphraseIsRightAfterwards(String type, int size, String form, String name) throws Exception {
        keepsTheContract(
                pair("type", type, "size", size, "private_key_format", form, "passphrase", PHRASE, "comment", "a b"));
        assertTrue(line().startsWith(name + " "), line());
        assertTrue(line().endsWith(" a b\n"), line());
    }

    @Test
    void anotherCommentLeavesTheKey() throws Exception {
        keepsTheContract(pair("type", "ed25519", "comment", "one"));
        String first = line();
        keepsTheContract(pair("type", "ed25519", "comment", "two"));
        assertEquals(first.replace("one", "two"), line());
        assertEquals(Plan.UNCHANGED, plan(pair("type", "ed25519")));
    }

    @Test
    void aKeyThatDoesNotOpenIsLeftAlone() throws Exception {
        keepsTheContract(pair("type", "ed25519", "passphrase", PHRASE));
        String first = line();
        Plan.Rejected refused = assertInstanceOf(Plan.Rejected.class, plan(pair("type", "ed25519")));
        assertTrue(refused.why().contains("full_idempotence"), refused.why());
        keepsTheContract(pair("type", "ed25519", "regenerate", "full_idempotence"));
        assertTrue(!first.equals(line()));
    }

    @Test
    void anotherKindIsMadeAnewUnlessItMustNotBe() throws Exception {
        keepsTheContract(pair("type", "ed25519"));
        assertEquals(Plan.UNCHANGED, plan(pair("type", "ecdsa", "regenerate", "never")));
        assertInstanceOf(Plan.Rejected.class, plan(pair("type", "ecdsa", "regenerate", "fail")));
        assertInstanceOf(Plan.Change.class, plan(pair("type", "ecdsa")));
    }

    @Test
    void fingerprintAndBitsAreThoseThatOpensshTells() throws UnknownStateException {
        SshPublicKey key = SshPublicKey.of(
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl octo cat");
        assertEquals("SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU", key.fingerprint());
        assertEquals(256, key.bits());
        assertEquals("octo cat", SshPublicKey.comment("ssh-ed25519 AAAA octo cat"));
    }

    @Test
    void sizesThatThereAreNotAreFaults() {
        assertEquals(
                "size",
                MODULE.check(Parameters.of(MODULE, pair("type", "ecdsa", "size", 255)))
                        .getFirst()
                        .parameter());
        assertEquals(
                "passphrase",
                MODULE.check(Parameters.of(MODULE, pair("passphrase", "x")))
                        .getFirst()
                        .parameter());
    }
}
