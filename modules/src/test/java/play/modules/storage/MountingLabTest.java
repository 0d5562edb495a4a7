package play.modules.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.files.MountPoint;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.module.Action;
import play.module.Plan;
import play.testkit.LocalHost;

/** Scripts that mount, in a namespace of mounts that ends with the test. */
@Tag("lab")
class MountingLabTest {
    private static final String LOOK = "echo code $?; grep -cF \" $at \" /proc/self/mountinfo; findmnt -no OPTIONS"
            + " \"$here\" | tail -n 1; ls \"$here\"";

    @TempDir
    private Path temporary;

    private Path folder = Path.of("/");

    @BeforeEach
    void makeMountPoint() throws IOException {
        folder = temporary.toRealPath().resolve("a b#c");
        Files.createDirectories(folder);
        Files.createDirectories(real());
    }

    private Path real() {
        return folder.resolveSibling("real 1%d");
    }

    private Mounting mounting() {
        return new Mounting(folder.toString());
    }

    private FstabEntry entry(String source, String type, String opts) {
        return new FstabEntry(source, folder.toString(), type, opts, "0", "0");
    }

    /** What the script and a look at the mount point after it say. */
    private ScriptResult after(String before, Plan plan) {
        String script = ((Action.Run) ((Plan.Change) plan).actions().getFirst())
                .script()
                .text();
        String whole = "at=" + ShellWords.quote(play.host.MountNames.path(folder.toString())) + "\nhere="
                + ShellWords.quote(folder.toString()) + "\nreal=" + ShellWords.quote(real().toString()) + "\n" + before
                + "\n(\n" + script + ")\n" + LOOK;
        return LocalHost.run(Script.of("unshare -m sh -c " + ShellWords.quote(whole)));
    }

    private static final String TMPFS = "mount -t tmpfs -o size=1m tmpfs \"$here\"; : >\"$here/data\"";

    @Test
    void anOptionThatTheTypeDoesNotTakeLeavesWhatIsMounted() {
        ScriptResult said =
                after(TMPFS, mounting().remount(entry("tmpfs", "tmpfs", "size=2m,nonsense=1"), MountPoint.NONE));
        assertTrue(said.out().startsWith("code 1\n1\n") && said.out().endsWith("data\n"), said.out() + said.err());
        assertTrue(said.out().contains("size=1024k"), said.out());
        assertFalse(said.err().isBlank());
    }

    @Test
    void whatCannotBeMountedInsteadLeavesWhatIsMounted() {
        ScriptResult said = after(TMPFS, mounting().replace(entry("tmpfs", "tmpfs", "nonsense=1"), MountPoint.NONE));
        assertTrue(said.out().startsWith("code 1\n1\n") && said.out().endsWith("data\n"), said.out() + said.err());
        assertFalse(said.err().isBlank());
    }

    @Test
    void whatCanBeMountedInsteadStandsAlone() {
        ScriptResult said =
                after(TMPFS + "; " + TMPFS, mounting().replace(entry("tmpfs", "tmpfs", "size=3m"), MountPoint.NONE));
        assertTrue(said.out().startsWith("code 0\n1\n") && said.out().contains("size=3072k"), said.out() + said.err());
        assertFalse(said.out().contains("data"), said.out());
    }

    /** The new source is in what goes. */
    @Test
    void whatWasMountedComesBackWhereItsSuccessorGoesWithIt() {
        String source = folder.resolve("sub").toString();
        ScriptResult said = after(
                TMPFS + "; mkdir \"$here/sub\"", mounting().replace(entry(source, "none", "bind"), MountPoint.NONE));
        assertTrue(said.out().startsWith("code 1\n1\n") && said.out().contains("size=1024k"), said.out() + said.err());
        assertTrue(said.err().contains("sub"), said.err());
    }

    @Test
    void aDirectoryThatIsSeenTwiceComesBackWithItsData() {
        String before = "mount -t tmpfs -o size=1m tmpfs \"$real\"; mkdir -p \"$real/x y/sub\"; mount -o bind"
                + " \"$real/x y\" \"$here\"; mount -o remount,bind,ro \"$here\"";
        ScriptResult said = after(
                before, mounting().replace(entry(folder.resolve("sub").toString(), "none", "bind"), MountPoint.NONE));
        assertTrue(said.out().startsWith("code 1\n1\nro,") && said.out().endsWith("sub\n"), said.out() + said.err());
    }

    @Test
    void remountingTellsNewOptionsAndUnmountingTakesAll() {
        ScriptResult said = after(TMPFS, mounting().remount(entry("tmpfs", "tmpfs", "size=2m"), MountPoint.NONE));
        assertTrue(said.out().startsWith("code 0\n1\n") && said.out().contains("size=2048k"), said.out() + said.err());
        ScriptResult gone = after(TMPFS + "; " + TMPFS, mounting().unmount());
        assertEquals("code 0\n0\n", gone.out(), gone.err());
    }
}
