package play.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import play.host.Effect;
import play.host.FileState;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.testkit.LocalHost;
import play.testkit.Parameters;
import play.value.Bytes;

/** Archives made by somebody who wants files outside of the destination. */
class UnarchiveAttackTest {
    private static final UnarchiveModule MODULE = new UnarchiveModule();

    @TempDir
    Path folder = Path.of("/");

    /** Packs what shell commands make in the folder {@code in}. */
    private void pack(String commands) {
        sh("mkdir -p in out; cd in\n" + commands + "\ntar -cf ../a.tar .");
    }

    private void sh(String commands) {
        assertEquals(
                "",
                LocalHost.run(Script.of("set -e; umask 022; cd '" + folder + "'\n" + commands))
                        .err());
    }

    private Plan plan(Object... more) {
        Map<String, Object> written =
                new HashMap<>(Map.of("src", folder + "/a.tar", "remote_src", true, "dest", folder + "/out"));
        for (int i = 0; i < more.length; i += 2) {
            written.put((String) more[i], more[i + 1]);
        }
        UnarchiveModule.Params params = Parameters.of(MODULE, written);
        List<StateKey<?>> keys = new ArrayList<>(MODULE.probes(params));
        Plan plan = MODULE.plan(params, LocalHost.reading(keys));
        while (plan instanceof Plan.Needs(List<StateKey<?>> needed)) {
            keys.addAll(needed);
            plan = MODULE.plan(params, LocalHost.reading(keys));
        }
        return plan;
    }

    private String rejected(Object... more) {
        return assertInstanceOf(Plan.Rejected.class, plan(more)).why();
    }

    private List<String> written(Plan plan) {
        return assertInstanceOf(Plan.Change.class, plan, plan::toString).actions().stream()
                .flatMap(action -> action.effects().stream())
                .map(effect -> ((Effect.Sets<?>) effect).key().id())
                .toList();
    }

    @Test
    void aLinksTargetWithLineFeedsForgesNothing() {
        pack("ln -s \"$(printf 'x\\nstat 41ff 0 ./forged\\nlink ./replaced\\n/etc/passwd')\" bait");
        assertEquals(List.of(folder + "/out/bait"), written(plan()));
    }

    @Test
    void aNameWithLineFeedsForgesNothing() {
        pack("mkdir -p \"$(printf 'x\\nstat 41ff 0 ./forged')\"");
        Plan.Change change = assertInstanceOf(Plan.Change.class, plan());
        assertTrue(
                written(change).stream().allMatch(path -> path.startsWith(folder + "/out/x\nstat 41ff 0 .")),
                written(change)::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc", "../..", "sub/../../..", "/", "./.././..", "sub/.."})
    void aLinkThatLeadsOutIsRefused(String target) {
        pack("ln -s '" + target + "' way");
        String why = rejected();
        assertTrue(why.contains("the archive's link " + folder + "/out/way leads to " + target + ", outside"), why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub", "./sub/below", "../one", ".", ".."})
    void aLinkThatStaysIsMade(String target) {
        pack("mkdir sub; : >one; ln -s '" + target + "' sub/way");
        assertTrue(written(plan()).contains(folder + "/out/sub/way"));
    }

    @Test
    void aLinkToAnAbsolutePathBelowTheDestinationIsMade() {
        pack(": >one; ln -s '" + folder + "/out/one' two");
        assertTrue(written(plan()).contains(folder + "/out/two"));
    }

    @Test
    void nothingIsWrittenThroughALinkThatLeadsOut() {
        pack("mkdir way; echo evil >way/passwd");
        sh("mkdir elsewhere; ln -s ../elsewhere out/way");
        String why = rejected();
        assertTrue(
                why.contains("/out/way is a symbolic link to ") && why.contains("nothing is unpacked through it"), why);
    }

    @Test
    void aLinkThatStandsThereAndStaysIsFollowed() {
        pack("mkdir lib; echo one >lib/one; ln -s ../../.. lib/up");
        sh("mkdir -p out/usr/lib; ln -s usr/lib out/lib");
        assertTrue(rejected().contains("lib/up leads to ../../.."));
        assertTrue(written(plan("exclude", List.of("lib/up"))).contains(folder + "/out/lib/one"));
    }

    @Test
    void aFileInPlaceOfALinkDoesNotGoWhereItLeads() throws IOException {
        pack("echo mine >way");
        sh("mkdir elsewhere; ln -s ../elsewhere out/way");
        Plan.Change change = assertInstanceOf(Plan.Change.class, plan());
        Action.Run run = assertInstanceOf(Action.Run.class, change.actions().getFirst());
        assertEquals("", LocalHost.run(run.script()).err());
        assertEquals("mine\n", Files.readString(folder.resolve("out/way")));
        assertEquals(List.of(), List.of(folder.resolve("elsewhere").toFile().list()));
    }

    @Test
    void anArchiveSwappedForOneWithLinksGivesNothingAway() throws IOException {
        pack("mkdir sub; echo own >sub/file");
        Plan.Change change = assertInstanceOf(Plan.Change.class, plan());
        sh("mkdir secret; echo secret >secret/file; rm -r in; mkdir in; ln -s '" + folder
                + "/secret' in/sub; mkdir out/sub; tar -cf a.tar -C in .");
        assertFalse(LocalHost.run(((Action.Run) change.actions().getLast()).script())
                .succeeded());
        assertEquals("secret\n", Files.readString(folder.resolve("secret/file")));
        assertFalse(Files.exists(folder.resolve("out/sub/file")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../out.txt", "sub/../../out.txt"})
    void membersAboveTheArchiveAreRefused(String name) throws IOException {
        sh("mkdir -p in/sub out; echo x >in/x");
        sh("cd in; tar -P --transform 's,^x$," + name + ",' -cf ../a.tar x");
        Plan.Undetermined plan = assertInstanceOf(Plan.Undetermined.class, plan());
        assertTrue(plan.why().contains("Member name contains '..'"), plan.why());
        zip(name);
        plan = assertInstanceOf(Plan.Undetermined.class, plan("src", folder + "/a.zip"));
        assertTrue(plan.why().contains("Member name contains '..'"), plan.why());
    }

    /** As of busybox, which drops .. from the names that it lists. */
    @Test
    @Tag("lab")
    void aMemberWithDotsIsRefusedByAnotherUnzipToo() throws IOException {
        String unpack = "unzip() { busybox unzip \"$@\"; }\n" + Archives.UNPACK + "cd '" + folder
                + "'; mkdir out; unpack a.zip out";
        zip("../evil");
        ScriptResult refused = LocalHost.run(Script.of(unpack));
        assertEquals(1, refused.exitCode());
        assertTrue(refused.err().contains("Member name contains '..'"), refused::err);
        assertFalse(Files.exists(folder.resolve("out/evil")));
        Files.delete(folder.resolve("out"));
        zip("good");
        assertEquals(0, LocalHost.run(Script.of(unpack)).exitCode());
        assertTrue(Files.exists(folder.resolve("out/good")));
    }

    private void zip(String name) throws IOException {
        try (var zip = new java.util.zip.ZipOutputStream(Files.newOutputStream(folder.resolve("a.zip")))) {
            zip.putNextEntry(new java.util.zip.ZipEntry(name));
            zip.write(1);
        }
    }

    @Test
    void aNameThatIsNotUtf8IsRefusedByName() {
        pack(": >\"$(printf 'caf\\351')\"; : >one");
        assertTrue(rejected().contains("not UTF-8"));
        assertEquals(List.of(folder + "/out/one"), written(plan("include", List.of("one"))));
    }

    @Test
    void oddNamesAreReadAsTheyAre() {
        pack("mkdir 'back\\slash'; echo two >'back\\slash/a\\b'; echo three >' blank \"and\" \\n'");
        UnarchiveModule.Params params =
                Parameters.of(MODULE, Map.of("src", folder + "/a.tar", "remote_src", true, "dest", folder + "/out"));
        StateKey<Archive> key = new Archives(java.util.Optional.empty()).key(folder + "/a.tar");
        assertTrue(MODULE.probes(params).contains(key));
        Observed<Archive> seen = LocalHost.reading(List.of(key)).of(key);
        Archive.Members members = (Archive.Members) ((Observed.Known<Archive>) seen).value();
        assertEquals(
                List.of(" blank \"and\" \\n", "back\\slash", "back\\slash/a\\b"),
                members.all().stream().map(Archive.Member::path).toList());
        assertEquals(
                digest("two\n"), ((FileState.Regular) members.all().getLast().state()).sha256());
    }

    private static play.value.Foreseen<String> digest(String text) {
        return new play.value.Foreseen.Exactly<>(Bytes.of(text).sha256());
    }
}
