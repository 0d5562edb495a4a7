package play.converge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.HostException;
import play.host.Observed;
import play.host.Reach;
import play.host.Script;
import play.module.ModuleSpec;
import play.module.Statement;
import play.module.Statement.Difference;
import play.module.Statement.Ending;
import play.module.Transfer;
import play.module.Workshop;

/** What a run and a dry run make of what a transfer says. */
class TransferRunTest {
    /** Calls the other side with two words, and ends as it does. */
    private static final List<String> CALLS = List.of("sh", "-c", "exec $COMMAND host program one two </dev/null");

    private final LocalShell shell = new LocalShell();
    private final Converger converger = converger();
    private final Session session = converger.session("h1", shell);
    private final List<Transfer.Manner> asked = new ArrayList<>();
    private final List<Transfer.Carried> carried = new ArrayList<>();

    @TempDir
    Path folder;

    record Nothing() {}

    /** Takes this course, and says what it is told to. */
    private final class Scripted implements Transfer<Nothing> {
        private final Course course;
        private final Ending says;

        Scripted(Course course, Ending says) {
            this.course = course;
            this.says = says;
        }

        @Override
        public ModuleSpec<Nothing> spec() {
            return ModuleSpec.of("acme.bring", "For tests.", Nothing.class);
        }

        @Override
        public String programVariable() {
            return "acme_program";
        }

        @Override
        public Course course(Nothing params, Manner manner) {
            asked.add(manner);
            return course;
        }

        @Override
        public Statement statement(Nothing params, Manner manner, Carried done) {
            carried.add(done);
            return new Statement(
                    says,
                    "as told",
                    Map.of("rc", (long) done.near().exitCode()),
                    Map.of(),
                    List.of(new Difference("/srv", "", "new\n")),
                    List.of());
        }
    }

    private static Converger converger() {
        Path nowhere = Path.of("/nonexistent");
        Workshop workshop = new Workshop(
                nowhere, nowhere, nowhere, InstantSource.system(), new Random(1), Optional.empty(), line -> {});
        return new Converger(
                new LocalShell(), new Store(List::of, workshop), new Redactor(), Attendant.NOBODY, Duration.ZERO);
    }

    private Transfer.Course.Alone alone(String script) {
        return new Transfer.Course.Alone(
                "bring it",
                Script.of(script),
                new Transfer.Changed.OnHost(folder.resolve("dest").toString()));
    }

    private Transfer.Course.Joined joined(String far) {
        return new Transfer.Course.Joined(
                "bring it",
                CALLS,
                Map.of("UNUSED", "it's"),
                "COMMAND",
                words -> far.replace("WORDS", String.join("-", words)),
                new Transfer.Changed.OnController(folder.resolve("dest").toString()));
    }

    private ModuleResult run(Transfer.Course course, Ending says, boolean check) throws Exception {
        return run(course, says, check, Approval.GRANTED, ConvergeOptions.Sides.USUAL);
    }

    private ModuleResult run(
            Transfer.Course course, Ending says, boolean check, Approval approval, ConvergeOptions.Sides sides)
            throws Exception {
        ConvergeOptions options = new ConvergeOptions(
                "the task",
                check,
                true,
                change -> {},
                text -> {},
                Optional.empty(),
                0,
                approval,
                sides,
                Optional.empty());
        return session.inTurn(() -> converger.run(new Scripted(course, says), new Nothing(), session, options));
    }

    private Observed<FileState> foreseen(Session on, String path) throws Exception {
        TaskKnowledge known = new TaskKnowledge(on, new Realms(converger.controller()), true);
        known.learn(List.of(Files.withoutDigest(path)));
        return known.of(Files.withoutDigest(path));
    }

    @Test
    void aRunTakesItsWord() throws Exception {
        ModuleResult ran = run(alone("true"), Ending.CHANGED, false);
        Outcome.Changed changed = assertInstanceOf(Outcome.Changed.class, ran.outcome());
        assertEquals("bring it", changed.title());
        assertEquals(
                List.of(new StateChange(
                        "acme.bring", "/srv", List.of(), Optional.of(new StateChange.Text("", "new\n")))),
                changed.changes());
        assertInstanceOf(
                Outcome.Ok.class, run(alone("true"), Ending.UNCHANGED, false).outcome());
        Outcome.Failed failed = assertInstanceOf(
                Outcome.Failed.class, run(alone("exit 3"), Ending.FAILED, false).outcome());
        assertTrue(failed.message().contains("as told"), failed.message());
    }

    @Test
    void whatWasReadAheadOfItNoLongerCounts() throws Exception {
        assertTrue(session.ahead().isUndisturbed());
        run(alone("true"), Ending.UNCHANGED, false);
        assertFalse(session.ahead().isUndisturbed());
    }

    /** What stands elsewhere is as certain as before. */
    @Test
    void aDryRunForeseesThatAnythingBelowThePathMayChange() throws Exception {
        run(alone("true"), Ending.CHANGED, true);
        assertInstanceOf(Observed.Unknown.class, foreseen(session, folder + "/dest/file"));
        assertInstanceOf(Observed.Known.class, foreseen(session, folder + "/other"));
        assertInstanceOf(Observed.Known.class, foreseen(converger.controller(), folder + "/dest/file"));
    }

    @Test
    void whereALinkLeadsElsewhereSoDoesTheChange() throws Exception {
        java.nio.file.Files.createSymbolicLink(folder.resolve("dest"), folder.resolve("real"));
        run(alone("true"), Ending.CHANGED, true);
        assertInstanceOf(Observed.Unknown.class, foreseen(session, folder + "/real"));
    }

    /** By whatever name a host is the controller. */
    @Test
    void whatComesToTheControllerIsForeseenThere() throws Exception {
        LocalShell other = new LocalShell();
        other.isTheControllers();
        Session here = converger.session("localhost", other);
        run(joined("exit 0"), Ending.CHANGED, true);
        assertInstanceOf(Observed.Unknown.class, foreseen(converger.controller(), folder + "/dest/file"));
        assertInstanceOf(Observed.Unknown.class, foreseen(here, folder + "/dest/file"));
        assertInstanceOf(Observed.Known.class, foreseen(session, folder + "/dest/file"));
    }

    @Test
    void nothingIsForeseenWhereNothingWouldChange() throws Exception {
        run(alone("true"), Ending.UNCHANGED, true);
        assertInstanceOf(Observed.Known.class, foreseen(session, folder + "/dest/file"));
    }

    @Test
    void aDryRunDoesNotAskWhereAnythingIsOnlyForeseen() throws Exception {
        converger.doubt("h1", new Effect.Opaque("a command", Reach.paths("/elsewhere")), "run it");
        Outcome.CannotTell unknown = assertInstanceOf(
                Outcome.CannotTell.class,
                run(alone("true"), Ending.CHANGED, true).outcome());
        assertTrue(unknown.why().contains("'run it'"), unknown.why());
        assertEquals(List.of(), carried);
    }

    /** What is done on a third host is seen from neither side. */
    @Test
    void whatIsForeseenElsewhereIsNoReason() throws Exception {
        converger.session("h2", new LocalShell());
        converger.doubt("h2", new Effect.Opaque("a command", Reach.paths("/elsewhere")), "run it");
        assertInstanceOf(
                Outcome.Ok.class, run(alone("true"), Ending.UNCHANGED, true).outcome());
    }

    @Test
    void theOtherSideIsMadeOfTheWordsOfTheCall() throws Exception {
        run(joined("echo WORDS; echo said >&2; exit 4"), Ending.UNCHANGED, false);
        assertEquals(4, carried.getFirst().near().exitCode());
        assertEquals(Optional.of("said"), carried.getFirst().far().map(end -> end.words()));
    }

    @Test
    void itIsToldWhereItsSidesAre() throws Exception {
        ConvergeOptions.Sides within = new ConvergeOptions.Sides(true, Optional.of("/opt/x"));
        run(alone("true"), Ending.UNCHANGED, false, Approval.GRANTED, within);
        run(alone("true"), Ending.UNCHANGED, true);
        shell.isTheControllers();
        run(alone("true"), Ending.UNCHANGED, false);
        assertEquals(
                List.of(
                        new Transfer.Manner(Transfer.Sides.ON_HOST, false, true, Optional.of("/opt/x")),
                        new Transfer.Manner(Transfer.Sides.APART, true, true, Optional.empty()),
                        new Transfer.Manner(Transfer.Sides.ON_CONTROLLER, false, true, Optional.empty())),
                asked);
    }

    @Test
    void whatIsRejectedOrNotApprovedIsNotDone() throws Exception {
        Transfer.Course rejected = new Transfer.Course.Rejected("it is no path");
        assertEquals(
                new Outcome.Failed(new Cause.Reason("it is no path")),
                run(rejected, Ending.CHANGED, false).outcome());
        Approval nobody = new Approval() {
            @Override
            public Optional<String> change(String title, List<StateChange> changes) {
                return Optional.of("no change");
            }

            @Override
            public Optional<String> anything(String why) {
                return Optional.of("not approved: " + why);
            }
        };
        Outcome.Failed failed = assertInstanceOf(
                Outcome.Failed.class,
                run(alone("true"), Ending.CHANGED, false, nobody, ConvergeOptions.Sides.USUAL)
                        .outcome());
        assertTrue(failed.message().startsWith("not approved: 'acme.bring'"), failed.message());
        assertEquals(List.of(), carried);
    }

    /** How far it came nobody knows, so it is not a plain failure. */
    @Test
    void aConnectionThatBreaksIsToldAsSuch() {
        shell.loseTalks();
        HostException.Interrupted lost =
                assertThrows(HostException.Interrupted.class, () -> run(joined("exit 4"), Ending.FAILED, false));
        assertTrue(String.valueOf(lost.getMessage()).contains("to h1 broke while 'bring it'"), lost.getMessage());
    }
}
