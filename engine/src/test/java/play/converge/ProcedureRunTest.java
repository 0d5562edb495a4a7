package play.converge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.event.Cause;
import play.event.Outcome;
import play.event.Redactor;
import play.event.StateChange;
import play.host.HostException;
import play.module.Workshop;
import play.value.Unknown;

/** What comes before and after a procedure is carried out, believed and compared as the actions of plans are. */
class ProcedureRunTest {
    private final LocalShell shell = new LocalShell();
    private final List<StateChange> differences = new ArrayList<>();
    private final Converger converger = converger();
    private final Session session = converger.session("h1", shell);

    @TempDir
    Path folder;

    private static Converger converger() {
        Path nowhere = Path.of("/nonexistent");
        Workshop workshop = new Workshop(
                nowhere, nowhere, nowhere, InstantSource.system(), new Random(1), Optional.empty(), line -> {});
        return new Converger(
                new LocalShell(), new Store(List::of, workshop), new Redactor(), Attendant.NOBODY, Duration.ZERO);
    }

    private ModuleResult run(Procedures.Deciding.Params params, boolean check) throws Exception {
        return session.inTurn(() -> converger.run(
                new Procedures.Deciding(),
                params,
                session,
                new ConvergeOptions("the task", check, true, differences::add)));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private static Outcome.Failed failed(ModuleResult result) {
        return assertInstanceOf(Outcome.Failed.class, result.outcome());
    }

    @Test
    void aRefusalFailsADryRunAsItFailsARun() throws Exception {
        assertEquals(
                "there is no shell",
                failed(run(Procedures.rejected("there is no shell"), true)).message());
        assertEquals(
                "there is no shell",
                failed(run(Procedures.rejected("there is no shell"), false)).message());
    }

    private Outcome told(String script, boolean check) throws Exception {
        return session.inTurn(() -> converger.run(
                        new Procedures.Telling(),
                        Procedures.telling(script),
                        session,
                        new ConvergeOptions("the task", check, true, differences::add)))
                .outcome();
    }

    /** A dry run does not run it, so nobody can say. */
    @Test
    void whetherItWasAChangeMayBeKnownOnlyOnceItWasDone() throws Exception {
        assertEquals(new Outcome.Ok(), told("echo 0 rows", false));
        assertEquals(new Outcome.Changed("tell", List.of()), told("echo 1 row", false));
        assertInstanceOf(Outcome.CannotTell.class, told("echo 1 row", true));
    }

    /** What it leaves behind is foreseen by its actions, and no more is in doubt. */
    @Test
    void whatIsForeseenOfItIsAllThatItDoes() throws Exception {
        ModuleResult told = session.inTurn(() -> converger.run(
                new Procedures.Telling(),
                Procedures.linking(path("l"), "ln -s /told l"),
                session,
                new ConvergeOptions("the task", true, true, differences::add)));
        assertInstanceOf(Outcome.CannotTell.class, told.outcome());
        assertTrue(told.idle());
        assertEquals(
                Optional.of("earlier changes are only predicted"),
                session.foresight().pending());
    }

    /** What is printed for the module alone is shown to nobody. */
    @Test
    void whatIsNoWordsIsNotShown() throws Exception {
        Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, told("echo 0 rows; exit 3", false));
        assertEquals(new Cause.Reason("tell: non-zero return code 3"), failed.cause());
    }

    @Test
    void whatComesBeforeAndAfterIsDone() throws Exception {
        ModuleResult done = run(Procedures.script(path("s"), "echo it runs from a file\n"), false);

        assertEquals(Map.of("stdout", "it runs from a file\n"), done.result());
        assertEquals(new Outcome.Changed("sh " + path("s"), List.of()), done.outcome());
        assertFalse(Files.exists(folder.resolve("s")));
        assertEquals(List.of(), differences);
    }

    @Test
    void aDryRunDoesNothingOfIt() throws Exception {
        ModuleResult done = run(Procedures.script(path("s"), "echo >" + path("made") + "\n"), true);

        assertEquals(new Outcome.Changed("sh " + path("s"), List.of()), done.outcome());
        assertEquals(new Unknown("'the task' was not run in the dry run"), done.result());
        assertFalse(Files.exists(folder.resolve("s")));
        assertFalse(Files.exists(folder.resolve("made")));
    }

    @Test
    void whereTheStepBeforeFailsNothingIsRun() throws Exception {
        Outcome.Failed failed = failed(run(Procedures.script(path("none/s"), "echo >" + path("made") + "\n"), false));

        assertTrue(failed.message().startsWith("write " + path("none/s") + " failed"), failed.message());
        assertEquals(List.of(), failed.done());
        assertEquals(3, failed.undone().size(), failed::toString);
        assertFalse(Files.exists(folder.resolve("made")));
    }

    @Test
    void aHostThatGoesDownIsWaitedForUntilItIsAsWanted() throws Exception {
        new ProcessBuilder("sh", "-c", "sleep 1; touch '" + path("up") + "'").start();
        shell.loseAnswer(0, new HostException.Interrupted("it went down"));
        ModuleResult done = run(Procedures.reboot(Procedures.back(path("up"), Duration.ofSeconds(20))), false);

        assertInstanceOf(Outcome.Changed.class, done.outcome());
        assertTrue(shell.connections() > 2, () -> shell.connections() + " connections");
    }

    @Test
    void aHostThatDoesNotComeBackFailsTheTask() throws Exception {
        Outcome.Failed failed =
                failed(run(Procedures.reboot(Procedures.back(path("never"), Duration.ofMillis(1))), false));
        assertTrue(failed.message().contains("this is still not true: " + path("never")), failed.message());
    }

    @Test
    void theControllerIsNotTakenDown() throws Exception {
        shell.isTheControllers();
        for (boolean check : List.of(true, false)) {
            Outcome.Failed failed = failed(run(Procedures.reboot(Procedures.back(path("up"), Duration.ZERO)), check));
            assertTrue(failed.message().contains("on which play runs"), failed.message());
        }
    }

    @Test
    void whereTheRunFailsNothingFollows() throws Exception {
        Outcome.Failed failed = failed(run(Procedures.script(path("s"), "exit 3\n"), false));

        assertEquals("sh " + path("s") + ": non-zero return code 3", failed.message());
        assertEquals(List.of("write " + path("s")), failed.done());
        assertEquals("sh " + path("s"), failed.undone().getFirst());
        assertEquals(2, failed.undone().size(), failed::toString);
        assertTrue(Files.exists(folder.resolve("s")));
    }

    @Test
    void whereTheStepAfterFailsTheRunIsAmongWhatWasDone() throws Exception {
        Outcome.Failed failed = failed(run(Procedures.reboot(Procedures.write(path("none/s"), "")), false));

        assertEquals(List.of("true"), failed.done());
        assertEquals(List.of("write " + path("none/s")), failed.undone());
    }

    @Test
    void aRunThatCutsTheConnectionHasNotFailedWhereItMay() throws Exception {
        shell.loseAnswer(0, new HostException.Interrupted("cut"));

        ModuleResult done = run(Procedures.reboot(Procedures.reconnect()), false);

        assertInstanceOf(Outcome.Changed.class, done.outcome());
        assertEquals(2, shell.connections());
    }

    @Test
    void aRunThatMayNotCutTheConnectionIsNotRepeated() {
        shell.loseAnswer(0, new HostException.Interrupted("cut"));

        assertThrows(HostException.Interrupted.class, () -> run(Procedures.reboot(), false));
        assertEquals(1, shell.roundTrips());
    }

    @Test
    void whatARunLeavesBehindIsToldAndCompared() throws Exception {
        ModuleResult foretold = run(Procedures.linking(path("link"), "true"), true);
        Outcome.Changed told = assertInstanceOf(Outcome.Changed.class, foretold.outcome());
        assertEquals(path("link"), told.changes().getFirst().id());

        String command = "ln -s /told " + path("link");
        ModuleResult made = run(Procedures.linking(path("link"), command), false);
        assertEquals(
                told.changes(),
                assertInstanceOf(Outcome.Changed.class, made.outcome()).changes());
        assertEquals(List.of(), differences);

        run(Procedures.linking(path("other"), "ln -s /made " + path("other")), false);
        assertEquals(path("other"), differences.getFirst().id());
    }
}
