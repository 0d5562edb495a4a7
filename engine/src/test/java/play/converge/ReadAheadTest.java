package play.converge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.event.Outcome;
import play.event.Redactor;
import play.host.HostException;
import play.module.TaskModule;
import play.module.Workshop;

/** What is read for tasks before their turn, and when that no longer counts. */
class ReadAheadTest {
    private static final KindsOfModules.Shouting SHOUT = new KindsOfModules.Shouting();

    private final FileModule file = new FileModule();
    private final LocalShell shell = new LocalShell();
    private Instant now = Instant.EPOCH;

    @TempDir
    Path folder;

    private Converger converger = converger(Duration.ZERO);
    private Session session = converger.session("h1", shell);

    @BeforeEach
    void begin() throws IOException {
        converger = converger(Duration.ofSeconds(60));
        session = converger.session("h1", shell);
        for (String name : List.of("a", "b", "c")) {
            Files.writeString(folder.resolve(name), name + "\n");
        }
    }

    private Converger converger(Duration limit) {
        Path nowhere = Path.of("/nonexistent");
        Workshop workshop =
                new Workshop(nowhere, nowhere, nowhere, () -> now, new Random(1), Optional.empty(), line -> {});
        return new Converger(new LocalShell(), new Store(List::of, workshop), new Redactor(), Attendant.NOBODY, limit);
    }

    /** One task: a module, and with which parameters. */
    private record Step<P extends Record>(TaskModule<P> module, P params) {
        Upcoming<P> upcoming() {
            return new Upcoming<>(module, params);
        }
    }

    private Step<FileModule.Params> right(String name) {
        return holds(name, name + "\n");
    }

    private Step<FileModule.Params> holds(String name, String text) {
        return new Step<>(file, new FileModule.Params(folder.resolve(name).toString(), text));
    }

    private Step<KindsOfModules.Shouting.Params> script(String text) {
        return new Step<>(SHOUT, new KindsOfModules.Shouting.Params("cd '" + folder + "'\n" + text));
    }

    /** Runs tasks one after another, each with the next ones following, and tells what each comes to. */
    private List<Outcome> run(Step<?>... steps) throws Exception {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < steps.length; i++) {
            List<Step<?>> left = List.of(steps).subList(i + 1, steps.length);
            outcomes.add(run(
                    steps[i],
                    most -> left.stream()
                            .limit(most)
                            .<Upcoming<?>>map(Step::upcoming)
                            .toList()));
        }
        return outcomes;
    }

    private <P extends Record> Outcome run(Step<P> step, Following following) throws Exception {
        return run(step, following, Optional.empty());
    }

    private <P extends Record> Outcome run(Step<P> step, Following following, Optional<Background> background)
            throws Exception {
        ConvergeOptions options = new ConvergeOptions(
                "the task",
                false,
                false,
                difference -> {},
                warning -> {},
                background,
                0,
                Approval.GRANTED,
                ConvergeOptions.Sides.USUAL,
                Optional.of(following));
        return session.inTurn(() -> converger.run(step.module(), step.params(), session, options))
                .outcome();
    }

    private String text(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    @Test
    void tasksThatFindAllAsWantedAreReadForTogether() throws Exception {
        assertEquals(
                List.of(new Outcome.Ok(), new Outcome.Ok(), new Outcome.Ok()), run(right("a"), right("b"), right("c")));
        // What all of them ask for at once, what the others ask for later, and what the first one does.
        assertEquals(2, shell.roundTrips());
    }

    /** The first one reads for all, and is planned from that. */
    @Test
    void tasksThatChangeSomethingTakeOneRoundTripEach() throws Exception {
        List<Outcome> outcomes = run(holds("a", "1\n"), holds("b", "2\n"), holds("c", "3\n"), holds("d", "4\n"));
        outcomes.forEach(outcome -> assertInstanceOf(Outcome.Changed.class, outcome));
        assertEquals("1\n2\n3\n4\n", text("a") + text("b") + text("c") + text("d"));
        assertEquals(2 + 4, shell.roundTrips());
    }

    @Test
    void whatOneTaskHasWrittenTheNextOneKnows() throws Exception {
        List<Outcome> outcomes = run(right("a"), holds("b", "2\n"), holds("b", "3\n"), holds("b", "4\n"));
        assertEquals(new Outcome.Ok(), outcomes.getFirst());
        assertEquals("4\n", text("b"));
        assertEquals(2 + 3, shell.roundTrips());
    }

    private Step<Procedures.Creating.Params> creating(String name) {
        String path = folder.resolve(name).toString();
        return new Step<>(
                new Procedures.Creating(),
                new Procedures.Creating.Params(path, "cat; echo ran; echo ran >>'" + path + "'; exit 0"));
    }

    @Test
    void soDoCommandsThatAreNeededWhereSomethingIsMissing() throws Exception {
        List<Outcome> outcomes = run(right("a"), creating("x"), creating("y"), creating("y"), creating("z"));
        assertInstanceOf(Outcome.Changed.class, outcomes.get(1));
        assertInstanceOf(Outcome.Changed.class, outcomes.get(2));
        assertInstanceOf(Outcome.Skipped.class, outcomes.get(3));
        assertInstanceOf(Outcome.Changed.class, outcomes.get(4));
        assertEquals("ran\nran\nran\n", text("x") + text("y") + text("z"));
    }

    @Test
    void aCommandIsNotRunWhereItIsNoLongerNeeded() throws Exception {
        Step<?> x = creating("x");
        run(right("a"), most -> List.of(x.upcoming()));
        Files.writeString(folder.resolve("x"), "there\n");
        assertInstanceOf(Outcome.Skipped.class, run(x, Following.NONE));
        assertEquals("there\n", text("x"));
    }

    /** Whoever changed it, nothing is done by a plan that was made for something else. */
    @Test
    void aChangeIsNotBegunWhereThingsAreOtherwiseThanWhenItWasPlanned() throws Exception {
        Step<?> b = holds("b", "new\n");
        run(right("a"), most -> List.of(b.upcoming()));
        Files.delete(folder.resolve("b"));
        Files.createDirectory(folder.resolve("b"));
        Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, run(b, Following.NONE));
        assertEquals(List.of(), failed.done());
        Files.delete(folder.resolve("b"));
        Outcome.Changed changed = assertInstanceOf(Outcome.Changed.class, run(b, Following.NONE));
        assertEquals("absent", changed.changes().getFirst().fields().getFirst().before());
    }

    /** Two names may mean one machine: the host is asked whether it is still so, and it is. */
    @Test
    void aChangeElsewhereCostsAChangeNothing() throws Exception {
        Session other = converger.session("h2", new LocalShell());
        Step<?> b = holds("b", "new\n");
        run(right("a"), most -> List.of(b.upcoming()));
        int read = shell.roundTrips();
        other.inTurn(() -> converger.run(
                SHOUT, script("echo x >x\n").params(), other, new ConvergeOptions("t", false, false, change -> {})));
        assertInstanceOf(Outcome.Changed.class, run(b, Following.NONE));
        assertEquals(read + 1, shell.roundTrips());
    }

    @Test
    void aChangeOfWhichOnlyTheAnswerIsLostIsAChange() throws Exception {
        Step<?> b = holds("b", "new\n");
        run(right("a"), most -> List.of(b.upcoming()));
        shell.loseAnswer(0, new HostException.Interrupted("cut"));
        assertInstanceOf(Outcome.Changed.class, run(b, Following.NONE));
        assertEquals("new\n", text("b"));
    }

    @Test
    void withoutATimeLimitEachReadsForItself() throws Exception {
        converger = converger(Duration.ZERO);
        session = converger.session("h1", shell);
        run(right("a"), right("b"), right("c"));
        assertEquals(6, shell.roundTrips());
    }

    /** Nothing says that the script touches the file: whatever it says, it may have. */
    @Test
    void whatWasReadBeforeAScriptRanNoLongerCounts() throws Exception {
        List<Outcome> outcomes = run(right("a"), script("echo other >b\n"), right("b"));
        assertInstanceOf(Outcome.Changed.class, outcomes.get(2));
        assertEquals("b\n", text("b"));
    }

    @Test
    void norWhatWasReadBeforeAFileWasWritten() throws Exception {
        List<Outcome> outcomes = run(right("a"), holds("b", "other\n"), right("b"));
        assertInstanceOf(Outcome.Changed.class, outcomes.get(2));
        assertEquals("b\n", text("b"));
    }

    /** Two names may mean one machine. */
    @Test
    void norWhatWasReadBeforeAnotherHostWasChanged() throws Exception {
        Session alias = converger.session("h2", new LocalShell());
        Step<?> b = right("b");
        run(right("a"), most -> List.of(b.upcoming()));
        KindsOfModules.Shouting.Params other = script("echo other >b\n").params();
        alias.inTurn(() -> converger.run(SHOUT, other, alias, new ConvergeOptions("t", false, false, change -> {})));
        assertInstanceOf(Outcome.Changed.class, run(b, Following.NONE));
    }

    @Test
    void aChangeIsPlannedFromWhatIsThereInItsTurn() throws Exception {
        Step<?> b = holds("b", "new\n");
        run(right("a"), most -> List.of(b.upcoming()));
        Files.writeString(folder.resolve("b"), "new\n");
        assertEquals(new Outcome.Ok(), run(b, Following.NONE));
    }

    @Test
    void itHoldsForSoLongAndNoLonger() throws Exception {
        Step<?> b = right("b");
        run(right("a"), most -> List.of(b.upcoming()));
        int read = shell.roundTrips();
        now = now.plusSeconds(60);
        run(b, Following.NONE);
        assertEquals(read, shell.roundTrips());
        now = now.plusSeconds(1);
        run(b, Following.NONE);
        assertEquals(read + 2, shell.roundTrips());
    }

    @Test
    void afterAGateThingsMayBeOtherwise() throws Exception {
        Step<?> b = right("b");
        run(right("a"), most -> List.of(b.upcoming()));
        KindsOfModules.Gate gate = new KindsOfModules.Gate(() -> {});
        run(new Step<>(gate, new KindsOfModules.Gate.Params(folder.resolve("a").toString())), Following.NONE);
        Files.writeString(folder.resolve("b"), "other\n");
        assertInstanceOf(Outcome.Changed.class, run(b, Following.NONE));
    }

    @Test
    void norAfterATaskThatWaitedForSomething() throws Exception {
        Step<?> b = right("b");
        run(right("a"), most -> List.of(b.upcoming()));
        converger.waited();
        Files.writeString(folder.resolve("b"), "other\n");
        assertInstanceOf(Outcome.Changed.class, run(b, Following.NONE));
    }

    /** From then on anything may change at any time. */
    @Test
    void onceATaskIsLeftRunningNothingIsReadAhead() throws Exception {
        Step<?> left = new Step<>(new Procedures.Deciding(), Procedures.command("sleep 0.1"));
        Background background = new Background("j1." + System.nanoTime(), Duration.ofSeconds(9), Duration.ZERO);
        run(left, Following.NONE, Optional.of(background));
        List<Integer> asked = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            run(right(name), most -> {
                asked.add(most);
                return List.of();
            });
        }
        assertEquals(List.of(), asked);
    }

    @Test
    void itIsReadForFewWhereThingsChangeAndForManyWhereNothingDoes() throws Exception {
        List<Integer> asked = new ArrayList<>();
        List<String> texts = List.of("1\n", "2\n", "right\n", "right\n", "right\n");
        for (int i = 0; i < texts.size(); i++) {
            Files.writeString(folder.resolve("new" + i), "right\n");
            run(holds("new" + i, texts.get(i)), most -> {
                asked.add(most);
                return List.of();
            });
        }
        // Where no task is to be read for, nobody is asked which follow.
        assertEquals(List.of(32, 4, 32), asked);
    }

    @Test
    void aMistakeOfATaskThatFollowsIsNotThisTasks() throws Exception {
        Step<?> b = right("b");
        Step<?> mistaken =
                new Step<>(new KindsOfModules.Mistaken(StackOverflowError::new), new KindsOfModules.Mistaken.Params());
        assertEquals(new Outcome.Ok(), run(right("a"), most -> List.of(mistaken.upcoming(), b.upcoming())));
        int read = shell.roundTrips();
        assertEquals(new Outcome.Ok(), run(b, Following.NONE));
        assertEquals(read, shell.roundTrips());
    }

    /** Who the session's user is, for example, is read once for the run. */
    @Test
    void whatIsKnownForTheRunIsNoReasonToReadAhead() throws Exception {
        List<Integer> asked = new ArrayList<>();
        Following following = most -> {
            asked.add(most);
            return List.of();
        };
        Step<?> who = new Step<>(new KindsOfModules.Who(), new KindsOfModules.Who.Params());
        run(who, following);
        run(who, following);
        assertEquals(List.of(32), asked);
        assertEquals(1, shell.roundTrips());
    }

    @Test
    void oneThatTakesTooLongKeepsNobodyWaiting() throws Exception {
        Step<?> b = right("b");
        shell.loseAnswer(0, new HostException.TimedOut("not done within 60 s"));
        assertEquals(new Outcome.Ok(), run(right("a"), most -> List.of(b.upcoming())));
        assertFalse(session.ahead()
                .of(play.host.Files.at(folder.resolve("b").toString()))
                .isPresent());
        assertEquals(new Outcome.Ok(), run(b, Following.NONE));
    }

    @Test
    void aHostThatWasLostIsLookedAtAgain() throws Exception {
        Step<?> b = right("b");
        run(right("a"), most -> List.of(b.upcoming()));
        shell.loseAnswer(0, new HostException.Unreachable("gone"));
        try {
            run(right("c"), Following.NONE);
        } catch (HostException lost) {
            Files.writeString(folder.resolve("b"), "other\n");
        }
        assertInstanceOf(Outcome.Changed.class, run(b, Following.NONE));
    }
}
