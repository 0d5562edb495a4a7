package play.modules.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import play.host.Effect;
import play.host.HostState;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.param.Binding;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;

class IptablesModuleTest {
    private static final String BUILT_IN = "-P INPUT ACCEPT\n-P FORWARD ACCEPT\n-P OUTPUT ACCEPT\n";
    private static final String SSH = "-p tcp -m tcp --dport 22 -j ACCEPT";
    private static final String WEB = "-p tcp -m tcp --dport 80 -j ACCEPT";
    private static final String TWO = BUILT_IN + "-A INPUT " + SSH + "\n-A INPUT -j DROP\n";

    private final IptablesModule module = new IptablesModule();

    /**
     * @param table what iptables prints of it
     * @param rule what it makes of the task's rule
     */
    private Plan plan(String table, String rule, Map<String, Object> given) {
        IptablesModule.Params params = Parameters.of(module, new HashMap<>(given));
        KnownStates known = new KnownStates();
        for (StateKey<?> key : module.probes(params)) {
            tell(known, key, key.family() instanceof IptablesTable.Family ? "told\0" + table + "\0" : rule);
        }
        return module.plan(params, known);
    }

    private static <S extends HostState> void tell(KnownStates known, StateKey<S> key, String printed) {
        Observed<S> state = key.family()
                .parse(List.of(key), new ScriptResult(0, Bytes.of(printed), Bytes.EMPTY))
                .getOrDefault(key, new Observed.Unknown<>("nothing told"));
        known.with(key, state);
    }

    private static String spelled(String rule) {
        return "spelled\0no\0" + rule + "\0";
    }

    private static String leading(String rule) {
        return "spelled\0yes\0" + rule + "\0";
    }

    private static List<String> foreseen(Plan plan) {
        return assertInstanceOf(Plan.Change.class, plan).actions().stream()
                .map(action ->
                        assertInstanceOf(Effect.Sets.class, action.effects().getLast()))
                .map(effect -> effect.after().text().orElse(""))
                .toList();
    }

    private static String rejected(Plan plan) {
        return assertInstanceOf(Plan.Rejected.class, plan).why();
    }

    /** The lines of a chain, as a plan foresees them. */
    private static List<String> rules(Plan plan, String chain) {
        return foreseen(plan)
                .getFirst()
                .lines()
                .filter(line -> line.startsWith("-A " + chain + " "))
                .map(line -> line.substring(("-A " + chain + " ").length()))
                .toList();
    }

    @Test
    void aRuleGoesWhereTheTaskSays() {
        Map<String, Object> web = Map.of("chain", "INPUT", "protocol", "tcp", "destination_port", "http");
        assertEquals(List.of(SSH, "-j DROP", WEB), rules(plan(TWO, spelled(WEB), web), "INPUT"));
        Map<String, Object> first = with(web, "action", "insert");
        assertEquals(List.of(WEB, SSH, "-j DROP"), rules(plan(TWO, spelled(WEB), first), "INPUT"));
        assertEquals(List.of(SSH, WEB, "-j DROP"), rules(plan(TWO, spelled(WEB), with(first, "rule_num", 2)), "INPUT"));
        assertEquals(List.of(SSH, "-j DROP", WEB), rules(plan(TWO, spelled(WEB), with(first, "rule_num", 3)), "INPUT"));
        assertTrue(rejected(plan(TWO, spelled(WEB), with(first, "rule_num", 4))).contains("has 2 rules"));
    }

    @Test
    void aRuleIsKnownByWhatIptablesMakesOfIt() {
        Map<String, Object> ssh =
                Map.of("chain", "INPUT", "protocol", "6", "destination_port", "ssh", "jump", "ACCEPT");
        assertEquals(Plan.UNCHANGED, plan(TWO, spelled(SSH), ssh));
        assertEquals(Plan.UNCHANGED, plan(BUILT_IN, spelled(SSH), with(ssh, "state", "absent")));
        assertEquals(List.of("-j DROP"), rules(plan(TWO, spelled(SSH), with(ssh, "state", "absent")), "INPUT"));
        assertEquals(
                "iptables: unknown protocol",
                rejected(plan(TWO, "refused\0no\0iptables: unknown protocol\nTry -h\0", ssh)));
    }

    @Test
    void ofSeveralSameRulesOneGoes() {
        String twice = BUILT_IN + ("-A INPUT " + SSH + "\n").repeat(2);
        Map<String, Object> ssh = Map.of("chain", "INPUT", "protocol", "tcp", "state", "absent");
        assertEquals(List.of(SSH), rules(plan(twice, spelled(SSH), ssh), "INPUT"));
    }

    @Test
    void aChainMustBeThere() {
        Map<String, Object> rule = Map.of("chain", "MINE", "jump", "OTHER");
        assertTrue(rejected(plan(BUILT_IN, leading("-j OTHER"), rule)).contains("no chain OTHER"));
        assertTrue(rejected(plan(BUILT_IN + "-N OTHER\n", leading("-j OTHER"), rule))
                .contains("no chain MINE"));
        String both = BUILT_IN + "-N MINE\n-N OTHER\n";
        assertEquals(List.of("-j OTHER"), rules(plan(both, leading("-j OTHER"), rule), "MINE"));
        assertEquals(Plan.UNCHANGED, plan(BUILT_IN, leading("-j OTHER"), with(rule, "state", "absent")));
    }

    @Test
    void chainsComeAndGo() {
        Map<String, Object> chain = Map.of("chain", "MINE", "chain_management", true);
        assertTrue(foreseen(plan(BUILT_IN, "", chain)).getFirst().contains("-N MINE\n"));
        assertEquals(Plan.UNCHANGED, plan(BUILT_IN + "-N MINE\n", "", chain));
        Map<String, Object> absent = with(chain, "state", "absent");
        assertEquals(Plan.UNCHANGED, plan(BUILT_IN, "", absent));
        assertEquals(
                IptablesTable.of(Map.of()).text(),
                Optional.of(foreseen(plan("-N MINE\n", "", absent)).getFirst()));
        assertTrue(rejected(plan("-N MINE\n-A MINE -j DROP\n", "", absent)).contains("has rules (1)"));
        assertTrue(rejected(plan("-N MINE\n-N A\n-A A -j MINE\n", "", absent)).contains("in A"));
        assertTrue(rejected(plan("-N MINE\n-N A\n-A A -p udp -g MINE\n", "", absent))
                .contains("in A"));
        assertInstanceOf(Plan.Change.class, plan("-N MINE\n-N A\n-A A -j MINE2\n", "", absent));
    }

    @Test
    void policiesAndFlushesChangeNothingElse() {
        Map<String, Object> policy = Map.of("chain", "INPUT", "policy", "DROP");
        assertEquals(
                TWO.replace("-P INPUT ACCEPT", "-P INPUT DROP").lines().sorted().toList(),
                foreseen(plan(TWO, "", policy)).getFirst().lines().sorted().toList());
        assertEquals(Plan.UNCHANGED, plan(TWO, "", with(policy, "policy", "ACCEPT")));
        String more = TWO + "-A OUTPUT -j DROP\n";
        assertEquals(List.of("-j DROP"), rules(plan(more, "", Map.of("flush", true, "chain", "INPUT")), "OUTPUT"));
        assertEquals(List.of(), rules(plan(more, "", Map.of("flush", true)), "OUTPUT"));
        assertEquals(Plan.UNCHANGED, plan(BUILT_IN, "", Map.of("flush", true)));
    }

    @Test
    void eachVersionHasItsTable() {
        Plan plan = plan(BUILT_IN, spelled("-j DROP"), Map.of("chain", "INPUT", "ip_version", "both", "jump", "DROP"));
        assertEquals(2, foreseen(plan).size());
        List<String> scripts = assertInstanceOf(Plan.Change.class, plan).actions().stream()
                .map(action -> ((Action.Run) action).script().text())
                .toList();
        assertTrue(scripts.getFirst().contains("\niptables -t filter -A INPUT -j DROP -w "), scripts::toString);
        assertTrue(scripts.getLast().contains("\nip6tables -t filter -A INPUT -j DROP -w "), scripts::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'protocol': '!tcp'                                 | ! -p tcp",
                "'source': '! 10.0.0.0/8'                           | ! -s 10.0.0.0/8",
                "'log_prefix': 'no: '                               | -j LOG --log-prefix 'no: '",
                "'log_level': 'info'                                | -j LOG --log-level info",
                "'reject_with': 'tcp-reset'                         | -j REJECT --reject-with tcp-reset",
                "'set_dscp_mark_class': 'AF11'                      | -j DSCP --set-dscp-class AF11",
                "'destination_ports': ['80', '443']                 | -m multiport --dports 80,443",
                "'ctstate': ['NEW', 'RELATED']                      | -m conntrack --ctstate NEW,RELATED",
                "'ctstate': ['NEW'], 'match': ['state']             | -m state --state NEW",
                "'src_range': 'a-b', 'dst_range': 'c-d'             | -m iprange --src-range a-b --dst-range c-d",
                "'match_set': '!s', 'match_set_flags': 'src'        | -m set ! --match-set s src",
                "'limit': '1/s', 'limit_burst': '3'                 | -m limit --limit 1/s --limit-burst 3",
                "'uid_owner': '!root', 'match': ['owner']           | -m owner ! --uid-owner root",
                "'syn': 'negate'                                    | ! --syn",
                "'tcp_flags': {'flags': ['ALL'], 'flags_set': ['SYN', 'ACK']} | --tcp-flags ALL SYN,ACK",
                "'goto': 'MINE'                                     | -g MINE",
                "'set_counters': '1,2'                              | -c 1,2",
                "'comment': '! no'                                  | -m comment --comment '! no'",
                "'protocol': 'icmp', 'icmp_type': '8'               | -p icmp --icmp-type 8"
            })
    void whatIsSaidBecomesWords(String given, String words) throws IOException {
        Plan plan = plan("-P INPUT ACCEPT\n", spelled("x"), with(json(given), "chain", "INPUT"));
        String title = assertInstanceOf(Plan.Change.class, plan).title();
        assertEquals(words, title.replaceFirst("^\\S+ -t filter -A INPUT ", "").replace("'!'", "!"));
    }

    @Test
    void kindsOfMessagesAreThoseOfTheirVersion() {
        Map<String, Object> ping = Map.of("chain", "INPUT", "icmp_type", "echo-request", "ip_version", "ipv6");
        String title = assertInstanceOf(Plan.Change.class, plan("-P INPUT DROP\n", spelled("x"), ping))
                .title();
        assertEquals("ip6tables -t filter -A INPUT --icmpv6-type echo-request", title);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'chain': 'INPUT'                                               | chain_management",
                "'chain': 'INPUT', 'chain_management': true, 'state': 'absent'  | chain",
                "'chain': 'MINE', 'policy': 'DROP'                              | policy",
                "'chain': 'INPUT', 'policy': 'DROP', 'jump': 'DROP'             | policy",
                "'flush': true, 'jump': 'DROP'                                  | flush",
                "'chain': 'INPUT', 'jump': 'DROP', 'rule_num': 2                | rule_num",
                "'chain': 'INPUT', 'jump': 'DROP', 'action': 'insert', 'rule_num': 0 | rule_num",
                "'chain': 'INPUT', 'jump': 'DROP', 'log_prefix': 'x'            | jump",
                "'chain': 'INPUT', 'jump': 'TEE'                                | gateway",
                "'chain': 'INPUT', 'match': ['-j']                              | match",
                "'chain': 'INPUT', 'destination_ports': ['80', '-j']            | destination_ports",
                "'chain': 'INPUT', 'ctstate': ['-j']                            | ctstate",
                "'table': 'nat', 'chain': 'FORWARD', 'policy': 'DROP'           | policy"
            })
    void whatCannotBeMeantIsTold(String given, String parameter) throws IOException {
        IptablesModule.Params params = Parameters.of(module, json(given));
        assertEquals(
                List.of(parameter),
                module.check(params).stream().map(Binding.Fault::parameter).toList());
    }

    private static Map<String, Object> json(String fields) throws IOException {
        return new ObjectMapper().readValue("{" + fields.replace('\'', '"') + "}", new TypeReference<>() {});
    }

    @Test
    void aHostWithoutIptablesIsUnknown() {
        IptablesModule.Params params = Parameters.of(module, new HashMap<>(Map.of("chain", "INPUT", "jump", "DROP")));
        KnownStates known = new KnownStates();
        for (StateKey<?> key : module.probes(params)) {
            tell(
                    known,
                    key,
                    key.family() instanceof IptablesTable.Family ? "lacking\0iptables\0" : "lacking\0no\0iptables\0");
        }
        Plan.Undetermined plan = assertInstanceOf(Plan.Undetermined.class, module.plan(params, known));
        assertEquals("the host has no program iptables; install the package that brings it (iptables)", plan.why());
    }

    @Test
    void aTableOfNftIsTheSame() {
        StateKey<IptablesTable> table = IptablesTable.at(IptablesWords.Version.IPV6, IptablesWords.Table.NAT);
        assertTrue(table.family().tellsOf(table.id(), new NftTables().key("ip6 nat")));
        assertEquals(false, table.family().tellsOf(table.id(), new NftTables().key("ip nat")));
        assertEquals(false, table.family().tellsOf(table.id(), new NftTables().key("ip6 filter")));
    }

    private static Map<String, Object> with(Map<String, Object> given, String name, Object value) {
        Map<String, Object> all = new HashMap<>(given);
        all.put(name, value);
        return all;
    }
}
