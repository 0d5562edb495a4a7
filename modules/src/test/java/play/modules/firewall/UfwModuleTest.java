package play.modules.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import play.host.Effect;
import play.host.HostState;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;

class UfwModuleTest {
    private static final UfwSettings OFF = new UfwSettings(false, "off", "DROP", "ACCEPT", "DROP");
    private static final String SSH = "allow tcp 22 0.0.0.0/0 any 0.0.0.0/0 in";
    private static final String DNS = "deny any 53 0.0.0.0/0 any 0.0.0.0/0 in";

    private final UfwModule module = new UfwModule();

    private Plan plan(UfwSettings settings, String printed, Map<String, Object> given) {
        UfwModule.Params params = Parameters.of(module, new HashMap<>(given));
        KnownStates known = new KnownStates().with(UfwSettings.KEY, settings);
        module.probes(params).stream().skip(1).forEach(key -> tell(known, key, printed));
        return module.plan(params, known);
    }

    private static <S extends HostState> void tell(KnownStates known, StateKey<S> key, String printed) {
        Observed<S> state = key.family()
                .parse(List.of(key), new ScriptResult(0, Bytes.of(printed), Bytes.EMPTY))
                .getOrDefault(key, new Observed.Unknown<>("nothing told"));
        known.with(key, state);
    }

    private static List<HostState> foreseen(Plan plan) {
        return assertInstanceOf(Plan.Change.class, plan).actions().stream()
                .map(action ->
                        assertInstanceOf(Effect.Sets.class, action.effects().getLast()))
                .<HostState>map(effect -> effect.after())
                .toList();
    }

    @Test
    void aRuleIsThereBeforeTheFirewallIsEnabled() {
        Plan plan = plan(
                OFF,
                "says4\nnext4 " + SSH + "\n",
                Map.of("rule", "allow", "port", "22", "proto", "tcp", "state", "enabled", "logging", "on"));
        assertEquals(
                List.of(
                        new UfwRules(List.of(SSH), List.of(SSH)),
                        new UfwSettings(false, "low", "DROP", "ACCEPT", "DROP"),
                        new UfwSettings(true, "low", "DROP", "ACCEPT", "DROP")),
                foreseen(plan));
    }

    @Test
    void rulesOfAVersionThatUfwSaysNothingOfStay() {
        String now = "now4 " + SSH + "\nnow6 allow tcp 22 ::/0 any ::/0 in\n";
        Map<String, Object> rule = Map.of("rule", "deny", "port", "53", "to", "10.0.0.1", "insert", 1);
        assertEquals(Plan.UNCHANGED, plan(OFF, now, rule));
        Plan plan = plan(OFF, now + "says4\nnext4 " + DNS + "\nnext4 " + SSH + "\n", rule);
        List<String> rules = List.of(DNS, SSH, "allow tcp 22 ::/0 any ::/0 in");
        assertEquals(List.of(new UfwRules(rules, rules)), foreseen(plan));
        assertEquals(
                "ufw insert 1 deny from any to 10.0.0.1 port 53",
                assertInstanceOf(Plan.Change.class, plan).title());
    }

    @Test
    void allRulesOfAVersionMayGo() {
        assertEquals(
                List.of(new UfwRules(List.of(), List.of())),
                foreseen(
                        plan(OFF, "now4 " + SSH + "\nsays4\n", Map.of("rule", "allow", "port", "22", "delete", true))));
    }

    /** A dry run of ufw passes over these, so it is asked about a rule like them. */
    @Test
    void limitsForIpv6AreForeseen() {
        String now = "now4 " + SSH + "\nnow6 allow tcp 22 ::/0 any ::/0 in\nnow6 limit any 9 ::/0 any ::/0 in\n";
        String says = now + "says4\nnext4 " + SSH.replace("allow", "limit")
                + "\nlike reject\nlikes6\nlike6 reject tcp 22 ::/0 any ::/0 in\nlike6 limit any 9 ::/0 any ::/0 in\n";
        List<String> rules =
                List.of(SSH.replace("allow", "limit"), "limit tcp 22 ::/0 any ::/0 in", "limit any 9 ::/0 any ::/0 in");
        assertEquals(
                List.of(new UfwRules(rules, rules)), foreseen(plan(OFF, says, Map.of("rule", "limit", "port", "22"))));
        String deleted = now + "like reject\nlikes6\nlike6 allow tcp 22 ::/0 any ::/0 in\n"
                + "like6 reject any 9 ::/0 any ::/0 in\n";
        List<String> left = List.of(SSH, "allow tcp 22 ::/0 any ::/0 in");
        assertEquals(
                List.of(new UfwRules(left, left)),
                foreseen(plan(OFF, deleted, Map.of("rule", "limit", "port", "9", "delete", true))));
    }

    @Test
    void aPolicyIsOfADirection() {
        assertEquals(Plan.UNCHANGED, plan(OFF, "", Map.of("default", "deny")));
        assertEquals(
                List.of(new UfwSettings(false, "off", "DROP", "REJECT", "DROP")),
                foreseen(plan(OFF, "", Map.of("policy", "reject", "direction", "outgoing"))));
        assertEquals(Plan.UNCHANGED, plan(OFF, "", Map.of("state", "reloaded")));
    }

    @Test
    void wordsAreQuoted() {
        Plan plan = plan(
                OFF,
                "says4\nnext4 " + SSH + "\n",
                Map.of("rule", "allow", "name", "Nginx Full", "comment", "a; b", "if_in", "eth0"));
        Action.Run run = assertInstanceOf(
                Action.Run.class,
                assertInstanceOf(Plan.Change.class, plan).actions().getFirst());
        assertTrue(
                run.script()
                        .text()
                        .contains("ufw allow in on eth0 from any to any app 'Nginx Full' comment 'a; b' >&2"),
                run.script().text());
    }

    @Test
    void whatContradictsItselfIsAFault() {
        fault("rule", Map.of("state", "enabled", "port", "22"));
        fault("rule", Map.of("state", "enabled", "from", "10.0.0.1"));
        fault("state", Map.of("state", "reset", "logging", "low"));
        fault("direction", Map.of("rule", "allow", "direction", "incoming"));
        fault("direction", Map.of("policy", "allow", "direction", "in"));
        fault("insert", Map.of("rule", "allow", "insert", 0));
        fault("insert", Map.of("rule", "allow", "insert", 1, "delete", true));
    }

    private void fault(String parameter, Map<String, Object> given) {
        assertEquals(
                parameter,
                module.check(Parameters.of(module, new HashMap<>(given)))
                        .getFirst()
                        .parameter());
    }
}
