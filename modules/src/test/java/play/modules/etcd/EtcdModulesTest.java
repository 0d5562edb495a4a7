package play.modules.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import play.host.FileState;
import play.host.Files;
import play.host.Mode;
import play.host.Observed;
import play.host.Observed.Certainty;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Action;
import play.module.Answer;
import play.module.Plan;
import play.module.Resource;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Content;
import play.value.Foreseen;

class EtcdModulesTest {
    private static final Resource<EtcdctlModule.Params> KEY = new EtcdctlModule();
    private static final EtcdctlHealthModule HEALTH = new EtcdctlHealthModule();
    private static final Map<String, Object> CLIENT = Map.of("endpoints", List.of("https://10.0.0.1:2379"));

    private static EtcdctlModule.Params key(Map<String, Object> more) {
        Map<String, Object> given = new HashMap<>(Map.of("key", "/a", "value", Content.of("one"), "client", CLIENT));
        given.putAll(more);
        return Parameters.of(KEY, given);
    }

    @SuppressWarnings("unchecked") // the first probe of the module is the key
    private static KnownStates holding(EtcdctlModule.Params params, Observed<EtcdValue> value) {
        return new KnownStates().with((StateKey<EtcdValue>) KEY.probes(params).getFirst(), value);
    }

    private static Observed<EtcdValue> value(String text) {
        return Observed.read(new EtcdValue(true, text, new Foreseen.Exactly<>(7L)));
    }

    @Test
    void aChangeComparesTheRevisionThatWasRead() {
        EtcdctlModule.Params params = key(Map.of());
        Plan.Change change = assertInstanceOf(Plan.Change.class, KEY.plan(params, holding(params, value("two"))));
        Action.Run run = assertInstanceOf(Action.Run.class, change.actions().getFirst());
        assertEquals(
                "mod(\"/a\") = \"7\"\n\nput \"/a\" \"one\"\n\n\n\n",
                run.script().stdin().utf8());
        assertFalse(run.script().text().contains("put"), run.script().text());
        assertEquals(Plan.UNCHANGED, KEY.plan(params, holding(params, value("one"))));
    }

    @Test
    void aStoreThatComesIntoBeingIsForeseenEmpty() {
        EtcdctlModule.Params params = key(Map.of("unit", "etcd", "store", "/var/lib/etcd/member"));
        KnownStates known = holding(params, new Observed.Unknown<>("connection refused"));
        FileState.Regular unit = new FileState.Regular(
                FileState.Attributes.of("root", "root", new Mode(0644)),
                new Foreseen.Exactly<>(""),
                new Foreseen.Exactly<>(0L));
        known.with(
                Files.at("/etc/systemd/system/etcd.service"), new Observed.Known<FileState>(unit, Certainty.FORESEEN));
        known.with(Files.at("/var/lib/etcd/member"), FileState.ABSENT);
        assertInstanceOf(Plan.Change.class, KEY.plan(params, known));
        FileState member = new FileState.Directory(FileState.Attributes.of("etcd", "etcd", new Mode(0700)));
        known.with(Files.at("/var/lib/etcd/member"), member);
        assertInstanceOf(Plan.Undetermined.class, KEY.plan(params, known));
    }

    @Test
    void presentNeedsAValue() {
        assertTrue(Parameters.wrong(KEY, Map.of("key", "/a", "client", CLIENT))
                .contains("needs 'value', as 'state' is 'present'"));
        assertEquals("", Parameters.wrong(KEY, Map.of("key", "/a", "client", CLIENT, "state", "absent")));
    }

    private static Answer health(String... lines) {
        return health(Map.of("client", CLIENT), lines);
    }

    @SuppressWarnings("unchecked") // the gate has one probe
    private static Answer health(Map<String, Object> written, String... lines) {
        EtcdctlHealthModule.Params params = Parameters.of(HEALTH, written);
        StateKey<EtcdAnswer> probe =
                (StateKey<EtcdAnswer>) HEALTH.probes(params).getFirst();
        ScriptResult result = new ScriptResult(0, Bytes.of(String.join("\n", lines) + "\n"), Bytes.EMPTY);
        return HEALTH.answer(
                params,
                new KnownStates()
                        .with(
                                probe,
                                Objects.requireNonNull(probe.family()
                                        .parse(List.of(probe), result)
                                        .get(probe))));
    }

    private static final String MEMBERS =
            "{\"members\":[{\"ID\":17866494521223044441,\"name\":\"a\",\"peerURLs\":[\"https://a:2380\"],"
                    + "\"clientURLs\":[\"https://a:2379\"]},"
                    + "{\"ID\":2,\"name\":\"b\",\"peerURLs\":[\"https://b:2380\"],"
                    + "\"clientURLs\":[\"https://b:2379\"]}]}";
    private static final String HEALTHY = "[{\"endpoint\":\"https://a:2379\",\"health\":true,\"took\":\"6ms\"},"
            + "{\"endpoint\":\"https://b:2379\",\"health\":true,\"took\":\"6ms\"}]";
    private static final String NO_ALARM = "{\"header\":{\"cluster_id\":1}}";

    private static String status(String leader, long term, long index) {
        return "{\"Endpoint\":\"x\",\"Status\":{\"version\":\"3.6.14\",\"leader\":" + leader + ",\"raftTerm\":" + term
                + ",\"raftAppliedIndex\":" + index + "}}";
    }

    private static String statuses(String first, String second) {
        return "[" + first + "," + second + "]";
    }

    @Test
    void oneLeaderInOneTermIsHealthy() {
        String statuses = statuses(status("17866494521223044441", 4, 100), status("17866494521223044441", 4, 101));
        Answer.Found found = assertInstanceOf(Answer.Found.class, health(MEMBERS, HEALTHY, statuses, NO_ALARM));
        assertEquals(Map.of("members", 2L, "leader", "a", "version", "3.6.14"), found.value());
    }

    private static String waiting(String... lines) {
        return assertInstanceOf(Answer.Waiting.class, health(lines)).why();
    }

    @Test
    void aMemberThatMayBeDownIsNotWaitedFor() {
        String three = MEMBERS.replace(
                "]}]}",
                "]},{\"ID\":3,\"name\":\"c\",\"peerURLs\":[\"https://c:2380\"],"
                        + "\"clientURLs\":[\"https://c:2379\"]}]}");
        String down = "{\"endpoint\":\"https://%s:2379\",\"health\":false,\"error\":\"gone\"}";
        String oneDown = HEALTHY.replace("]", "," + down.formatted("c") + "]");
        String fine = statuses(status("2", 4, 100), status("2", 4, 101));
        Map<String, Object> tolerating = Map.of("client", CLIENT, "tolerate", List.of("c"));
        assertInstanceOf(Answer.Found.class, health(tolerating, three, oneDown, fine, NO_ALARM));
        assertTrue(waiting(three, oneDown, fine, NO_ALARM).contains("https://c:2379 is not healthy: gone"));
        String otherDown =
                oneDown.replace("https://c", "https://b").replaceFirst(",\\{\"endpoint\":\"https://b[^}]*}", "");
        Answer other = health(tolerating, three, otherDown, fine, NO_ALARM);
        assertTrue(assertInstanceOf(Answer.Waiting.class, other).why().contains("https://b:2379 is not healthy"));
        String twoDown = "[{\"endpoint\":\"https://a:2379\",\"health\":true}," + down.formatted("b") + ","
                + down.formatted("c") + "]";
        Answer minority =
                health(Map.of("client", CLIENT, "tolerate", List.of("b", "c")), three, twoDown, fine, NO_ALARM);
        assertEquals(
                "1 of 3 members are healthy",
                assertInstanceOf(Answer.Waiting.class, minority).why());
    }

    @Test
    void whatIsNotWellIsNamed() {
        String fine = statuses(status("2", 4, 100), status("2", 4, 101));
        String down = "[{\"endpoint\":\"https://a:2379\",\"health\":true},"
                + "{\"endpoint\":\"https://b:2379\",\"health\":false,\"error\":\"context"
                + " deadline exceeded\"}]";
        assertEquals(
                "https://b:2379 is not healthy: context deadline exceeded",
                waiting(MEMBERS, down, "[" + status("2", 4, 100) + "]", NO_ALARM));
        assertEquals(
                "there is no single leader",
                waiting(MEMBERS, HEALTHY, statuses(status("0", 4, 1), status("0", 4, 1)), NO_ALARM));
        assertEquals(
                "members are in different terms: [4, 5]",
                waiting(MEMBERS, HEALTHY, statuses(status("2", 4, 1), status("2", 5, 1)), NO_ALARM));
        assertEquals(
                "a member is 2000 entries behind",
                waiting(MEMBERS, HEALTHY, statuses(status("2", 4, 1), status("2", 4, 2001)), NO_ALARM));
        assertEquals(
                "a member raises alarm 1",
                waiting(MEMBERS, HEALTHY, fine, "{\"alarms\":[{\"memberID\":2,\"alarm\":1}]}"));
        String learner = MEMBERS.replace("\"name\":\"b\",", "\"name\":\"b\",\"isLearner\":true,");
        assertEquals("b is a learner", waiting(learner, HEALTHY, fine, NO_ALARM));
    }

    @Test
    void wordsOfEtcdctlAreToldFromItsLog() {
        String errors = "{\"level\":\"warn\",\"msg\":\"retrying of unary invoker failed\",\"error\":\"rpc error: code ="
                + " DeadlineExceeded desc = latest balancer error: connection error: desc = \\\"transport: Error"
                + " while dialing: dial tcp 127.0.0.1:1: connect: connection refused\\\"\"}\n"
                + "Error: context deadline exceeded\n";
        assertEquals(
                "Error: context deadline exceeded (transport: Error while dialing: dial tcp 127.0.0.1:1: connect:"
                        + " connection refused)",
                EtcdClient.words(errors));
    }
}
