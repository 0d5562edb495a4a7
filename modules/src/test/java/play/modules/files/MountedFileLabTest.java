package play.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.FileScript;
import play.host.FileState.Attributes;
import play.host.Mode;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.testkit.LocalHost;
import play.value.Bytes;

/** A file that is a mount of its own, in a namespace of mounts that ends with the test. */
@Tag("lab")
class MountedFileLabTest {
    private static final Attributes ROOTS = Attributes.of("root", "root", new Mode(0640));

    private static ScriptResult write(Path folder, String path, String check) {
        String script = "cd " + ShellWords.quote(folder.toString()) + " && mount --bind real 'm n' || exit 9\n"
                + FileScript.enter(folder + "/" + path) + FileScript.write(ROOTS, "cat", check);
        return LocalHost.run(
                Script.of("unshare -m sh -c " + ShellWords.quote(script)).withStdin(Bytes.of("new\n")));
    }

    @Test
    void isWrittenWhereItStandsOnlyIfThatMayBeUnsafe(@TempDir Path temporary) throws IOException {
        Path folder = temporary.toRealPath();
        Files.writeString(folder.resolve("real"), "old\n");
        Files.writeString(folder.resolve("m n"), "below\n");
        ScriptResult whole = write(folder, "m n", "");
        assertFalse(whole.succeeded());
        assertTrue(whole.err().contains("Device or resource busy"), whole.err());
        assertEquals("old\n", Files.readString(folder.resolve("real")));
        ScriptResult part = write(folder, "m n", FileScript.inPlace(FileScript.attributes(ROOTS)));
        assertTrue(part.succeeded(), part.err());
        assertEquals("new\n", Files.readString(folder.resolve("real")));
        assertEquals("below\n", Files.readString(folder.resolve("m n")));
        try (var all = Files.list(folder)) {
            assertEquals(2, all.count());
        }
    }
}
