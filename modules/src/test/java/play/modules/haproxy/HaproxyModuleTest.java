package play.modules.haproxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import play.host.Effect;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;

/** What HAProxy 2.6 answers, and what it is told. */
class HaproxyModuleTest {
    private static final HaproxyModule MODULE = new HaproxyModule();
    private static final String SOCKET = "/run/haproxy/admin.sock";

    /** The server of api is disabled by the configuration, and was made ready since; that of app drains. */
    private static final String SERVERS = """
        1
        # be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight srv_time_since
        2 app 1 app1 127.0.0.1 2 8 33 100 1 1 0 2 0 0 0 0 - 9001 - 0 0 - - 0
        2 app 2 app2 127.0.0.1 0 0 0 1 1 8 2 0 6 0 0 0 - 9002 - 0 0 - - 0
        2 app 3 app3 127.0.0.1 0 5 100 100 1 1 0 0 8 0 0 0 - 9003 - 0 0 - - 0
        3 api 1 app1 127.0.0.1 2 4 100 100 0 1 0 0 8 0 0 0 - 9003 - 0 0 - - 0

        """;

    private static final String STATISTICS = """
        # pxname,svname,qcur,qmax,scur,smax,slim,stot,bin,bout,dreq,dresp,ereq,econ,eresp,wretr,wredis,status,weight
        app,app1,0,0,3,0,,0,0,0,,0,,0,0,0,0,DRAIN,100,1,0,,,1,,,1,2,1,,0,,2
        app,app2,0,0,0,0,,0,0,0,,0,,0,0,0,0,DOWN 1/2,1,1,0,1,1,1,1,,1,2,2,,0,,2
        api,app1,0,0,0,0,,0,0,0,,0,,0,0,0,0,no check,100,1,0,,,1,,,1,3,1,,0,,2

        """;

    private static Observed<HaproxyServer> server(String name, String out) {
        StateKey<HaproxyServer> key = HaproxyServer.at(SOCKET, name);
        return new HaproxyServer.Family(SOCKET)
                .parse(List.of(key), new ScriptResult(0, Bytes.of(out), Bytes.of("")))
                .getOrDefault(key, new Observed.Unknown<>("not parsed"));
    }

    private static Observed<HaproxyTraffic> traffic(String name, String out) {
        StateKey<HaproxyTraffic> key = HaproxyTraffic.at(SOCKET, name);
        return new HaproxyTraffic.Family(SOCKET)
                .parse(List.of(key), new ScriptResult(0, Bytes.of(out), Bytes.of("")))
                .getOrDefault(key, new Observed.Unknown<>("not parsed"));
    }

    private static Plan plan(String name, Object... more) {
        Map<String, Object> written = new HashMap<>(Map.of("host", name, "socket", SOCKET));
        for (int i = 0; i < more.length; i += 2) {
            written.put((String) more[i], more[i + 1]);
        }
        return MODULE.plan(
                Parameters.of(MODULE, written),
                new KnownStates()
                        .with(HaproxyServer.at(SOCKET, name), server(name, SERVERS))
                        .with(HaproxyTraffic.at(SOCKET, name), traffic(name, STATISTICS)));
    }

    private static String orders(Plan plan) {
        Plan.Change change = assertInstanceOf(Plan.Change.class, plan);
        return assertInstanceOf(Action.Run.class, change.actions().getFirst()).title();
    }

    @Test
    void aServerIsToldOnlyWhatItIsNot() {
        assertEquals(Plan.UNCHANGED, plan("app1", "backend", "app", "state", "drain"));
        assertEquals("set server api/app1 state drain", orders(plan("app1", "state", "drain")));
        assertEquals(
                "set server api/app1 state maint; set server app/app1 state maint",
                orders(plan("app1", "state", "disabled")));
        assertEquals(Plan.UNCHANGED, plan("app3", "backend", "app", "state", "disabled"));
        assertEquals("set server app/app3 state ready", orders(plan("app3", "state", "enabled")));
    }

    @Test
    void whatTheConfigurationDisablesIsReadyOnceSomebodySaidSo() {
        assertEquals(Plan.UNCHANGED, plan("app1", "backend", "api", "state", "enabled"));
    }

    @Test
    void sharesOfAWeightAreThoseOfTheConfiguration() {
        assertEquals(Plan.UNCHANGED, plan("app1", "backend", "app", "state", "drain", "weight", "33%"));
        assertEquals(Plan.UNCHANGED, plan("app2", "state", "enabled", "weight", "50%"));
        assertEquals("set weight app/app2 1", orders(plan("app2", "state", "enabled", "weight", "1")));
    }

    @Test
    void itIsWaitedForWhatIsNotReached() {
        Plan.Change drained = assertInstanceOf(
                Plan.Change.class,
                plan("app1", "backend", "app", "state", "drain", "wait", true, "drain", true, "wait_interval", 2));
        Action.Await<?> await =
                assertInstanceOf(Action.Await.class, drained.actions().getFirst());
        assertEquals("app1 is DRAIN in HAProxy and has no connections", await.wanted());
        assertEquals(50, await.deadline().toSeconds());
        assertEquals(Plan.UNCHANGED, plan("app1", "backend", "app", "state", "drain", "wait", true));
        assertEquals(Plan.UNCHANGED, plan("app1", "backend", "api", "state", "enabled", "wait", true));
        assertInstanceOf(Plan.Change.class, plan("app2", "state", "enabled", "wait", true));
    }

    @Test
    void whatItLeavesIsWhatIsReadAfterwards() {
        Plan.Change change = assertInstanceOf(Plan.Change.class, plan("app3", "state", "enabled", "weight", "10%"));
        Effect.Sets<?> set = assertInstanceOf(
                Effect.Sets.class, change.actions().getFirst().effects().getFirst());
        String after = SERVERS.replace("0 5 100 100", "2 4 10 100");
        assertEquals(server("app3", after), Observed.read(set.after()));
    }

    @Test
    void aServerThatThereIsNotMayBeMeantOrNot() {
        assertEquals(Plan.UNCHANGED, plan("app9", "state", "disabled"));
        Plan.Rejected rejected = assertInstanceOf(
                Plan.Rejected.class, plan("app9", "backend", "app", "state", "disabled", "fail_on_not_found", true));
        assertTrue(rejected.why().contains("has no server app9 in the backend app"), rejected.why());
    }

    @Test
    void anotherAnswerIsUnknown() {
        assertInstanceOf(Observed.Unknown.class, server("app1", "Permission denied\n"));
        assertInstanceOf(Observed.Unknown.class, traffic("app1", "Permission denied\n"));
        assertInstanceOf(Observed.Unknown.class, traffic("app1", STATISTICS.replace("0,3,0", "0,x,0")));
    }

    @Test
    void whatMakesNoSenseIsAFault() {
        Map<String, Object> idle = Map.of("host", "a", "state", "drain", "drain", true);
        assertEquals(
                "drain", MODULE.check(Parameters.of(MODULE, idle)).getFirst().parameter());
        Map<String, Object> cut = Map.of("host", "a", "state", "drain", "shutdown_sessions", true);
        assertEquals(
                "shutdown_sessions",
                MODULE.check(Parameters.of(MODULE, cut)).getFirst().parameter());
    }
}
