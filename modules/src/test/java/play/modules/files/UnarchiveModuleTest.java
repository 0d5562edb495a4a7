package play.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.Effect;
import play.host.FileState;
import play.host.Mode;
import play.host.Observed;
import play.host.Script;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.testkit.KnownStates;
import play.testkit.LocalHost;
import play.testkit.OddNames;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Content;

class UnarchiveModuleTest {
    private static final UnarchiveModule MODULE = new UnarchiveModule();

    @TempDir
    Path folder = Path.of("/");

    @BeforeEach
    void pack() {
        String script = "set -e; umask 022; cd '" + folder
                + "'; mkdir -p 'in/top/my bin' out; echo one >in/top/one; echo two >'in/top/my bin/two'; "
                + "chmod 755 'in/top/my bin/two'; ln -s one in/top/alias; tar -czf a.tgz -C in top";
        assertEquals(0, LocalHost.run(Script.of(script)).exitCode());
    }

    private UnarchiveModule.Params params(Map<String, ?> more) {
        Map<String, Object> written =
                new HashMap<>(Map.of("src", folder + "/a.tgz", "remote_src", true, "dest", folder + "/out"));
        written.putAll(more);
        return Parameters.of(MODULE, written);
    }

    private static Plan plan(UnarchiveModule.Params params) {
        List<StateKey<?>> keys = new ArrayList<>(MODULE.probes(params));
        Plan plan = MODULE.plan(params, LocalHost.reading(keys));
        if (plan instanceof Plan.Needs(List<StateKey<?>> more)) {
            keys.addAll(more);
            plan = MODULE.plan(params, LocalHost.reading(keys));
        }
        return plan;
    }

    /** Carries a plan out as simply as can be. */
    private static void apply(Plan plan) throws IOException {
        for (Action action :
                assertInstanceOf(Plan.Change.class, plan, plan::toString).actions()) {
            switch (action) {
                case Action.MakeDirectory made -> Files.createDirectory(Path.of(made.path()));
                case Action.Link link -> Files.createSymbolicLink(Path.of(link.path()), Path.of(link.target()));
                case Action.WriteFile write ->
                    Files.write(
                            Path.of(write.path()),
                            write.content().bytes().orElseThrow().toArray());
                case Action.Run run ->
                    assertEquals("", LocalHost.run(run.script()).err());
                default -> throw new AssertionError(action);
            }
            for (Effect effect : action.effects()) {
                if (effect instanceof Effect.Sets<?>(StateKey<?> key, FileState.Regular foreseen)
                        && action instanceof Action.Run) {
                    assertEquals(
                            Observed.read(foreseen),
                            LocalHost.reading(List.of(key)).of(key));
                }
            }
        }
    }

    @Test
    void allMembersAreUnpackedAndThenNothingIsLeftToDo() throws IOException {
        apply(plan(params(Map.of())));
        assertEquals("two\n", Files.readString(folder.resolve("out/top/my bin/two")));
        assertTrue(Files.isExecutable(folder.resolve("out/top/my bin/two")));
        assertEquals("one\n", Files.readString(folder.resolve("out/top/alias")));
        assertEquals(Plan.UNCHANGED, plan(params(Map.of())));
    }

    @Test
    void membersMayHaveAnyNameAndAreUnpackedOnce() throws IOException {
        for (String name : OddNames.all()) {
            Files.writeString(
                    Files.createDirectories(folder.resolve("odd/a b\n\\c")).resolve(name), name);
        }
        assertEquals(
                "",
                LocalHost.run(Script.of("cd '" + folder + "/odd' && tar -czf ../odd.tgz ."))
                        .err());
        UnarchiveModule.Params params = params(Map.of("src", folder + "/odd.tgz"));
        apply(plan(params));
        for (String name : OddNames.all()) {
            assertEquals(name, Files.readString(folder.resolve("out/a b\n\\c/" + name)));
        }
        assertEquals(Plan.UNCHANGED, plan(params));
    }

    @Test
    void whatTheArchiveDidNotHoldWhenItWasPlannedIsNotTaken() throws IOException {
        Plan.Change change = (Plan.Change) plan(params(Map.of()));
        assertTrue(LocalHost.run(Script.of("cd '" + folder + "/in' && echo evil >top/one && tar -czf ../a.tgz top"))
                .succeeded());
        List<Action.Run> takes = change.actions().stream()
                .filter(Action.Run.class::isInstance)
                .map(Action.Run.class::cast)
                .toList();
        for (Action action : change.actions()) {
            if (action instanceof Action.MakeDirectory directory) {
                Files.createDirectory(Path.of(directory.path()));
            }
        }
        var result = LocalHost.run(takes.getFirst().script());
        assertTrue(result.err().contains("the archive holds another ./"), result.err());
        assertFalse(Files.exists(folder.resolve("out/top/one")));
        try (var all = Files.list(folder.resolve("out"))) {
            assertEquals(List.of(folder.resolve("out/top")), all.toList());
        }
    }

    @Test
    void onlyWhatDiffersIsTakenOut() throws IOException {
        apply(plan(params(Map.of())));
        Files.writeString(folder.resolve("out/top/one"), "changed");
        Plan.Change change = assertInstanceOf(Plan.Change.class, plan(params(Map.of())));
        assertTrue(change.title().endsWith("(1 file)"), change.title());
        assertEquals(1, change.actions().getFirst().effects().size());
        apply(change);
        assertEquals("one\n", Files.readString(folder.resolve("out/top/one")));
    }

    @Test
    void membersAreChosenAndStripped() throws IOException {
        Map<String, Object> more = Map.of("include", List.of("./top/my bin/"), "strip_components", 1);
        apply(plan(params(more)));
        assertEquals("two\n", Files.readString(folder.resolve("out/my bin/two")));
        assertEquals(List.of("my bin"), List.of(folder.resolve("out").toFile().list()));
        assertEquals(Plan.UNCHANGED, plan(params(more)));
    }

    private String mode(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(path)));
    }

    @Test
    void modesAreMadeOfTheArchivesAndMembersListed() throws IOException {
        UnarchiveModule.Params params = params(Map.of("mode", "u=rwX,go=", "list_files", true));
        List<StateKey<?>> keys = new ArrayList<>(MODULE.probes(params));
        Plan.Change change = assertInstanceOf(Plan.Change.class, plan(params));
        Action.MakeDirectory made =
                assertInstanceOf(Action.MakeDirectory.class, change.actions().getFirst());
        assertTrue(made.after().attributes().mode().is(new Mode(0700)), made.toString());
        apply(change);
        assertEquals(Plan.UNCHANGED, plan(params));
        assertEquals("rwx------", mode("out/top/my bin/two"));
        assertEquals("rw-------", mode("out/top/one"));
        assertEquals(
                List.of("top/", "top/alias", "top/my bin/", "top/my bin/two", "top/one"),
                MODULE.result(params, LocalHost.reading(keys)).get("files"));
        assertFalse(MODULE.result(params(Map.of()), LocalHost.reading(keys)).containsKey("files"));
    }

    @Test
    void aPatternThatMatchesNothingIsRejectedWithWhatThereIs() {
        Plan.Rejected rejected =
                assertInstanceOf(Plan.Rejected.class, plan(params(Map.of("include", List.of("bin/*")))));
        assertTrue(rejected.why().contains("top/my bin/two"), rejected.why());
    }

    @Test
    void aDirectoryInPlaceOfAFileIsRejected() throws IOException {
        Files.createDirectories(folder.resolve("out/top/one"));
        Plan.Rejected rejected = assertInstanceOf(Plan.Rejected.class, plan(params(Map.of())));
        assertTrue(rejected.why().contains("top/one is a directory"), rejected.why());
    }

    @Test
    void anArchiveOfTheControllerIsBroughtAndTakenAway() throws IOException {
        Content content = Content.of(Bytes.of(Files.readAllBytes(folder.resolve("a.tgz"))));
        UnarchiveModule.Params params =
                new Parameters().file("a.tgz", content).bind(MODULE, Map.of("src", "a.tgz", "dest", folder + "/out"));
        apply(plan(params));
        assertEquals("one\n", Files.readString(folder.resolve("out/top/one")));
        assertEquals(List.of("top"), List.of(folder.resolve("out").toFile().list()));
        assertEquals(Plan.UNCHANGED, plan(params));
    }

    @Test
    void whatIsNoArchiveCannotBeUnpacked() throws IOException {
        Files.writeString(folder.resolve("a.tgz"), "no archive");
        Plan.Undetermined plan = assertInstanceOf(Plan.Undetermined.class, plan(params(Map.of())));
        assertTrue(plan.why().contains("cannot be unpacked: tar"), plan.why());
    }

    @Test
    void anArchiveThatIsNotThereIsRejected() throws IOException {
        Files.delete(folder.resolve("a.tgz"));
        assertInstanceOf(Plan.Rejected.class, plan(params(Map.of())));
    }

    @Test
    void whatAForeseenArchiveHoldsIsNotForeseen() {
        UnarchiveModule.Params params = params(Map.of());
        LocalHost here = LocalHost.reading(MODULE.probes(params));
        KnownStates known = new KnownStates();
        for (StateKey<?> key : MODULE.probes(params)) {
            copy(key, here, known);
        }
        StateKey<FileState> archive = play.host.Files.withoutDigest(folder + "/a.tgz");
        FileState coming = here.of(archive) instanceof Observed.Known<FileState>(FileState state, var how)
                ? state
                : FileState.ABSENT;
        known.with(archive, new Observed.Known<>(coming, Observed.Certainty.FORESEEN));
        Plan.Change change = assertInstanceOf(Plan.Change.class, MODULE.plan(params, known));
        Effect.Opaque unpacked = assertInstanceOf(
                Effect.Opaque.class, change.actions().getFirst().effects().getFirst());
        assertTrue(unpacked.reach().covers(play.host.Files.at(params.dest() + "/top")));
        assertFalse(unpacked.reach().covers(play.host.Files.at("/etc/motd")));
    }

    private static <S extends play.host.HostState> void copy(StateKey<S> key, LocalHost from, KnownStates to) {
        to.with(key, from.of(key));
    }
}
