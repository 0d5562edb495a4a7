package play.converge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import play.event.Cause;
import play.event.Outcome;
import play.event.Redactor;
import play.event.StateChange;
import play.host.Script;
import play.host.ScriptResult;
import play.module.Guest;
import play.module.ModuleSpec;
import play.module.ProductionException;
import play.module.Statement;
import play.module.Statement.Difference;
import play.module.Statement.Ending;
import play.module.Workshop;

/** What a run and a dry run make of what a guest says. */
class GuestRunTest {
    private final LocalShell shell = new LocalShell();
    private final List<String> warnings = new ArrayList<>();
    private final List<Guest.Manner> asked = new ArrayList<>();
    private final Converger converger = converger();
    private final Session session = converger.session("h1", shell);

    record Nothing() {}

    /** Says what it is told to. */
    private final class Scripted implements Guest<Nothing> {
        private final Statement says;
        private final Optional<String> silence;

        Scripted(Statement says, Optional<String> silence) {
            this.says = says;
            this.silence = silence;
        }

        @Override
        public ModuleSpec<Nothing> spec() {
            return ModuleSpec.of("acme.box", "For tests.", Nothing.class);
        }

        @Override
        public Optional<Set<String>> facts() {
            return Optional.empty();
        }

        @Override
        public Optional<String> silence() {
            return silence;
        }

        @Override
        public Script script(Nothing params, Manner manner) throws ProductionException {
            asked.add(manner);
            if (says.message().equals("unpacked")) {
                throw new ProductionException("it cannot be packed");
            }
            return Script.of("true");
        }

        @Override
        public Statement statement(Nothing params, ScriptResult done) {
            return says;
        }
    }

    private static Converger converger() {
        Path nowhere = Path.of("/nonexistent");
        Workshop workshop = new Workshop(
                nowhere, nowhere, nowhere, InstantSource.system(), new Random(1), Optional.empty(), line -> {});
        return new Converger(
                new LocalShell(), new Store(List::of, workshop), new Redactor(), Attendant.NOBODY, Duration.ZERO);
    }

    private static Statement says(Ending ending, String message, Map<String, Object> result) {
        return new Statement(
                ending,
                message,
                Map.copyOf(result),
                Map.of("site", "b"),
                List.of(new Difference("/etc/a", "1\n", "2\n")),
                List.of("beware"));
    }

    private ModuleResult run(Statement says, boolean check) throws Exception {
        return run(new Scripted(says, Optional.empty()), check);
    }

    private ModuleResult run(Guest<Nothing> guest, boolean check) throws Exception {
        return session.inTurn(() -> converger.run(
                guest,
                new Nothing(),
                session,
                new ConvergeOptions(
                        "the task",
                        check,
                        true,
                        difference -> {},
                        warnings::add,
                        Optional.empty(),
                        0,
                        Approval.GRANTED,
                        ConvergeOptions.Sides.USUAL,
                        Optional.empty())));
    }

    /** Whatever it says of itself. */
    @Test
    void whatWasReadAheadOfItNoLongerCounts() throws Exception {
        run(says(Ending.UNCHANGED, "", Map.of()), true);
        assertTrue(session.ahead().isUndisturbed());
        run(says(Ending.UNCHANGED, "", Map.of()), false);
        assertFalse(session.ahead().isUndisturbed());
    }

    @Test
    void aRunTakesItsWord() throws Exception {
        ModuleResult ran = run(says(Ending.CHANGED, "", Map.of("x", 1L)), false);
        Outcome.Changed changed = assertInstanceOf(Outcome.Changed.class, ran.outcome());
        assertEquals(
                List.of(new StateChange(
                        "acme.box", "/etc/a", List.of(), Optional.of(new StateChange.Text("1\n", "2\n")))),
                changed.changes());
        assertEquals(Map.of("x", 1L), ran.result());
        assertEquals(Map.of("site", "b"), ran.facts());
        assertEquals(List.of("beware"), warnings);
        assertEquals(List.of(new Guest.Manner(false, true)), asked);
        assertEquals(
                new Outcome.Skipped("not here"),
                run(says(Ending.SKIPPED, "not here", Map.of()), false).outcome());
        assertEquals(
                new Outcome.Ok(),
                run(says(Ending.UNCHANGED, "", Map.of()), false).outcome());
    }

    @Test
    void aFailureHasItsWordsAndThoseOfItsProgram() throws Exception {
        assertEquals(
                new Outcome.Failed("too heavy"),
                run(says(Ending.FAILED, "too heavy", Map.of()), false).outcome());
        assertEquals(
                new Outcome.Failed(new Cause.Command("acme.box", "too heavy", 3, "", "oops")),
                run(says(Ending.FAILED, "too heavy", Map.of("rc", 3L, "stderr", "oops")), false)
                        .outcome());
        assertEquals(
                new Outcome.Failed("it cannot be packed"),
                run(says(Ending.CHANGED, "unpacked", Map.of()), false).outcome());
    }

    @Test
    void aDryRunAsksWhatItWouldChangeUntilAnythingIsOnlyForeseen() throws Exception {
        ModuleResult first = run(says(Ending.CHANGED, "", Map.of("x", 1L)), true);
        assertInstanceOf(Outcome.Changed.class, first.outcome());
        assertEquals(Map.of("x", 1L), first.result());
        assertEquals(List.of(new Guest.Manner(true, true)), asked);

        Outcome.CannotTell second = assertInstanceOf(
                Outcome.CannotTell.class,
                run(says(Ending.UNCHANGED, "", Map.of()), true).outcome());
        assertTrue(second.why().startsWith("'acme.box' is a guest, which looks at what is there now, and "));
        assertEquals(2, asked.size(), "it is packed, so that a guest that there is not fails a dry run too");
    }

    @Test
    void whatChangesNothingLeavesADryRunAsSureAsItWas() throws Exception {
        run(says(Ending.UNCHANGED, "", Map.of()), true);
        assertEquals(
                new Outcome.Ok(),
                run(says(Ending.UNCHANGED, "", Map.of()), true).outcome());
    }

    @Test
    void aGuestThatCannotSayIsNotAsked() throws Exception {
        ModuleResult ran =
                run(new Scripted(says(Ending.CHANGED, "", Map.of()), Optional.of("it has no check mode")), true);
        assertEquals(new Outcome.CannotTell("it has no check mode"), ran.outcome());
        assertEquals(List.of(), asked);
        assertEquals(
                new Outcome.CannotTell("remote module (acme.box) does not support check mode"),
                run(says(Ending.SKIPPED, "remote module (acme.box) does not support check mode", Map.of()), true)
                        .outcome());
    }
}
