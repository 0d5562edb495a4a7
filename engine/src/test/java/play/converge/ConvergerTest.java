package play.converge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.event.Cause;
import play.event.Outcome;
import play.event.Redactor;
import play.event.StateChange;
import play.host.Effect;
import play.host.HostException;
import play.host.Reach;
import play.module.TaskModule;
import play.module.Workshop;
import play.value.Unknown;

/** Modules are brought to this machine's own files by its own {@code sh}: no playbook, no inventory, no connection. */
class ConvergerTest {
    private final FileModule file = new FileModule();
    private final LocalShell shell = new LocalShell();
    private final List<StateChange> differences = new ArrayList<>();

    @TempDir
    Path folder;

    private Converger converger = converger();
    private Session session = converger.session("h1", shell);

    private Converger converger() {
        Path nowhere = Path.of("/nonexistent");
        return new Converger(
                new LocalShell(),
                new Store(
                        List::of,
                        new Workshop(
                                nowhere,
                                nowhere,
                                nowhere,
                                InstantSource.system(),
                                new Random(1),
                                Optional.empty(),
                                line -> {})),
                new Redactor(),
                Attendant.NOBODY,
                Duration.ZERO);
    }

    @BeforeEach
    void begin() {
        converger = converger();
        session = converger.session("h1", shell);
    }

    private <P extends Record> ModuleResult run(TaskModule<P> module, P params, boolean check) throws Exception {
        return session.inTurn(() ->
                converger.run(module, params, session, new ConvergeOptions("the task", check, true, differences::add)));
    }

    private FileModule.Params motd(String text) {
        return new FileModule.Params(folder.resolve("motd").toString(), text);
    }

    private String written() throws IOException {
        return Files.readString(folder.resolve("motd"));
    }

    private static StateChange onlyChange(ModuleResult result) {
        List<StateChange> changes =
                assertInstanceOf(Outcome.Changed.class, result.outcome()).changes();
        assertEquals(1, changes.size(), changes::toString);
        return changes.getFirst();
    }

    private static String failure(ModuleResult result) {
        return assertInstanceOf(Outcome.Failed.class, result.outcome()).message();
    }

    private static String unknown(ModuleResult result) {
        return assertInstanceOf(Outcome.CannotTell.class, result.outcome()).why();
    }

    @Test
    void aRunWritesWhatADryRunForetold() throws Exception {
        StateChange foretold = onlyChange(run(file, motd("hello\n"), true));
        assertFalse(Files.exists(folder.resolve("motd")));

        StateChange made = onlyChange(run(file, motd("hello\n"), false));
        assertEquals("hello\n", written());
        assertEquals(foretold.text(), made.text());
        assertEquals(Optional.of(new StateChange.Text("", "hello\n")), made.text());
        assertEquals(List.of(), differences);
    }

    @Test
    void whatOnlyComesAlongIsForeseenAndNotTold() throws Exception {
        UntoldModule module = new UntoldModule();
        UntoldModule.Params params =
                new UntoldModule.Params(folder.resolve("mark").toString());
        Outcome nothingTold = new Outcome.Changed("mark", List.of());
        assertEquals(nothingTold, run(module, params, true).outcome());
        assertEquals(new Outcome.Ok(), run(module, params, true).outcome());
        assertEquals(nothingTold, run(module, params, false).outcome());
        assertTrue(Files.exists(folder.resolve("mark")));
        assertEquals(new Outcome.Ok(), run(module, params, false).outcome());
        assertEquals(List.of(), differences);
    }

    @Test
    void aSecondRunChangesNothing() throws Exception {
        run(file, motd("hello\n"), false);
        int before = shell.roundTrips();

        ModuleResult again = run(file, motd("hello\n"), false);

        assertInstanceOf(Outcome.Ok.class, again.outcome());
        assertEquals(Map.of("path", motd("").path()), again.result());
        // One for what the module asks for at once, one for what it asks for later.
        assertEquals(2, shell.roundTrips() - before);
    }

    @Test
    void aDryRunBelievesWhatEarlierTasksForesaw() throws Exception {
        run(file, motd("hello\n"), true);

        assertInstanceOf(Outcome.Ok.class, run(file, motd("hello\n"), true).outcome());
        StateChange second = onlyChange(run(file, motd("bye\n"), true));

        assertEquals("hello\n", second.text().orElseThrow().before());
        // A task that is really run goes by what is there.
        assertInstanceOf(
                Outcome.Changed.class, run(file, motd("hello\n"), false).outcome());
    }

    @Test
    void whatIsForeseenOnAHostHoldsForAllItsShellsAndNoOtherHost() throws Exception {
        run(file, motd("hello\n"), true);

        session = converger.session("h1", new LocalShell());
        assertInstanceOf(Outcome.Ok.class, run(file, motd("hello\n"), true).outcome());
        session = converger.session("h2", new LocalShell());
        assertInstanceOf(Outcome.Changed.class, run(file, motd("hello\n"), true).outcome());
    }

    @Test
    void aCommandLeavesADryRunInDoubtOfWhatWasAbsent() throws Exception {
        ModuleResult command = run(new KindsOfModules.Shouting(), new KindsOfModules.Shouting.Params("true"), true);
        assertInstanceOf(Outcome.Changed.class, command.outcome());
        assertEquals(new Unknown("'the task' was not run in the dry run"), command.result());

        assertTrue(unknown(run(file, motd("hello\n"), true)).contains("'the task'"));
    }

    @Test
    void aTaskOfWhichNobodyKnowsWhereItRunsLeavesAllHostsInDoubt() throws Exception {
        Session other = converger.session("h2", new LocalShell());
        converger.doubt(new Effect.Opaque("h2 is not known yet", Reach.HOST), "elsewhere");

        assertTrue(unknown(run(file, motd("hello\n"), true)).contains("'elsewhere'"));
        session = other;
        assertTrue(unknown(run(file, motd("hello\n"), true)).contains("'elsewhere'"));
    }

    @Test
    void aRefusalIsAFailureWithItsReason() throws Exception {
        FileModule.Params nowhere = new FileModule.Params(folder + "/none/motd", "hello\n");

        assertEquals("there is no folder " + folder + "/none", failure(run(file, nowhere, false)));
        assertEquals("there is no folder " + folder + "/none", failure(run(file, nowhere, true)));
    }

    @Test
    void aStepThatFailsSaysWhatTheHostSaid() throws Exception {
        FileModule.Params checked =
                new FileModule.Params(motd("").path(), "hello\n", Optional.of("echo bad >&2; false %s"));

        ModuleResult result = run(file, checked, false);

        Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, result.outcome());
        assertTrue(failed.message().contains("write " + checked.path() + " failed"), failed.message());
        Cause.Step step = assertInstanceOf(Cause.Step.class, failed.cause());
        assertEquals("write " + checked.path(), step.step());
        assertTrue(step.stderr().startsWith("bad\n"), step.stderr());
        assertTrue(failed.message().contains("bad"), failed.message());
        assertEquals(List.of(), failed.done());
        assertEquals(List.of("write " + checked.path()), failed.undone());
        assertFalse(Files.exists(folder.resolve("motd")));
    }

    @Test
    void aReadWhoseAnswerIsLostIsMadeAgain() throws Exception {
        shell.loseAnswer(0, new HostException.Interrupted("cut"));

        onlyChange(run(file, motd("hello\n"), false));

        assertEquals("hello\n", written());
    }

    @Test
    void aChangeWhoseAnswerIsLostIsFoundToBeMade() throws Exception {
        StateChange first = onlyChange(run(file, motd("hello\n"), false));
        Files.delete(folder.resolve("motd"));
        // Two reads come first: what is asked for at once, and what is asked for later.
        shell.loseAnswer(2, new HostException.Interrupted("cut"));

        StateChange again = onlyChange(run(file, motd("hello\n"), false));

        assertEquals("hello\n", written());
        assertEquals(first, again);
    }

    @Test
    void aConnectionThatIsNeverThereLongEnoughEndsTheTask() {
        for (int i = 0; i < 10; i++) {
            shell.loseAnswer(i, new HostException.Interrupted("cut"));
        }
        assertThrows(HostException.Interrupted.class, () -> run(file, motd("hello\n"), false));
    }

    @Test
    void whatIsFoundOtherThanForeseenIsTold() throws Exception {
        ModuleResult result = run(new KindsOfModules.Liar(), new KindsOfModules.Liar.Params(folder + "/lie"), false);

        assertInstanceOf(Outcome.Changed.class, result.outcome());
        assertEquals(1, differences.size(), differences::toString);
        assertEquals(folder + "/lie", differences.getFirst().id());
    }

    @Test
    void aModuleThatNeverHasEnoughIsAnError() {
        assertThrows(
                IllegalStateException.class,
                () -> run(new KindsOfModules.Insatiable(), new KindsOfModules.Insatiable.Params("/x"), false));
    }

    @Test
    void aProcedureGivesItsOutputAndFailsByItsExitCode() throws Exception {
        ModuleResult fine = run(new KindsOfModules.Shouting(), new KindsOfModules.Shouting.Params("echo hey"), false);
        assertEquals(Map.of("stdout", "hey\n"), fine.result());

        ModuleResult bad =
                run(new KindsOfModules.Shouting(), new KindsOfModules.Shouting.Params("echo half; exit 3"), false);
        assertTrue(failure(bad).contains("non-zero return code 3"));
        assertTrue(failure(bad).contains("half"));
    }

    @Test
    void aQuestionIsAskedUntilItsAnswerComes() throws Exception {
        Path wanted = folder.resolve("ready");
        AtomicInteger looks = new AtomicInteger();
        KindsOfModules.Gate gate = new KindsOfModules.Gate(() -> {
            if (looks.incrementAndGet() == 3) {
                write(wanted);
            }
        });

        ModuleResult result = run(gate, new KindsOfModules.Gate.Params(wanted.toString()), false);

        assertEquals(Map.of("ready", true), result.result());
        assertTrue(looks.get() >= 3);
        assertTrue(result.idle());
    }

    @Test
    void aDryRunLooksOnceAndWaitsForNothing() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        KindsOfModules.Gate gate = new KindsOfModules.Gate(looks::incrementAndGet);
        KindsOfModules.Gate.Params never =
                new KindsOfModules.Gate.Params(folder.resolve("never").toString());

        assertEquals("it is not there", failure(run(gate, never, true)));
        assertEquals(1, looks.get());

        // What is only foreseen may bring it.
        run(file, motd("hello\n"), true);
        assertTrue(unknown(run(gate, never, true)).startsWith("it is not there, and "));
    }

    private static void write(Path path) {
        try {
            Files.writeString(path, "");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void scriptsOfATaskSeeItsEnvironmentAndOnlyThose() throws Exception {
        Session plain = session;
        session = plain.with(Map.of("GREETING", "it's me"));
        assertEquals(
                Map.of("stdout", "it's me\n"),
                run(new KindsOfModules.Shouting(), new KindsOfModules.Shouting.Params("echo \"$GREETING\""), false)
                        .result());
        session = plain;
        assertEquals(
                Map.of("stdout", "\n"),
                run(new KindsOfModules.Shouting(), new KindsOfModules.Shouting.Params("echo \"${GREETING:-}\""), false)
                        .result());
    }

    @Test
    void oneTaskAtATimeActsOnAHost() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Session mine = converger.session("h1", new LocalShell());
                all.add(threads.submit(() -> mine.inTurn(() -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    Thread.sleep(5);
                    return inside.decrementAndGet();
                })));
            }
            for (Future<Integer> one : all) {
                one.get();
            }
        }
        assertEquals(1, most.get());
    }

    @Test
    void aResetConnectsAnewAndForgetsWhoTheUserIs() throws Exception {
        converger.facts(session, Optional.empty());
        converger.reset(session);

        assertEquals(2, shell.connections());
        assertFalse(session.equals(converger.session("h1", shell)));
    }
}
