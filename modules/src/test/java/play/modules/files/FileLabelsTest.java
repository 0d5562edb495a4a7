package play.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import play.files.MountPoint;
import play.host.FileState;
import play.host.FileState.Attributes;
import play.host.Files;
import play.host.Identity;
import play.host.Mode;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.modules.files.SecurityContext.Label;
import play.modules.files.SecurityContext.On;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Content;
import play.value.Foreseen;

/** Attributes of the file system, and contexts of SELinux, as plans; the lab's hosts show the former for real. */
class FileLabelsTest {
    private static final FileModule MODULE = new FileModule();
    private static final FileState DIRECTORY = new FileState.Directory(Attributes.of("root", "root", new Mode(0755)));

    private static FileState.Regular file(String text) {
        Content content = Content.of(text);
        return new FileState.Regular(Attributes.of("root", "root", new Mode(0644)), content.sha256(), content.size());
    }

    private static KnownStates host() {
        return new KnownStates()
                .with(Identity.KEY, new Identity("root", "root", "/root", new Mode(022)))
                .with(Files.at("/srv"), DIRECTORY)
                .with(Files.at("/srv/a"), file("x"))
                .with(SecurityContext.at("/srv/a"), SecurityContext.OFF);
    }

    private static FileFlags flags(String letters) {
        return new FileFlags.Of(new Foreseen.Exactly<>(letters));
    }

    private static Plan plan(Map<String, Object> written, KnownStates known) {
        Map<String, Object> all = new HashMap<>(Map.of("path", "/srv/a"));
        all.putAll(written);
        return MODULE.plan(Parameters.of(MODULE, all), known);
    }

    private static String last(Plan plan) {
        List<Action> actions = assertInstanceOf(Plan.Change.class, plan).actions();
        List<String> lines = assertInstanceOf(Action.Run.class, actions.getLast())
                .script()
                .text()
                .lines()
                .toList();
        return lines.getLast();
    }

    /** What chattr can't set, such as e, is never asked of it. */
    @ParameterizedTest
    @CsvSource({
        "+i,e,+i",
        "i,ade,+i -ad",
        "=id,de,+i",
        "-d,de,-d",
        "aA,e,+Aa",
    })
    void onlyWhatDiffersIsAskedOfChattr(String wanted, String present, String options) {
        KnownStates known = host().with(FileFlags.at("/srv/a"), flags(present));
        assertEquals("chattr " + options + " -- \"$n\"", last(plan(Map.of("attributes", wanted), known)));
    }

    @ParameterizedTest
    @CsvSource({"+i,eia", "i,ei", "-d,e"})
    void attributesThatAreRightStay(String wanted, String present) {
        KnownStates known = host().with(FileFlags.at("/srv/a"), flags(FileFlags.sorted(present)));
        assertEquals(Plan.UNCHANGED, plan(Map.of("attr", wanted), known));
    }

    @ParameterizedTest
    @ValueSource(strings = {"e", "+e", "+", "+i-a", "i;reboot"})
    void whatChattrCannotSetIsRefused(String wanted) {
        assertTrue(Parameters.wrong(MODULE, Map.of("path", "/srv/a", "attributes", wanted))
                .contains("letters of chattr"));
    }

    @Test
    void aFileThatIsReplacedKeepsItsAttributesBesidesThoseThatAreWanted() {
        CopyModule copy = new CopyModule();
        KnownStates known =
                host().with(FileFlags.at("/srv/a"), flags("de")).with(MountPoint.at("/srv/a"), new MountPoint.None());
        Map<String, Object> written = new HashMap<>(Map.of("dest", "/srv/a", "content", "x", "attributes", "+d"));
        known.with(FileFlags.at("/srv/a"), flags("Ade"));
        assertEquals(Plan.UNCHANGED, copy.plan(Parameters.of(copy, written), known));
        written.put("content", "y");
        assertEquals("chattr +Ad -acCDijsStTu -- \"$n\"", last(copy.plan(Parameters.of(copy, written), known)));
    }

    /** What chattr takes for extents must stay: = alone would have them gone. */
    @Test
    void ofANewFileNothingIsTakenAwayThatNoTaskCanSet() {
        CopyModule copy = new CopyModule();
        KnownStates known =
                host().with(Files.at("/srv/a"), FileState.ABSENT).with(FileFlags.at("/srv/a"), FileFlags.NONE);
        known.with(MountPoint.at("/srv/a"), new MountPoint.None());
        Map<String, Object> written = Map.of("dest", "/srv/a", "content", "x", "attributes", "=dA");
        assertEquals("chattr +dA -acCDijsStTu -- \"$n\"", last(copy.plan(Parameters.of(copy, written), known)));
    }

    @Test
    void aFileThatAnEarlierTaskReplacesMayHaveLostThem() {
        KnownStates known =
                host().with(FileFlags.at("/srv/a"), flags("de")).with(Files.at("/srv/a"), Observed.foreseen(file("z")));
        assertInstanceOf(Plan.Undetermined.class, plan(Map.of("attributes", "+d"), known));
    }

    @Test
    void whatTheHostDoesNotTellIsNotKnown() {
        StateKey<FileFlags> key = FileFlags.at("/srv/a");
        String out = "there\0lsattr: Operation not supported While reading flags on /srv/a\0";
        Observed<FileFlags> told = new FileFlags.Family()
                .parse(List.of(key), new ScriptResult(0, Bytes.of(out), Bytes.EMPTY))
                .get(key);
        assertTrue(told instanceof Observed.Unknown<FileFlags>(String why) && why.contains("not supported"));
        out = "there\0----i-d-------e------- /srv/a\0";
        assertEquals(
                Observed.read(flags("dei")),
                new FileFlags.Family()
                        .parse(List.of(key), new ScriptResult(0, Bytes.of(out), Bytes.EMPTY))
                        .get(key));
    }

    @Test
    void withoutSelinuxNothingIsDone() {
        assertEquals(Plan.UNCHANGED, plan(Map.of("setype", "httpd_sys_content_t"), host()));
    }

    private static KnownStates labelled(String at, String policy) {
        StateKey<SecurityContext> key = SecurityContext.at("/srv/a");
        String out = "on\0" + at + "\0" + policy + "\0";
        Map<StateKey<SecurityContext>, Observed<SecurityContext>> told =
                new SecurityContext.Family().parse(List.of(key), new ScriptResult(0, Bytes.of(out), Bytes.EMPTY));
        return host().with(key, Objects.requireNonNull(told.get(key)));
    }

    @Test
    void onlyPartsThatDifferAreAskedOfChcon() {
        KnownStates known = labelled("system_u:object_r:var_t:s0:c1,c2", "system_u:object_r:srv_t:s0");
        Map<String, Object> wanted = Map.of("seuser", "system_u", "setype", "_default", "selevel", "s0");
        Plan.Change change = assertInstanceOf(Plan.Change.class, plan(wanted, known));
        assertEquals("chcon -t srv_t -l s0 -- \"$f\"", last(change));
        assertTrue(change.actions().getFirst().effects().getFirst() instanceof play.host.Effect.Sets<?> sets
                && sets.after() instanceof On(Label at, Label policy)
                && at.type().is("srv_t")
                && at.role().is("object_r"));
        assertEquals(Plan.UNCHANGED, plan(Map.of("setype", "var_t", "selevel", "s0:c1,c2"), known));
    }

    @Test
    void whereThePolicyTellsNothingADefaultIsRefused() {
        Plan.Rejected rejected =
                assertInstanceOf(Plan.Rejected.class, plan(Map.of("setype", "_default"), labelled("a:b:c:s0", "")));
        assertTrue(rejected.why().contains("policy tells no context"), rejected.why());
    }

    @Test
    void whatCanGetNoneIsRefusedBeforeTheRun() {
        Map<String, Object> written = new HashMap<>(Map.of("path", "/srv/a", "attributes", "+i", "state", "absent"));
        assertTrue(Parameters.wrong(MODULE, written).contains("what is removed"));
        written.putAll(Map.of("state", "link", "src", "b", "follow", false));
        assertTrue(Parameters.wrong(MODULE, written).contains("a link itself"));
        written.putAll(Map.of("state", "directory", "recurse", true, "follow", true));
        assertTrue(Parameters.wrong(MODULE, written).contains("leave out recurse"));
    }
}
