package play.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.module.Action;
import play.module.Plan;
import play.testkit.LocalHost;
import play.testkit.Parameters;

class KnownHostsModuleTest {
    private static final KnownHostsModule MODULE = new KnownHostsModule();

    @TempDir
    Path folder = Path.of("/");

    private Plan plan(String text, Map<String, Object> more) throws Exception {
        Path file = Files.writeString(folder.toRealPath().resolve("known"), text);
        Map<String, Object> written = new HashMap<>(Map.of("name", "Git.example.org", "path", file.toString()));
        written.putAll(more);
        KnownHostsModule.Params params = Parameters.of(MODULE, written);
        return MODULE.plan(params, LocalHost.reading(MODULE.probes(params)));
    }

    private String left(String text, Map<String, Object> more) throws Exception {
        Plan.Change change = assertInstanceOf(Plan.Change.class, plan(text, more));
        Action.WriteFile write =
                assertInstanceOf(Action.WriteFile.class, change.actions().getFirst());
        return write.content().bytes().orElseThrow().utf8();
    }

    private static final Map<String, Object> KEY = Map.of("key", "git.example.org,10.0.0.1 ssh-rsa BBBB me\n");

    @Test
    void aKeyTakesThePlaceOfTheOneOfItsType() throws Exception {
        String text = "other ssh-rsa AAAA\nx,git.example.org ssh-rsa AAAA\ngit.example.org ssh-ed25519 CCCC\n";
        assertEquals(
                "other ssh-rsa AAAA\ngit.example.org ssh-ed25519 CCCC\ngit.example.org,10.0.0.1 ssh-rsa BBBB me\n",
                left(text, KEY));
    }

    @Test
    void aKeyThatIsKnownIsLeftAlone() throws Exception {
        assertEquals(Plan.UNCHANGED, plan("git.example.org ssh-rsa BBBB\n", KEY));
        assertEquals(Plan.UNCHANGED, plan("# git.example.org ssh-rsa BBBB\n", Map.of("state", "absent")));
    }

    @Test
    void linesThatNobodyEditsEndAsTheyDid() throws Exception {
        String text = "other ssh-rsa AAAA\r\ngit.example.org ssh-rsa BBBB\r\n";
        assertEquals(Plan.UNCHANGED, plan(text, KEY));
        assertEquals("other ssh-rsa AAAA\r\n", left(text, Map.of("state", "absent")));
    }

    @Test
    void markersAreOtherKeys() throws Exception {
        String text = "@revoked git.example.org ssh-rsa BBBB\n";
        assertEquals(text + "git.example.org,10.0.0.1 ssh-rsa BBBB me\n", left(text, KEY));
    }

    @Test
    void aHashedNameIsWrittenOnceAndFound() throws Exception {
        Map<String, Object> hashed = new HashMap<>(KEY);
        hashed.put("hash_host", true);
        String once = left("", hashed);
        assertTrue(once.matches("\\|1\\|\\S+=\\|\\S+= ssh-rsa BBBB me\n"), once);
        assertEquals(Plan.UNCHANGED, plan(once, hashed));
        assertEquals(Plan.UNCHANGED, plan(once, KEY));
        assertEquals("", left(once, Map.of("state", "absent")));
        assertFalse(KnownHostLine.read("|1|%|x ssh-rsa AAAA").orElseThrow().names("x"));
    }

    @Test
    void aNameThatIsToBeHashedIsNotLeftInPlainText() throws Exception {
        Map<String, Object> hashed = new HashMap<>(KEY);
        hashed.put("hash_host", true);
        String line = left("", hashed);
        assertEquals("a ssh-rsa AAAA\n" + line, left("git.example.org ssh-rsa BBBB\na ssh-rsa AAAA\n", hashed));
        assertEquals("x,y ssh-rsa BBBB old\n" + line, left("x,git.example.org,y ssh-rsa BBBB old\n", hashed));
        assertEquals(Plan.UNCHANGED, plan(line, KEY));
    }

    /** What {@code ssh-keygen -H} made of {@code git.example.org}. */
    @Test
    void hashesAreThoseOfOpenSsh() {
        assertTrue(KnownHostLine.read(HASHED).orElseThrow().names("git.example.org"));
        assertFalse(KnownHostLine.read(HASHED).orElseThrow().names("other"));
    }

    private static final String HASHED =
            "|1|nnNy4vKePv0MruzUh/PI8N3Q+Mk=|gTptkwTnQLRcijrm+TNc3g/EFv8= ssh-ed25519 AAAA";

    @Test
    void oneKeyGoesOrAllOfAServer() throws Exception {
        String text = "git.example.org ssh-rsa BBBB\ngit.example.org ssh-ed25519 CCCC\n";
        Map<String, Object> one = new HashMap<>(KEY);
        one.put("state", "absent");
        assertEquals("git.example.org ssh-ed25519 CCCC\n", left(text, one));
        assertEquals("", left(text, Map.of("state", "absent")));
    }

    @Test
    void aKeyOfAnotherServerIsFoundBeforeAnythingIsAsked() {
        assertTrue(Parameters.wrong(MODULE, Map.of("name", "a", "key", "b ssh-rsa AAAA"))
                .contains("key is that of 'b'"));
        assertTrue(Parameters.wrong(MODULE, Map.of("name", "a", "key", "ssh-rsa AAAA"))
                .contains("must be a line"));
        assertTrue(Parameters.wrong(MODULE, Map.of("name", "a")).contains("key"));
    }
}
