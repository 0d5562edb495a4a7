package play.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import play.contract.ModuleContract;
import play.host.Script;
import play.host.StateKey;
import play.module.Plan;
import play.testkit.LocalHost;
import play.testkit.LocalSubject;
import play.testkit.Parameters;

/** Archives of this machine's own files, by its own programs. */
class ArchiveModuleTest {
    private static final ArchiveModule MODULE = new ArchiveModule();

    private Path folder = Path.of("/");

    @BeforeEach
    void make(@TempDir Path temporary) throws Exception {
        folder = temporary.toRealPath();
        shell("mkdir -p 'in/sub dir' in/empty; echo one >in/one; echo two >'in/sub dir/-two'; ln -s one in/alias;"
                + " chmod 751 in/empty; echo x >in/.hidden; echo y >\"in/it's\"");
    }

    private String shell(String script) {
        var result = LocalHost.run(Script.of("set -e; umask 022; cd '" + folder + "'; " + script));
        assertEquals("", result.err());
        return result.out();
    }

    private Map<String, Object> written(Object path, String... more) {
        Map<String, Object> written = new HashMap<>(Map.of("path", path));
        for (int i = 0; i < more.length; i += 2) {
            written.put(more[i], more[i + 1]);
        }
        return written;
    }

    private String in(String path) {
        return folder + "/" + path;
    }

    private void keepsTheContract(Map<String, Object> written) throws Exception {
        for (boolean right : List.of(false, true)) {
            LocalSubject<ArchiveModule.Params> subject =
                    new LocalSubject<>(MODULE, Parameters.of(MODULE, written), folder);
            assertEquals(List.of(), ModuleContract.violations(subject, right));
        }
    }

    private static Plan plan(Map<String, Object> written) {
        ArchiveModule.Params params = Parameters.of(MODULE, written);
        List<StateKey<?>> keys = new ArrayList<>(MODULE.probes(params));
        Plan plan = MODULE.plan(params, LocalHost.reading(keys));
        for (int i = 0; i < 5 && plan instanceof Plan.Needs(List<StateKey<?>> more); i++) {
            keys.addAll(more);
            plan = MODULE.plan(params, LocalHost.reading(keys));
        }
        return plan;
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "bz2", "xz", "tar", "zip"})
    void aDirectoryIsPackedUnderItsName(String format) throws Exception {
        keepsTheContract(written(in("in"), "dest", in("made.x"), "format", format, "mode", "0640"));
        String names = shell(format.equals("zip") ? "unzip -Z1 made.x | sort" : "tar -tf made.x | sort");
        assertEquals(
                "in/\nin/.hidden\nin/alias\nin/empty/\nin/it's\nin/one\nin/sub dir/\nin/sub dir/-two\n", sorted(names));
        Files.writeString(folder.resolve("in/one"), "other");
        assertInstanceOf(Plan.Change.class, plan(written(in("in"), "dest", in("made.x"), "format", format)));
    }

    private static String sorted(String lines) {
        return String.join("\n", lines.lines().sorted().toList()) + "\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "bz2", "xz"})
    void oneFileIsCompressedAsItIs(String format) throws Exception {
        keepsTheContract(written(in("in/one"), "format", format));
        String program = Map.of("gz", "gzip", "bz2", "bzip2", "xz", "xz").getOrDefault(format, "");
        assertEquals("one\n", shell(program + " -dc in/one." + format));
    }

    @Test
    void oneFileBecomesAnArchiveWhereThatIsAsked() throws Exception {
        keepsTheContract(written(in("in/one"), "dest", in("one.tgz"), "force_archive", "true"));
        assertEquals("one\n", shell("tar -tzf one.tgz"));
    }

    @Test
    void whatIsLeftOutIsNotPacked() throws Exception {
        Map<String, Object> written = written(List.of(in("in/*"), in("in/.hidden")), "dest", in("in/some.tgz"));
        written.put("exclude_path", List.of(in("in/sub*")));
        written.put("exclusion_patterns", List.of("al?as"));
        keepsTheContract(written);
        assertEquals(".hidden\nempty/\nit's\none\n", sorted(shell("tar -tzf in/some.tgz")));
    }

    @Test
    void aSlashAtTheEndMeansWhatIsInADirectory() throws Exception {
        keepsTheContract(written(in("in/sub dir/"), "dest", in("some.tgz")));
        assertEquals("-two\n", shell("tar -tzf some.tgz"));
    }

    @Test
    void whatWasPackedIsRemovedAndTheArchiveStays() throws Exception {
        keepsTheContract(written(in("in"), "dest", in("gone.tgz"), "remove", "true"));
        assertFalse(Files.exists(folder.resolve("in")));
        assertEquals("one\n", shell("tar -xzOf gone.tgz in/one"));
    }

    @Test
    void anArchiveIsNotRemovedWithWhatItHolds() {
        assertRejected("would be removed with", written(in("in"), "dest", in("in/x.tgz"), "remove", "true"));
    }

    @Test
    void whatIsNoArchiveIsReplaced() throws Exception {
        Files.writeString(folder.resolve("made.tgz"), "no archive");
        keepsTheContract(written(in("in"), "dest", in("made.tgz")));
    }

    @Test
    void whatCannotBePackedIsRefused() {
        shell("mkfifo in/pipe");
        assertRejected("is a device, pipe or socket", written(in("in"), "dest", in("made.tgz")));
        assertRejected("dest must name it", written(in("in/sub dir")));
        assertRejected("no path is found", written(in("nope*"), "dest", in("made.tgz")));
        assertEquals(Plan.UNCHANGED, plan(written(in("nope"), "dest", in("made.tgz"))));
    }

    private static void assertRejected(String why, Map<String, Object> written) {
        Plan.Rejected rejected = assertInstanceOf(Plan.Rejected.class, plan(written));
        assertTrue(rejected.why().contains(why), rejected.why());
    }

    @Test
    void pathsAreAbsoluteAndSeveralNeedAName() {
        assertTrue(Parameters.wrong(MODULE, Map.of("path", "a")).contains("must be absolute"));
        assertTrue(Parameters.wrong(MODULE, Map.of("path", List.of("/a", "/b"))).contains("dest must name"));
        assertTrue(Parameters.wrong(MODULE, Map.of("path", "/a*")).contains("dest must name"));
    }
}
