package play.modules.selinux;

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
import play.module.Resource;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;

/** Modules that change a policy, with what semanage prints of one. */
class SemanageModulesTest {
    private static final String PORTS = """
        http_port_t                    tcp      80, 443, 8443
        ssh_port_t                     tcp      8443, 2222, 22
        local
        ssh_port_t                     tcp      2222, 8443
        """;

    private static final String LABELS = """
        /var/www(/.*)?\tsystem_u:object_r:httpd_sys_content_t:s0
        /srv/www(/.*)?\tsystem_u:object_r:var_t:s0
        /srv/www(/.*)?\t--\t<<none>>
        substitutes
        # as files have them
        /var/run /run
        local
        /srv/www(/.*)?                          all files          staff_u:object_r:httpd_sys_content_t:s0:c1\s
        /srv/web = /var/www
        """;

    private static <P extends Record> Plan plan(
            Resource<P> module, SelinuxMode mode, String printed, Map<String, Object> given) {
        P params = Parameters.of(module, new HashMap<>(given));
        KnownStates known = new KnownStates();
        for (StateKey<?> key : module.probes(params)) {
            if (!key.equals(SelinuxMode.KEY)) {
                tell(known, key, printed);
            }
        }
        return module.plan(params, known.with(SelinuxMode.KEY, mode));
    }

    private static <S extends HostState> void tell(KnownStates known, StateKey<S> key, String printed) {
        Observed<S> state = key.family()
                .parse(List.of(key), new ScriptResult(0, Bytes.of(printed), Bytes.EMPTY))
                .getOrDefault(key, new Observed.Unknown<>("nothing told"));
        known.with(key, state);
    }

    private static String commands(Plan plan) {
        Action.Run run = assertInstanceOf(
                Action.Run.class,
                assertInstanceOf(Plan.Change.class, plan).actions().getFirst());
        return String.join(
                "; ",
                run.script()
                        .text()
                        .lines()
                        .filter(line -> line.startsWith("semanage") || line.contains("setsebool"))
                        .toList());
    }

    private static List<HostState> foreseen(Plan plan) {
        return assertInstanceOf(Plan.Change.class, plan).actions().getFirst().effects().stream()
                .filter(Effect.Sets.class::isInstance)
                .<HostState>map(effect -> ((Effect.Sets<?>) effect).after())
                .toList();
    }

    private static String refusal(Plan plan) {
        return assertInstanceOf(Plan.Rejected.class, plan).why();
    }

    private static Plan ports(List<Object> ports, String type, String state) {
        return plan(
                new SeportModule(),
                SelinuxMode.ENFORCING,
                PORTS,
                Map.of("ports", ports, "proto", "tcp", "setype", type, "state", state));
    }

    @Test
    void portsThatThePolicyNamesAreChangedAndOthersAdded() {
        Plan plan = ports(List.of(80, 8080, 2222, 8080), "ssh_port_t", "present");
        assertEquals(
                "semanage port -m -t ssh_port_t -p tcp 80; semanage port -a -t ssh_port_t -p tcp 8080", commands(plan));
        assertEquals(
                List.of(new PortLabel("ssh_port_t", "http_port_t"), new PortLabel("ssh_port_t", "")), foreseen(plan));
    }

    @Test
    void whatIsSaidOfAPortCountsAndThePolicyIsLeftOnceItIsGone() {
        assertEquals(Plan.UNCHANGED, ports(List.of(8443), "ssh_port_t", "present"));
        assertEquals(Plan.UNCHANGED, ports(List.of(8443), "http_port_t", "absent"));
        assertEquals(
                List.of(new PortLabel("http_port_t", "http_port_t")),
                foreseen(ports(List.of(8443), "ssh_port_t", "absent")));
        assertTrue(refusal(ports(List.of(443), "http_port_t", "absent")).contains("part of the policy"));
    }

    @Test
    void aHostWithoutSelinuxIsChangedOnlyWhereThatIsSaid() {
        Map<String, Object> given = Map.of("ports", List.of(1), "proto", "udp", "setype", "a_t");
        assertTrue(
                refusal(plan(new SeportModule(), SelinuxMode.OFF, PORTS, given)).contains("ignore_selinux_state"));
        Map<String, Object> ignoring = new HashMap<>(given);
        ignoring.put("ignore_selinux_state", true);
        ignoring.put("reload", false);
        assertEquals(
                "semanage port -N -a -t a_t -p udp 1",
                commands(plan(new SeportModule(), SelinuxMode.OFF, PORTS, ignoring)));
    }

    @Test
    void whatIsNoPortIsAFault() {
        SeportModule module = new SeportModule();
        for (String port : List.of("0", "65536", "9-8", "8-8", "http", "1,2", "80\n", "-1")) {
            SeportModule.Params params =
                    Parameters.of(module, Map.of("ports", List.of(port), "proto", "tcp", "setype", "a_t"));
            assertEquals(1, module.check(params).size(), port);
        }
    }

    private static Plan labels(Map<String, Object> given) {
        return plan(new SefcontextModule(), SelinuxMode.PERMISSIVE, LABELS, given);
    }

    @Test
    void partsOfALabelThatAreNotGivenStay() {
        Plan plan = labels(Map.of("target", "/srv/www(/.*)?", "setype", "httpd_log_t"));
        assertEquals("semanage fcontext -m -f a -t httpd_log_t '/srv/www(/.*)?'", commands(plan));
        assertEquals(
                List.of(new ContextRule("staff_u:object_r:httpd_log_t:s0:c1", "system_u:object_r:var_t:s0", "")),
                foreseen(plan));
        assertEquals(Plan.UNCHANGED, labels(Map.of("target", "/srv/www(/.*)?", "setype", "httpd_sys_content_t")));
    }

    @Test
    void ofThePolicyNothingIsRemoved() {
        assertTrue(refusal(labels(Map.of("target", "/var/www(/.*)?", "state", "absent")))
                .contains("part of the policy"));
        assertEquals(Plan.UNCHANGED, labels(Map.of("target", "/var/www(/.*)?", "ftype", "d", "state", "absent")));
        assertEquals(
                List.of(new ContextRule("system_u:object_r:var_t:s0", "system_u:object_r:var_t:s0", "")),
                foreseen(labels(Map.of("target", "/srv/www(/.*)?", "state", "absent"))));
    }

    @Test
    void kindsOfFilesAreApart() {
        assertEquals(Plan.UNCHANGED, labels(Map.of("target", "/srv/www(/.*)?", "ftype", "f", "setype", "<<none>>")));
        assertEquals(
                "semanage fcontext -a -f d -t a_t -s staff_u '/srv/www(/.*)?'",
                commands(labels(
                        Map.of("target", "/srv/www(/.*)?", "ftype", "d", "setype", "a_t", "seuser", "staff_u"))));
    }

    @Test
    void pathsThatThePolicyKnowsByAnotherNameAreRefused() {
        assertTrue(refusal(labels(Map.of("target", "/var/run/app(/.*)?", "setype", "a_t")))
                .contains("as /run/app(/.*)?"));
    }

    @Test
    void aPathIsTreatedAsAnotherOnlyOnceItIsTreatedAsNone() {
        assertEquals(
                "semanage fcontext -d -e /var/www /srv/web; semanage fcontext -a -e /var/log /srv/web",
                commands(labels(Map.of("target", "/srv/web", "substitute", "/var/log"))));
        assertEquals(Plan.UNCHANGED, labels(Map.of("target", "/srv/web", "substitute", "/var/www")));
    }

    private static Plan bool(SelinuxMode mode, String printed, boolean persistent) {
        return plan(
                new SebooleanModule(),
                mode,
                printed,
                Map.of("name", "a_b", "state", true, "persistent", persistent, "ignore_selinux_state", true));
    }

    @Test
    void aBooleanIsSwitchedWhereItIsOff() {
        String stored = "a_b      (off  ,   on)  Allow a\na_bc     (off  ,  off)  Allow b\n";
        assertTrue(commands(bool(SelinuxMode.ENFORCING, "running 0 a_b\n" + stored, true))
                .endsWith("setsebool -P a_b on"));
        assertTrue(
                commands(bool(SelinuxMode.ENFORCING, "running 0 a_b\n", false)).endsWith("setsebool a_b on"));
        assertEquals(Plan.UNCHANGED, bool(SelinuxMode.ENFORCING, "running 1 a_b\n" + stored, true));
        assertEquals(Plan.UNCHANGED, bool(SelinuxMode.OFF, stored, true));
        assertEquals(
                "semanage boolean -N -m --on a_b",
                commands(bool(SelinuxMode.OFF, stored.replace("on)", "off)"), true)));
        assertEquals(
                List.of(new BooleanState(Optional.of(true), Optional.of(true))),
                foreseen(bool(SelinuxMode.ENFORCING, "running 0 a_b\n" + stored, true)));
    }

    @Test
    void aBooleanThatThereIsNotIsRefused() {
        assertTrue(
                refusal(bool(SelinuxMode.ENFORCING, "running 1 other\n", false)).contains("no boolean a_b"));
        assertTrue(refusal(bool(SelinuxMode.OFF, "other (on , on) x\n", true)).contains("no boolean a_b"));
        assertTrue(refusal(bool(SelinuxMode.OFF, "", false)).contains("persistent: true"));
    }
}
