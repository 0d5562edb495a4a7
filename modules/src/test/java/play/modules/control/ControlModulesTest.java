package play.modules.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.module.Question;
import play.module.Verdict;
import play.testkit.Parameters;
import play.value.Secret;
import play.value.Unknown;

class ControlModulesTest {
    private static final Parameters VALUES = new Parameters()
            .value("good", true)
            .value("bad", false)
            .value("words", "yes")
            .value("hidden", new Secret(true))
            .value("later", new Unknown("'x' was not run"));

    private static Verdict check(String... that) {
        AssertModule module = new AssertModule();
        return module.evaluate(VALUES.bind(module, Map.of("that", List.of(that))));
    }

    @Test
    void allConditionsMustHold() {
        assertInstanceOf(Verdict.Done.class, check("good", "hidden"));
        assertTrue(assertInstanceOf(Verdict.Failed.class, check("good", "bad"))
                .why()
                .contains("not true: bad"));
    }

    @Test
    void anUnknownConditionCannotBeToldUnlessAnotherFails() {
        assertInstanceOf(Verdict.Undetermined.class, check("good", "later"));
        assertInstanceOf(Verdict.Failed.class, check("later", "bad"));
    }

    @Test
    void aConditionIsNoText() {
        assertTrue(assertInstanceOf(Verdict.Failed.class, check("words"))
                .why()
                .contains("neither true nor false but a string"));
    }

    @Test
    void theMessageOfAFailureIsTheTasks() {
        AssertModule module = new AssertModule();
        Verdict verdict = module.evaluate(VALUES.bind(module, Map.of("that", "bad", "fail_msg", "too small")));
        assertEquals(
                "too small (not true: bad)",
                assertInstanceOf(Verdict.Failed.class, verdict).why());
    }

    @Test
    void aFailureTellsItsConditionAndMessage() {
        AssertModule module = new AssertModule();
        Verdict verdict = module.evaluate(
                VALUES.bind(module, Map.of("that", List.of("good", "bad"), "fail_msg", List.of("too", "small"))));
        assertEquals(
                new Verdict.Failed(
                        "too\nsmall (not true: bad)",
                        Map.of("msg", List.of("too", "small"), "assertion", "bad", "evaluated_to", false)),
                verdict);
    }

    @Test
    void aMessageThatIsUnknownIsNotTold() {
        FailModule module = new FailModule();
        Verdict verdict = module.evaluate(Parameters.of(module, Map.of("msg", List.of("a", new Unknown("not run")))));
        assertEquals(new Verdict.Undetermined("its message is unknown: not run"), verdict);
    }

    @Test
    void debugShowsWhatIsUnknownAsSuch() {
        DebugModule module = new DebugModule();
        Verdict verdict = module.evaluate(VALUES.bind(module, Map.of("var", "later")));
        assertEquals(
                Map.of("later", new Unknown("'x' was not run")),
                assertInstanceOf(Verdict.Done.class, verdict).result());
    }

    @Test
    void setFactTakesAnyNameThatIsAVariable() {
        SetFactModule module = new SetFactModule();
        Verdict done = module.evaluate(Parameters.of(module, Map.of("a", 1L)));
        assertEquals(Map.of("a", 1L), assertInstanceOf(Verdict.Done.class, done).facts());
        assertInstanceOf(Verdict.Failed.class, module.evaluate(Parameters.of(module, Map.of("a-b", 1L))));
        assertInstanceOf(Verdict.Failed.class, module.evaluate(Parameters.of(module, Map.of())));
    }

    private static Duration pause(String unit, long length) {
        PauseModule module = new PauseModule();
        return module.patience(VALUES.bind(module, Map.of(unit, length)))
                .orElseThrow()
                .delay();
    }

    @Test
    void aPauseIsGivenInSecondsOrMinutes() {
        assertEquals(Duration.ofSeconds(90), pause("seconds", 90));
        assertEquals(Duration.ofMinutes(2), pause("minutes", 2));
        PauseModule module = new PauseModule();
        assertThrows(AssertionError.class, () -> VALUES.bind(module, Map.of("seconds", 1, "minutes", 1)));
        assertEquals(Optional.empty(), module.asks(VALUES.bind(module, Map.of("seconds", 1, "prompt", "x"))));
        assertEquals(Optional.of("x"), module.tells(VALUES.bind(module, Map.of("seconds", 1, "prompt", "x"))));
    }

    @Test
    void aPauseWithoutATimeAsks() {
        PauseModule module = new PauseModule();
        assertEquals(Optional.empty(), module.patience(VALUES.bind(module, Map.of())));
        assertTrue(
                module.asks(VALUES.bind(module, Map.of())).orElseThrow().text().contains("Enter"));
        assertEquals(
                Optional.of(new Question("Password? (what is typed is not shown): ", "user_input", true)),
                module.asks(VALUES.bind(module, Map.of("prompt", "Password?", "echo", false))));
    }
}
