package play.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.ScriptResult;
import play.module.Decision;
import play.testkit.KnownStates;
import play.testkit.LocalHost;
import play.testkit.Parameters;

class TempfileModuleTest {
    private static final TempfileModule MODULE = new TempfileModule();

    @TempDir
    Path folder = Path.of("/");

    private ScriptResult made(Map<String, Object> more) {
        Map<String, Object> written = new HashMap<>(Map.of("path", folder + "/a b"));
        written.putAll(more);
        Decision.Do work =
                assertInstanceOf(Decision.Do.class, MODULE.decide(Parameters.of(MODULE, written), new KnownStates()));
        return LocalHost.run(work.run().script());
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void eachCallMakesAnotherFileForItsUserAlone() throws Exception {
        Files.createDirectory(folder.resolve("a b"));
        Path one = Path.of(made(Map.of("suffix", ".x")).out());
        Path two = Path.of(made(Map.of("suffix", ".x")).out());
        assertNotEquals(one, two);
        assertTrue(one.toString().matches(folder + "/a b/ansible\\.[A-Za-z0-9]{10}\\.x"), one.toString());
        assertEquals("rw-------", mode(one));
        assertEquals(0, Files.size(one));
        assertEquals(
                Map.of("path", one.toString()),
                MODULE.result(
                        Parameters.of(MODULE, Map.of()),
                        new ScriptResult(0, play.value.Bytes.of(one.toString()), play.value.Bytes.EMPTY)));
    }

    @Test
    void aDirectoryIsMadeLikewise() throws Exception {
        Files.createDirectory(folder.resolve("a b"));
        assertEquals(
                "rwx------",
                mode(Path.of(made(Map.of("state", "directory", "prefix", "")).out())));
    }

    @Test
    void whereNothingCanBeMadeItFails() {
        ScriptResult failed = made(Map.of());
        assertEquals(1, failed.exitCode());
        assertTrue(failed.err().contains("a b"), failed.err());
    }

    @Test
    void aPartOfANameIsNoPath() {
        assertTrue(Parameters.wrong(MODULE, Map.of("prefix", "a/b")).contains("without slashes"));
    }
}
