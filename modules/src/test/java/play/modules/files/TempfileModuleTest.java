package play.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
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

    /** Below the line with its attributes. */
    private static Path path(ScriptResult made) {
        return Path.of(made.out().substring(made.out().indexOf('\n') + 1));
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void eachCallMakesAnotherFileForItsUserAlone() throws Exception {
        Files.createDirectory(folder.resolve("a b"));
        Path one = path(made(Map.of("suffix", ".x")));
        Path two = path(made(Map.of("suffix", ".x")));
        assertNotEquals(one, two);
        assertTrue(one.toString().matches(folder + "/a b/ansible\\.[A-Za-z0-9]{10}\\.x"), one.toString());
        assertEquals("rw-------", mode(one));
        assertEquals(0, Files.size(one));
        ScriptResult third = made(Map.of());
        Map<String, Object> told = MODULE.result(Parameters.of(MODULE, Map.of()), third);
        assertEquals(path(third).toString(), told.get("path"));
        assertEquals(List.of("file", "0600", 0L), List.of(told.get("state"), told.get("mode"), told.get("size")));
        assertEquals(Files.getOwner(path(third)).getName(), told.get("owner"));
    }

    @Test
    void aDirectoryIsMadeLikewise() throws Exception {
        Files.createDirectory(folder.resolve("a b"));
        assertEquals("rwx------", mode(path(made(Map.of("state", "directory", "prefix", "")))));
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
