package play.modules.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.host.Effect;
import play.host.HostState;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.modules.services.UnitState;
import play.modules.services.Units;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Foreseen;

class FirewalldModuleTest {
    private static final UnitState UP = new UnitState.Loaded(
            new Foreseen.Exactly<>("active"), new Foreseen.Exactly<>("enabled"), new Foreseen.Exactly<>("dbus"), false);

    private final FirewalldModule module = new FirewalldModule();

    private FirewalldModule.Params params(Map<String, Object> given) {
        return Parameters.of(module, new HashMap<>(given));
    }

    private KnownStates known(FirewalldModule.Params params, String printed) {
        KnownStates known = new KnownStates();
        for (StateKey<?> key : module.probes(params)) {
            if (key.family() instanceof FirewalldElement.Family) {
                tell(known, key, printed);
            }
        }
        return known.with(Units.at("firewalld"), UP);
    }

    private static <S extends HostState> void tell(KnownStates known, StateKey<S> key, String printed) {
        Observed<S> state = key.family()
                .parse(List.of(key), new ScriptResult(0, Bytes.of(printed), Bytes.EMPTY))
                .getOrDefault(key, new Observed.Unknown<>("nothing told"));
        known.with(key, state);
    }

    private Plan plan(String printed, Map<String, Object> given) {
        FirewalldModule.Params params = params(given);
        return module.plan(params, known(params, printed));
    }

    private static List<String> commands(Plan plan) {
        Action.Run run = assertInstanceOf(
                Action.Run.class,
                assertInstanceOf(Plan.Change.class, plan).actions().getFirst());
        return run.script()
                .text()
                .lines()
                .filter(line -> line.endsWith(" >&2") && !line.contains("echo"))
                .map(line -> line.replace(" >&2", ""))
                .toList();
    }

    private static FirewalldElement foreseen(Plan plan) {
        Effect last = assertInstanceOf(Plan.Change.class, plan)
                .actions()
                .getFirst()
                .effects()
                .getLast();
        return assertInstanceOf(
                FirewalldElement.class,
                assertInstanceOf(Effect.Sets.class, last).after());
    }

    private static String refusal(Plan plan) {
        return assertInstanceOf(Plan.Rejected.class, plan).why();
    }

    @Test
    void nowAndAtItsStartAreTwoThings() {
        Map<String, Object> both = Map.of("service", "https", "permanent", true, "immediate", true, "state", "enabled");
        assertEquals(List.of("$permanent --add-service=https"), commands(plan("running\0yes\0no\0", both)));
        assertEquals(List.of("firewall-cmd --add-service=https"), commands(plan("running\0no\0yes\0", both)));
        assertEquals(Plan.UNCHANGED, plan("running\0yes\0yes\0", both));
        assertEquals(
                new FirewalldElement(true, Optional.of(true), Optional.of(false)),
                foreseen(plan("running\0no\0no\0", Map.of("port", "80/tcp", "timeout", 60, "state", "enabled"))));
        assertEquals(
                List.of("firewall-cmd --add-port=80/tcp --timeout=60"),
                commands(plan("running\0no\0no\0", Map.of("port", "80/tcp", "timeout", 60, "state", "enabled"))));
    }

    @Test
    void whatDoesNotRunIsChangedForItsStartAlone() {
        Map<String, Object> given =
                new HashMap<>(Map.of("rich_rule", "rule drop", "zone", "dmz", "permanent", true, "immediate", true));
        given.put("state", "disabled");
        assertTrue(refusal(plan("off\0unasked\0yes\0", given)).contains("does not run"));
        given.put("offline", true);
        assertEquals(
                List.of("$permanent --zone=dmz '--remove-rich-rule=rule drop'"),
                commands(plan("off\0unasked\0yes\0", given)));
        assertEquals(Plan.UNCHANGED, plan("off\0unasked\0no\0", given));
    }

    @Test
    void whatStartsInTheSameRunIsNotRefused() {
        FirewalldModule.Params params = params(Map.of("service", "https", "state", "enabled"));
        KnownStates known = known(params, "off\0unasked\0no\0")
                .with(Units.at("firewalld"), new Observed.Known<>(UP, Observed.Certainty.FORESEEN));
        assertInstanceOf(Plan.Undetermined.class, module.plan(params, known));
    }

    @Test
    void whatIsOnlyOnOrOffMayBeWantedEitherWay() {
        Map<String, Object> off = Map.of("masquerade", false, "permanent", true, "state", "enabled");
        assertEquals(List.of("$permanent --remove-masquerade"), commands(plan("running\0yes\0yes\0", off)));
        Map<String, Object> neither = Map.of("masquerade", false, "permanent", true, "state", "disabled");
        assertEquals(Plan.UNCHANGED, plan("running\0yes\0yes\0", neither));
    }

    @Test
    void aZoneThatThereIsNotIsRefusedUnlessItComes() {
        Map<String, Object> given = Map.of("service", "https", "zone", "inner", "permanent", true, "state", "enabled");
        assertTrue(refusal(plan("running\0zone\0zone\0", given)).contains("no zone inner"));
        FirewalldModule.Params params = params(given);
        StateKey<?> zone = module.probes(params).getLast();
        KnownStates known = known(params, "running\0zone\0zone\0")
                .with(
                        ofZone(zone),
                        new Observed.Known<>(
                                new FirewalldElement(true, Optional.of(false), Optional.of(true)),
                                Observed.Certainty.FORESEEN));
        assertInstanceOf(Plan.Undetermined.class, module.plan(params, known));
    }

    @SuppressWarnings("unchecked") // the last that the module asks for is its zone
    private static StateKey<FirewalldElement> ofZone(StateKey<?> key) {
        return (StateKey<FirewalldElement>) key;
    }

    @Test
    void zonesAndTheirTargetsAreForTheNextStart() {
        Map<String, Object> zone = Map.of("zone", "inner", "permanent", true, "state", "present");
        assertEquals(List.of("$permanent --new-zone=inner"), commands(plan("running\0no\0no\0", zone)));
        Map<String, Object> target = Map.of("zone", "inner", "target", "DROP", "permanent", true, "state", "absent");
        assertEquals(
                List.of("$permanent --zone=inner --set-target=default"),
                commands(plan("running\0unasked\0yes\0", target)));
        assertEquals(Plan.UNCHANGED, plan("running\0unasked\0no\0", target));
    }

    @Test
    void whatContradictsItselfIsAFault() {
        fault("state", Map.of("service", "ssh", "state", "present"));
        fault("state", Map.of("zone", "a", "permanent", true, "state", "enabled"));
        fault("permanent", Map.of("zone", "a", "state", "present"));
        fault("timeout", Map.of("service", "ssh", "state", "enabled", "permanent", true, "timeout", 5));
        Map<String, Object> port = Map.of("port", "1", "proto", "tcp", "toport", "2");
        fault("port_forward", Map.of("port_forward", List.of(port, port), "state", "enabled"));
    }

    private void fault(String parameter, Map<String, Object> given) {
        assertEquals(parameter, module.check(params(given)).getFirst().parameter());
    }
}
