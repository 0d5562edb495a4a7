package play.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import play.contract.ModuleContract;
import play.host.FileState;
import play.host.FileState.Attributes;
import play.host.Identity;
import play.host.Mode;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.testkit.KnownStates;
import play.testkit.LocalSubject;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Content;
import play.value.Foreseen;

/** Hard links and times of {@code file}, on this machine's own files and as plans. */
class FileLinksAndTimesTest {
    private static final FileModule MODULE = new FileModule();

    private Path folder = Path.of("/");

    @BeforeEach
    void makeFolder(@TempDir Path temporary) throws Exception {
        folder = temporary.toRealPath();
        Files.writeString(folder.resolve("real"), "x");
        Files.writeString(folder.resolve("name"), "y");
    }

    private Map<String, Object> written(String path, String... more) {
        Map<String, Object> written =
                new HashMap<>(Map.of("path", folder.resolve(path).toString()));
        for (int i = 0; i < more.length; i += 2) {
            written.put(more[i], more[i + 1]);
        }
        return written;
    }

    private String src() {
        return folder.resolve("real").toString();
    }

    private LocalSubject<FileModule.Params> subject(Map<String, Object> written) {
        return new LocalSubject<>(MODULE, Parameters.of(MODULE, written), folder);
    }

    private void keepsTheContract(Map<String, Object> written) throws Exception {
        assertEquals(List.of(), ModuleContract.violations(subject(written), false));
        assertEquals(List.of(), ModuleContract.violations(subject(written), true));
    }

    @Test
    void aHardLinkTakesThePlaceOfAnotherFileAndItsModeIsThatOfBothNames() throws Exception {
        keepsTheContract(written("name", "state", "hard", "src", src(), "force", "true", "mode", "0600"));
        assertTrue(Files.isSameFile(folder.resolve("name"), folder.resolve("real")));
        assertEquals(0100600, Files.getAttribute(folder.resolve("real"), "unix:mode"));
    }

    @Test
    void aHardLinkToWhereALinkLeadsIsOneToTheFile() throws Exception {
        Files.createSymbolicLink(folder.resolve("alias"), Path.of("real"));
        Files.delete(folder.resolve("name"));
        keepsTheContract(
                written("name", "state", "hard", "src", folder.resolve("alias").toString()));
        assertTrue(Files.isRegularFile(folder.resolve("name"), java.nio.file.LinkOption.NOFOLLOW_LINKS));
    }

    /** An overlay of file systems may give files another device than directories. */
    @Test
    void directoriesTellWhetherNamesAreOnOneFileSystem() {
        StateKey<HardLink> key = HardLink.at("/srv/b", "/srv/a");
        assertFalse(told(key, "65:12\0\0" + "70:70\0").across());
        assertTrue(told(key, "65:12\0\0" + "65:70\0").across());
        assertFalse(told(key, "\0\0" + "65:70\0").across());
        assertFalse(told(key, "65:12\0\0\0").across());
    }

    private static HardLink told(StateKey<HardLink> key, String printed) {
        Observed<HardLink> read = key.family()
                .parse(List.of(key), new ScriptResult(0, Bytes.of(printed), Bytes.EMPTY))
                .get(key);
        return assertInstanceOf(Observed.Known.class, read) instanceof Observed.Known<?>(HardLink link, var how)
                ? link
                : fail(String.valueOf(read));
    }

    @Test
    void whatIsThereIsNotReplacedUnlessForced() {
        Map<String, Object> hard = Map.of("path", "/srv/b", "state", "hard", "src", "/srv/a");
        assertRejected("force: true replaces it", hard, known(file("y"), HardLink.Leads.ELSEWHERE, false));
        assertRejected(
                "another file system",
                Map.of("path", "/srv/b", "state", "hard", "src", "/srv/a", "force", true),
                known(file("y"), HardLink.Leads.ELSEWHERE, true));
        assertEquals(
                Plan.UNCHANGED,
                MODULE.plan(Parameters.of(MODULE, hard), known(file("x"), HardLink.Leads.TO_IT, false)));
    }

    private static void assertRejected(String why, Map<String, Object> written, KnownStates known) {
        Plan.Rejected rejected =
                assertInstanceOf(Plan.Rejected.class, MODULE.plan(Parameters.of(MODULE, written), known));
        assertTrue(rejected.why().contains(why), rejected.why());
    }

    private static KnownStates known(FileState path, HardLink.Leads leads, boolean across) {
        FileState directory = new FileState.Directory(Attributes.of("root", "root", new Mode(0755)));
        return new KnownStates()
                .with(Identity.KEY, new Identity("root", "root", "/root", new Mode(022)))
                .with(play.host.Files.at("/srv"), directory)
                .with(play.host.Files.at("/srv/a"), file("x"))
                .with(play.host.Files.at("/srv/b"), path)
                .with(HardLink.at("/srv/b", "/srv/a"), new HardLink(leads, "1:2", across));
    }

    private static FileState.Regular file(String text) {
        Content content = Content.of(text);
        return new FileState.Regular(Attributes.of("root", "root", new Mode(0644)), content.sha256(), content.size());
    }

    /** A dry run knows no numbers of files, but names of one file hold the same. */
    @Test
    void afterAForeseenChangeOfOneNameTheContentsTell() {
        FileModule.Params params =
                Parameters.of(MODULE, Map.of("path", "/srv/b", "state", "hard", "src", "/srv/a", "force", true));
        KnownStates same = known(file("x"), HardLink.Leads.UNSURE, false);
        assertEquals(Plan.UNCHANGED, MODULE.plan(params, same));
        KnownStates other = known(file("y"), HardLink.Leads.UNSURE, false);
        assertInstanceOf(Plan.Change.class, MODULE.plan(params, other));
        assertEquals(
                HardLink.Leads.UNSURE,
                new HardLink.Family("/srv/a")
                        .afterChangeOf(
                                play.host.Files.at("/srv/b"),
                                "/srv/b",
                                new HardLink(HardLink.Leads.TO_IT, "1:2", false))
                        .orElseThrow()
                        .leads());
    }

    @Test
    void aHardLinkNeedsAFileByAnAbsolutePath() {
        assertTrue(Parameters.wrong(MODULE, Map.of("path", "/srv/b", "state", "hard", "src", "a"))
                .contains("absolute path of a file"));
        assertTrue(Parameters.wrong(MODULE, Map.of("path", "/srv/b", "state", "hard"))
                .contains("src"));
    }

    @Test
    void aLinkIsFollowedOnlyWhereTheTaskSaysSo() {
        KnownStates known = known(new FileState.Symlink("a"), HardLink.Leads.ELSEWHERE, false);
        Map<String, Object> mode = new HashMap<>(Map.of("path", "/srv/b", "mode", "0600"));
        Plan.Change change = assertInstanceOf(Plan.Change.class, MODULE.plan(Parameters.of(MODULE, mode), known));
        assertEquals("/srv/a", ((Action.SetAttributes) change.actions().getFirst()).path());
        mode.put("follow", false);
        assertRejected("follow: false forbids", mode, known);
        mode.put("state", "directory");
        assertRejected("follow: false forbids", mode, known);
    }

    @Test
    void ownersAreThoseOfTheTargetOrOfTheLinkItself() {
        KnownStates known = known(new FileState.Symlink("a"), HardLink.Leads.ELSEWHERE, false)
                .with(
                        LinkOwner.at("/srv/b"),
                        new LinkOwner.Of(new Foreseen.Exactly<>("root"), new Foreseen.Exactly<>("root")));
        Map<String, Object> link =
                new HashMap<>(Map.of("path", "/srv/b", "state", "link", "src", "a", "owner", "daemon"));
        Plan.Change change = assertInstanceOf(Plan.Change.class, MODULE.plan(Parameters.of(MODULE, link), known));
        assertEquals("/srv/a", ((Action.SetAttributes) change.actions().getFirst()).path());
        link.put("follow", false);
        change = assertInstanceOf(Plan.Change.class, MODULE.plan(Parameters.of(MODULE, link), known));
        String script = ((Action.Run) change.actions().getFirst()).script().text();
        assertTrue(script.endsWith("chown -h -- daemon \"$n\"\n"), script);
        link.put("owner", "root");
        assertEquals(Plan.UNCHANGED, MODULE.plan(Parameters.of(MODULE, link), known));
        link.put("mode", "0600");
        assertEquals(Plan.UNCHANGED, MODULE.plan(Parameters.of(MODULE, link), known), "a link has no mode of its own");
    }

    /** Whoever compares what the file holds sets the time of its last access anew. */
    @Test
    void timesAreSetByTheFormatThatIsGiven() throws Exception {
        Path file = folder.resolve("name");
        Map<String, Object> times = written("name", "state", "touch", "modification_time", "202601020304.05");
        times.put("access_time", "03 Feb 2026");
        times.put("access_time_format", "%d %b %Y");
        assertEquals("Changed", run(times));
        assertEquals(at(LocalDateTime.of(2026, 1, 2, 3, 4, 5)), Files.getLastModifiedTime(file));
        assertEquals(at(LocalDateTime.of(2026, 2, 3, 0, 0)), Files.getAttribute(file, "lastAccessTime"));
        assertEquals("Ok", run(times));
        times.remove("access_time");
        times.put("modification_time", "202601020304.06");
        keepsTheContract(times);
    }

    private static FileTime at(LocalDateTime local) {
        return FileTime.from(local.atZone(ZoneId.systemDefault()).toInstant());
    }

    private String run(Map<String, Object> written) throws Exception {
        return subject(written).run(false).outcome().getClass().getSimpleName();
    }

    @Test
    void whatIsMadeHasTheTimesToo() throws Exception {
        keepsTheContract(written("new", "state", "directory", "modification_time", "202601020304.05"));
        keepsTheContract(written("fresh", "state", "touch", "modification_time", "202601020304.05"));
    }

    @Test
    void nowIsAChangeEachTime() throws Exception {
        Path file = folder.resolve("name");
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        Map<String, Object> now = written("name", "state", "touch", "modification_time", "now", "access_time", "now");
        for (int i = 0; i < 2; i++) {
            assertEquals("Changed", run(now));
        }
        assertTrue(Files.getLastModifiedTime(file).toMillis() > 0);
        assertEquals("y", Files.readString(file));
    }

    @Test
    void timesOfWhatIsForeseenToChangeCannotBeTold() {
        KnownStates known = known(file("x"), HardLink.Leads.ELSEWHERE, false);
        FileModule.Params params = Parameters.of(
                MODULE, Map.of("path", "/srv/b", "state", "touch", "modification_time", "202601020304.05"));
        Foreseen<Long> seven = new Foreseen.Exactly<>(7L);
        known.with(FileTimes.at("/srv/b"), new FileTimes.Of(seven, seven));
        PointInTime.At at = (PointInTime.At)
                PointInTime.of("202601020304.05", WantedTimes.FORMAT).orElseThrow();
        known.with(LocalTime.of(at), new LocalTime(7));
        assertEquals(Plan.UNCHANGED, MODULE.plan(params, known));
        known.with(play.host.Files.at("/srv/b"), Observed.foreseen(file("z")));
        assertInstanceOf(Plan.Undetermined.class, MODULE.plan(params, known));
        Foreseen<Long> later = new Foreseen.Later<>("a task writes it");
        known.with(FileTimes.at("/srv/b"), Observed.foreseen(new FileTimes.Of(later, seven)));
        assertEquals(Plan.UNCHANGED, MODULE.plan(params, known), "the other time is not asked for");
        known.with(FileTimes.at("/srv/b"), Observed.foreseen(new FileTimes.Of(seven, later)));
        assertInstanceOf(Plan.Undetermined.class, MODULE.plan(params, known));
    }

    @ParameterizedTest
    @CsvSource({
        "20260102030405,%Y%m%d%H%M%S,2026-01-02 03:04:05",
        "2026-02-03,%Y-%m-%d,2026-02-03 00:00:00",
        "034 68 11 pm,%j %y %I %p,2068-02-03 23:00:00",
        "February 28 69 100%,%B %d %y 100%%,1969-02-28 00:00:00",
        "12:30,%H:%M,1900-01-01 12:30:00"
    })
    void formatsAreThoseOfStrptime(String text, String format, String time) {
        PointInTime.At at = (PointInTime.At) PointInTime.of(text, format).orElseThrow();
        assertEquals(time, at.written());
    }

    @Test
    void timesThatAreNoneAreRefusedBeforeTheRun() {
        Map<String, Object> touch = new HashMap<>(Map.of("path", "/srv/x", "state", "touch"));
        touch.put("access_time", "preserve");
        assertEquals("", Parameters.wrong(MODULE, touch));
        touch.put("access_time", "20260230");
        assertTrue(Parameters.wrong(MODULE, touch).contains("written as %Y%m%d%H%M.%S"));
        touch.put("access_time_format", "%Y%m%d");
        assertTrue(Parameters.wrong(MODULE, touch).contains("not '20260230'"));
        touch.put("access_time_format", "%Q");
        assertTrue(Parameters.wrong(MODULE, touch).contains("must be a format of"));
        assertTrue(Parameters.wrong(MODULE, Map.of("path", "/srv/x", "state", "absent", "access_time", "now"))
                .contains("no times"));
        assertTrue(Parameters.wrong(
                        MODULE, Map.of("path", "/srv/x", "state", "directory", "recurse", true, "access_time", "now"))
                .contains("recurse"));
    }
}
