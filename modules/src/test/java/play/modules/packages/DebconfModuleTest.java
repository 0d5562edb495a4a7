package play.modules.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.param.Binding;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Secret;

class DebconfModuleTest {
    private final DebconfModule module = new DebconfModule();

    private DebconfModule.Params params(String type, Object value) {
        return Parameters.of(
                module, new HashMap<>(Map.of("name", "app", "question", "app/q", "vtype", type, "value", value)));
    }

    @SuppressWarnings("unchecked") // it asks for nothing else
    private KnownStates known(DebconfModule.Params params, DebconfAnswers.Answer there) {
        KnownStates known = new KnownStates();
        module.probes(params).forEach(key -> known.with((StateKey<DebconfAnswers.Answer>) key, there));
        return known;
    }

    private Plan plan(DebconfModule.Params params, DebconfAnswers.Answer there) {
        return module.plan(params, known(params, there));
    }

    @Test
    void anAnswerIsGivenOnce() {
        DebconfModule.Params params = params("string", "a b");
        Plan.Change change = assertInstanceOf(Plan.Change.class, plan(params, new DebconfAnswers.None()));
        assertEquals(
                Bytes.of("app app/q string a b\n"),
                assertInstanceOf(Action.Run.class, change.actions().getFirst())
                        .script()
                        .stdin());
        assertEquals(Plan.UNCHANGED, plan(params, new DebconfAnswers.Given("a b")));
        assertEquals(
                Map.of("current", Map.of("app/q", "a b"), "previous", Map.of("app/q", "")),
                module.result(params, known(params, new DebconfAnswers.None())));
    }

    @Test
    void flagsAndListsAreComparedByWhatTheyMean() {
        assertEquals(Plan.UNCHANGED, plan(params("boolean", true), new DebconfAnswers.Given("true")));
        assertEquals(Plan.UNCHANGED, plan(params("boolean", "True"), new DebconfAnswers.Given("true")));
        assertEquals(Plan.UNCHANGED, plan(params("multiselect", List.of("b", "a")), new DebconfAnswers.Given("a, b")));
        assertInstanceOf(Plan.Change.class, plan(params("multiselect", "b, a"), new DebconfAnswers.Given("a, b")));
    }

    @Test
    void aPasswordIsShownNowhere() {
        DebconfModule.Params params = params("password", "geheim");
        KnownStates known = known(params, new DebconfAnswers.Hidden(new Secret("alt")));
        Plan.Change change = assertInstanceOf(Plan.Change.class, module.plan(params, known));
        assertFalse(change.title().contains("geheim"));
        assertFalse(change.actions().getFirst().effects().toString().contains("geheim"));
        assertFalse(module.result(params, known).toString().matches(".*(geheim|alt).*"));
    }

    @Test
    void whatIsNoAnswerIsFoundBeforeTheRun() {
        assertEquals(1, faults("boolean", "maybe"));
        assertEquals(1, faults("string", "a\nb"));
        assertEquals(1, faults("select", List.of("a", "b")));
        assertEquals(0, faults("seen", false));
    }

    private int faults(String type, Object value) {
        List<Binding.Fault> faults = module.check(params(type, value));
        return faults.size();
    }
}
