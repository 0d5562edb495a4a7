package play.modules.languages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import play.host.Effect;
import play.host.Files;
import play.host.Home;
import play.host.Homes;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Plan;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;

class NpmModuleTest {
    private final NpmModule module = new NpmModule();

    private NpmModule.Params params(Map<String, ?> given) {
        return Parameters.of(module, new HashMap<>(given));
    }

    @SuppressWarnings("unchecked") // the first key that the module asks for is of its own family
    private Plan plan(NpmModule.Params params, String printed) {
        StateKey<Pending> key = (StateKey<Pending>) module.probes(params).getFirst();
        Observed<Pending> state = key.family()
                .parse(List.of(key), new ScriptResult(0, Bytes.of(printed), Bytes.EMPTY))
                .getOrDefault(key, new Observed.Unknown<>("nothing told"));
        return module.plan(params, new KnownStates().with(key, state).with(Homes.of(""), new Home("/root")));
    }

    @Test
    void onlyTheProjectAndTheHomeAreInDoubt() {
        Plan plan = plan(
                params(Map.of("name", "demo", "version", "^2", "path", "/srv/app", "production", true)),
                "told\0/srv/app\0\0demo\0001.0.0\0^2\0");
        Plan.Change change = assertInstanceOf(Plan.Change.class, plan);
        assertEquals("npm install --production demo@^2", change.title());
        Effect.Opaque opaque = assertInstanceOf(
                Effect.Opaque.class, change.actions().getFirst().effects().getFirst());
        assertTrue(opaque.reach().covers(Files.at("/srv/app/node_modules/x")));
        assertTrue(opaque.reach().covers(Files.at("/root/.npm/_cacache")));
        assertFalse(opaque.reach().covers(Files.at("/srv/other")));
    }

    @Test
    void whatNpmSaysDecides() {
        NpmModule.Params params = params(Map.of("path", "/srv/app", "ci", true));
        assertEquals(Plan.UNCHANGED, plan(params, "told\0/srv/app\0\0"));
        assertEquals(
                new Plan.Rejected("the host has no npm; install it"),
                plan(params, "hindered\0the host has no npm; install it\0"));
        String why = assertInstanceOf(Plan.Undetermined.class, plan(params, "failed\0no registry\0"))
                .why();
        assertTrue(why.contains("no registry"), why);
        assertInstanceOf(Plan.Undetermined.class, plan(params, "told\0/srv/app\0\0demo\0001.0"));
    }

    @Test
    void whatContradictsItselfIsAFault() {
        fault("path", Map.of("name", "demo"));
        fault("version", Map.of("global", true, "name", "demo", "version", "1", "state", "latest"));
        fault("version", Map.of("path", "/a", "version", "1"));
        fault("ci", Map.of("path", "/a", "name", "demo", "ci", true));
        fault("ci", Map.of("path", "/a", "state", "latest", "ci", true));
    }

    private void fault(String parameter, Map<String, ?> given) {
        assertEquals(parameter, module.check(params(given)).getFirst().parameter());
    }
}
