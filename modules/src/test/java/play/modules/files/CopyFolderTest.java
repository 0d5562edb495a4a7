package play.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.Mode;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.param.LocalFile;
import play.param.LocalFolder;
import play.testkit.LocalHost;
import play.testkit.Parameters;
import play.value.Content;

/** Directories are copied with all that is in them; what is known is read from this machine. */
class CopyFolderTest {
    private static final CopyModule MODULE = new CopyModule();

    @TempDir
    Path real = Path.of("/");

    private String folder = "/";

    @BeforeEach
    void find() throws java.io.IOException {
        folder = real.toRealPath().toString();
    }

    private static LocalFolder tree(String name) {
        return tree(name, true);
    }

    private static LocalFolder tree(String name, boolean follow) {
        LocalFile file = new LocalFile("x", Content.of("x\n"), new Mode(0755));
        return new LocalFolder(
                name,
                new TreeSet<>(Set.of("a", "empty")),
                new TreeMap<>(follow ? Map.of("a/x", file, "link", file) : Map.of("a/x", file)),
                new TreeMap<>(Map.of("link", "a/x", "dead", "nowhere")));
    }

    private static CopyModule.Params params(String name, Map<String, Object> more) {
        Map<String, Object> written = new HashMap<>(Map.of("src", name));
        written.putAll(more);
        boolean follow = !Boolean.FALSE.equals(more.get("local_follow"));
        return new Parameters().folder(tree(name, follow)).bind(MODULE, written);
    }

    /** Asked until nothing more is needed. */
    private static Plan plan(CopyModule.Params params) {
        Set<StateKey<?>> keys = new HashSet<>(MODULE.probes(params));
        Plan plan = MODULE.plan(params, LocalHost.reading(List.copyOf(keys)));
        for (int round = 0; round < 9 && plan instanceof Plan.Needs(List<StateKey<?>> more); round++) {
            keys.addAll(more);
            plan = MODULE.plan(params, LocalHost.reading(List.copyOf(keys)));
        }
        return plan;
    }

    private List<String> made(CopyModule.Params params) {
        return assertInstanceOf(Plan.Change.class, plan(params)).actions().stream()
                .map(action -> switch (action) {
                    case Action.MakeDirectory(String path, var after) ->
                        path + "/ " + after.attributes().mode().orUnknown();
                    case Action.WriteFile write ->
                        write.path() + " " + write.after().attributes().mode().orUnknown();
                    case Action.Link(String path, String target) -> path + " -> " + target;
                    default -> action.toString();
                })
                .map(text -> text.replace(folder, ""))
                .toList();
    }

    private String sh(String script) {
        return LocalHost.run(play.host.Script.of("umask 022; cd '" + folder + "'; " + script))
                .out();
    }

    @Test
    void aDirectoryIsCopiedUnderItsNameAndItsContentWhereItEndsInASlash() {
        Map<String, Object> more =
                Map.of("dest", folder + "/to", "mode", "preserve", "directory_mode", "0700", "local_follow", false);
        assertEquals(
                List.of(
                        "/to/ 0700",
                        "/to/t/ 0700",
                        "/to/t/a/ 0700",
                        "/to/t/empty/ 0700",
                        "/to/t/a/x 0755",
                        "/to/t/dead -> nowhere",
                        "/to/t/link -> a/x"),
                made(params("t", more)));
        assertEquals(
                List.of(
                        "/to/ 0700",
                        "/to/a/ 0700",
                        "/to/empty/ 0700",
                        "/to/a/x 0755",
                        "/to/dead -> nowhere",
                        "/to/link -> a/x"),
                made(params("t/", more)));
    }

    @Test
    void aLinkThatLeadsNowhereIsCopiedAsOne() {
        List<String> made = made(params("t", Map.of("dest", folder + "/to")));
        assertTrue(made.contains("/to/t/dead -> nowhere"), made::toString);
    }

    @Test
    void aDotStandsForWhatIsInADirectory() {
        for (String name : List.of(".", "t/.", "./", "t/./")) {
            List<String> made = made(params(name, Map.of("dest", folder + "/to", "local_follow", false)));
            assertTrue(made.contains("/to/a/x 0644"), made::toString);
        }
        sh("mkdir -p from/a; echo x >from/a/x");
        CopyModule.Params params =
                Parameters.of(MODULE, Map.of("src", folder + "/from/.", "remote_src", true, "dest", folder + "/to"));
        assertEquals(List.of("/to/ 0755", "/to/a/ 0755", "/to/a/x 0644"), made(params));
    }

    @Test
    void twoDotsAreNoNameForACopy() {
        for (String name : List.of("..", "t/..")) {
            String why = new Parameters().folder(tree(name)).faults(MODULE, Map.of("src", name, "dest", "/srv"));
            assertTrue(why.contains("does not tell the name"), why);
        }
        String why = Parameters.wrong(MODULE, Map.of("src", "/t/..", "remote_src", true, "dest", "/srv"));
        assertTrue(why.contains("does not tell the name"), why);
        assertFalse(new Parameters()
                .folder(tree("../"))
                .faults(MODULE, Map.of("src", "../", "dest", "/srv"))
                .contains("name"));
    }

    @Test
    void aDirectoryIsNotCopiedIntoItself() {
        sh("mkdir -p d/a other/o; ln -s d lk; ln -s ../other d/out; echo x >d/a/x");
        Map<String, String> into =
                Map.of("/d/", "/d/inner", "/lk/", "/d/new/inner", "/d", "/lk/a", "/d/.", "/other/in");
        into.forEach((src, dest) -> {
            CopyModule.Params params =
                    Parameters.of(MODULE, Map.of("src", folder + src, "remote_src", true, "dest", folder + dest));
            Plan.Rejected rejected = assertInstanceOf(Plan.Rejected.class, plan(params), src + dest);
            assertTrue(rejected.why().contains("name a dest outside of it"), rejected.why());
        });
        CopyModule.Params beside =
                Parameters.of(MODULE, Map.of("src", folder + "/d/a", "remote_src", true, "dest", folder + "/d/b"));
        assertEquals(List.of("/d/b/ 0755", "/d/b/a/ 0755", "/d/b/a/x 0644"), made(beside));
    }

    @Test
    void aDirectoryHasNoChecksum() {
        String why = new Parameters()
                .folder(tree("t"))
                .faults(MODULE, Map.of("src", "t", "dest", "/srv", "checksum", "0".repeat(40)));
        assertTrue(why.contains("checksum is that of a file"), why);
    }

    @Test
    void whatIsThereIsLeftAloneAndOnlyDifferencesAreCopied() {
        sh("mkdir -m 700 -p from/a to/a; echo x >from/a/x; echo y >from/y; cp -p from/a/x to/a/x; echo z >to/z");
        Map<String, Object> written = Map.of("src", folder + "/from/", "remote_src", true, "dest", folder + "/to");
        CopyModule.Params params = Parameters.of(MODULE, written);
        Plan.Change change = assertInstanceOf(Plan.Change.class, plan(params));
        assertEquals(1, change.actions().size());
        assertEquals(
                "/to/y", ((Action.WriteFile) change.actions().getFirst()).path().replace(folder, ""));
        sh("cp from/y to/y");
        assertEquals(Plan.UNCHANGED, plan(params));
    }

    @Test
    void whatIsNewIsLikeItsSourceOnTheHost() {
        sh("mkdir -p from/a; echo x >from/a/x; chmod 750 from/a/x from/a; ln -s a from/l");
        CopyModule.Params params =
                Parameters.of(MODULE, Map.of("src", folder + "/from", "remote_src", true, "dest", folder + "/to"));
        assertEquals(
                List.of(
                        "/to/ 0755",
                        "/to/from/ 0755",
                        "/to/from/a/ 0750",
                        "/to/from/l/ 0755",
                        "/to/from/a/x 0750",
                        "/to/from/l/x 0750"),
                made(params).stream().map(text -> text.replace("0750 ", "0750")).toList());
    }

    @Test
    void aLinkToAnEmptyDirectoryBecomesADirectory() {
        sh("mkdir -p from empty; ln -s ../empty from/l; ln -s l from/m");
        CopyModule.Params params =
                Parameters.of(MODULE, Map.of("src", folder + "/from/", "remote_src", true, "dest", folder + "/to"));
        assertEquals(List.of("/to/ 0755", "/to/l/ 0755", "/to/m/ 0755"), made(params));
    }

    @Test
    void aDirectoryIsNotCopiedIntoAnEmptyOneThatALinkInItLeadsTo() {
        sh("mkdir -p from to; ln -s ../to from/l");
        CopyModule.Params params =
                Parameters.of(MODULE, Map.of("src", folder + "/from", "remote_src", true, "dest", folder + "/to"));
        String why = assertInstanceOf(Plan.Rejected.class, plan(params)).why();
        assertTrue(why.contains("each run would copy the last copy too"), why);
    }

    @Test
    void whatIsNoDirectoryOfTheHostIsRejected() {
        CopyModule.Params missing =
                Parameters.of(MODULE, Map.of("src", folder + "/nothing", "remote_src", true, "dest", folder + "/to"));
        assertTrue(assertInstanceOf(Plan.Rejected.class, plan(missing)).why().contains("does not exist on the host"));
        sh("mkdir from; mkfifo from/pipe");
        CopyModule.Params pipe =
                Parameters.of(MODULE, Map.of("src", folder + "/from", "remote_src", true, "dest", folder + "/to"));
        assertTrue(assertInstanceOf(Plan.Rejected.class, plan(pipe)).why().contains("neither file nor directory"));
    }
}
