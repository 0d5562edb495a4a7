package play.modules.languages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.Effect;
import play.host.FileState;
import play.host.Home;
import play.host.Homes;
import play.host.Mode;
import play.host.Observed;
import play.host.Reach;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.param.Binding;
import play.testkit.KnownStates;
import play.testkit.LocalHost;
import play.testkit.Parameters;
import play.value.Foreseen;

class PipModuleTest {
    private static final PipState NOTHING = new PipState.Answered(List.of(), false);
    private static final PipState SOME = new PipState.Answered(List.of("six (none) → 1.16.0"), false);

    @TempDir
    Path folder = Path.of("/");

    private final PipModule module = new PipModule();

    private PipModule.Params params(Map<String, Object> given) {
        return Parameters.of(module, given);
    }

    @SuppressWarnings("unchecked") // the family of pip comes first
    private StateKey<PipState> key(PipModule.Params params) {
        return (StateKey<PipState>) module.probes(params).getFirst();
    }

    private Plan plan(Map<String, Object> given, PipState state) {
        PipModule.Params params = params(given);
        return module.plan(params, new KnownStates().with(key(params), state).with(Homes.of(""), new Home("/root")));
    }

    private List<String> faults(Map<String, Object> given) {
        return module.check(params(given)).stream().map(Binding.Fault::message).toList();
    }

    @Test
    void whatPipHasToDoIsAChangeUntilNothingIsLeft() {
        Plan.Change change = assertInstanceOf(Plan.Change.class, plan(Map.of("name", "six"), SOME));
        assertEquals("pip install six", change.title());
        assertEquals(Plan.UNCHANGED, plan(Map.of("name", "six"), NOTHING));
        assertInstanceOf(Plan.Change.class, plan(Map.of("name", "six", "state", "forcereinstall"), NOTHING));
    }

    @Test
    void aPythonOfTheHostsOwnPackagesIsLeftAlone() {
        PipState managed = new PipState.Answered(List.of("six (none) → 1"), true);
        Plan plan = plan(Map.of("name", "six"), managed);
        assertTrue(assertInstanceOf(Plan.Rejected.class, plan).why().contains("break_system_packages"));
        assertInstanceOf(Plan.Change.class, plan(Map.of("name", "six", "break_system_packages", true), managed));
        assertEquals(Plan.UNCHANGED, plan(Map.of("name", "six"), new PipState.Answered(List.of(), true)));
    }

    @Test
    void anEnvironmentIsMadeForPackagesButNotToRemoveSome() {
        Map<String, Object> given = new HashMap<>(Map.of("name", "six", "virtualenv", "/srv/a"));
        Plan.Change change = assertInstanceOf(Plan.Change.class, plan(given, new PipState.NoEnvironment()));
        assertEquals("create /srv/a and pip install six", change.title());
        Effect.Opaque opaque = assertInstanceOf(
                Effect.Opaque.class, change.actions().getFirst().effects().getFirst());
        assertEquals(Reach.paths("/root/.cache", "/root/.local", "/srv/a"), opaque.reach());
        given.put("state", "absent");
        assertEquals(Plan.UNCHANGED, plan(given, new PipState.NoEnvironment()));
    }

    @Test
    void versionsMayStandInWordsOfTheirOwn() {
        PipModule.Params params = params(Map.of("name", List.of("django>1", "<5", "b[x", "y]==1", "c")));
        assertEquals("django>1,<5 b[x,y]==1 c", key(params).id());
        assertEquals(
                "six==1.16",
                key(params(Map.of("name", "six", "version", "1.16"))).id());
        assertEquals(
                "six>=1", key(params(Map.of("name", "six", "version", ">=1"))).id());
    }

    @Test
    void contradictionsAreFoundBeforeTheRun() {
        assertEquals(
                1, faults(Map.of("name", List.of("a", "b"), "version", "1")).size());
        assertEquals(1, faults(Map.of("name", "a==1", "version", "1")).size());
        assertEquals(
                1,
                faults(Map.of("name", "a", "version", "1", "state", "latest")).size());
        assertEquals(1, faults(Map.of("name", "--pre")).size());
        assertEquals(1, faults(Map.of("name", "a", "extra_args", "--x 'y")).size());
        Map<String, Object> venv = Map.of(
                "name", "a", "virtualenv", "/a", "virtualenv_command", "python3 -m venv", "virtualenv_python", "x");
        assertEquals(1, faults(venv).size());
        assertEquals(List.of(), faults(Map.of("name", "a")));
    }

    @Test
    void aFileOfRequirementsThatIsOnlyForeseenSaysNothing() {
        PipModule.Params params = params(Map.of("requirements", "r.txt", "chdir", "/srv"));
        StateKey<FileState> file = play.host.Files.at("/srv/r.txt");
        FileState written = new FileState.Regular(
                FileState.Attributes.of("root", "root", new Mode(0644)), FileState.UNREAD, new Foreseen.Exactly<>(1L));
        KnownStates known = new KnownStates().with(key(params), NOTHING).with(Homes.of(""), new Home("/root"));
        assertInstanceOf(Plan.Rejected.class, module.plan(params, known.with(file, FileState.ABSENT)));
        assertEquals(Plan.UNCHANGED, module.plan(params, known.with(file, written)));
        assertInstanceOf(Plan.Undetermined.class, module.plan(params, known.with(file, Observed.foreseen(written))));
    }

    /** With a real pip, in an environment of this machine's Python, from a folder instead of an index. */
    @Test
    void aRealPipTellsWhatItWouldDoAndDoesIt() throws IOException {
        Path wheels = Files.createDirectory(folder.resolve("wheels"));
        run(PipExamples.WHEELS.replace("/srv/wheels", wheels.toString()));
        Map<String, Object> given = new HashMap<>(Map.of(
                "name",
                List.of("demo"),
                "virtualenv",
                folder.resolve("venv").toString(),
                "virtualenv_command",
                "python3 -m venv",
                "extra_args",
                "--no-index --find-links " + wheels));
        assertEquals(new PipState.NoEnvironment(), asked(given));
        given.put("version", "1");
        act(given, asked(given));
        assertEquals(NOTHING, asked(given));
        given.put("version", "2");
        assertEquals(new PipState.Answered(List.of("demo 1 → 2"), false), asked(given));
        given.remove("version");
        assertEquals(NOTHING, asked(given));
        given.put("state", "latest");
        assertEquals(new PipState.Answered(List.of("demo 1 → 2"), false), asked(given));
        act(given, asked(given));
        assertEquals(NOTHING, asked(given));
        given.put("state", "absent");
        given.remove("extra_args");
        assertEquals(new PipState.Answered(List.of("demo 2 → (none)"), false), asked(given));
        act(given, asked(given));
        assertEquals(NOTHING, asked(given));
        given.put("name", List.of("no-such-package"));
        given.put("state", "present");
        given.put("extra_args", "--no-index");
        StateKey<PipState> key = key(params(given));
        Observed<PipState> seen = LocalHost.reading(List.of(key)).of(key);
        assertTrue(assertInstanceOf(Observed.Unknown.class, seen).reason().contains("no-such-package"));
    }

    private PipState asked(Map<String, Object> given) {
        return assertInstanceOf(
                PipState.class,
                assertInstanceOf(
                                Observed.Known.class,
                                LocalHost.reading(List.of(key(params(given)))).of(key(params(given))))
                        .value());
    }

    private void act(Map<String, Object> given, PipState state) {
        Plan.Change change = assertInstanceOf(Plan.Change.class, plan(given, state));
        ScriptResult done = LocalHost.run(
                assertInstanceOf(Action.Run.class, change.actions().getFirst()).script());
        assertEquals(0, done.exitCode(), done::err);
    }

    private static void run(String script) {
        ScriptResult done = LocalHost.run(Script.of(script));
        assertEquals(0, done.exitCode(), done::err);
    }
}
