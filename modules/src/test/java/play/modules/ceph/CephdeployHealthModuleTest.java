package play.modules.ceph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Answer;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;

/** With answers as ceph 16 gives them, shortened. */
class CephdeployHealthModuleTest {
    private static final CephdeployHealthModule HEALTH = new CephdeployHealthModule();
    private static final String FSID = "0f5c1d6e-7a0b-4a54-9f0e-0c5a6b7c8d9e";

    private static String status(String quorum, int up, int in) {
        return "{\"quorum_names\":" + quorum
                + ",\"monmap\":{\"epoch\":1,\"num_mons\":3},\"osdmap\":{\"epoch\":8,\"num_osds\":3,\"num_up_osds\":"
                + up + ",\"num_in_osds\":" + in + "},\"mgrmap\":{\"available\":true,\"num_standbys\":1}}";
    }

    private static final String ALL = "[\"a\",\"b\",\"c\"]";
    private static final String FINE = "{\"status\":\"HEALTH_OK\",\"checks\":{},\"mutes\":[]}";

    private static String warning(String code, String message, String detail, boolean muted) {
        return "\"" + code + "\":{\"severity\":\"HEALTH_WARN\",\"summary\":{\"message\":\"" + message
                + "\",\"count\":1},\"detail\":[{\"message\":\"" + detail + "\"}],\"muted\":" + muted + "}";
    }

    private static String warnings(String... checks) {
        return "{\"status\":\"HEALTH_WARN\",\"checks\":{" + String.join(",", checks) + "},\"mutes\":[]}";
    }

    @SuppressWarnings("unchecked") // the gate has one probe
    private static Answer answer(Map<String, Object> more, int code, String out, String err) {
        Map<String, Object> given = new HashMap<>(Map.of("client", Map.of("fsid", FSID)));
        given.putAll(more);
        CephdeployHealthModule.Params params = Parameters.of(HEALTH, given);
        StateKey<CephHealth> probe =
                (StateKey<CephHealth>) HEALTH.probes(params).getFirst();
        ScriptResult result = new ScriptResult(code, Bytes.of(out), Bytes.of(err));
        return HEALTH.answer(
                params,
                new KnownStates()
                        .with(
                                probe,
                                Objects.requireNonNull(probe.family()
                                        .parse(List.of(probe), result)
                                        .get(probe))));
    }

    private static String waiting(Map<String, Object> more, String status, String detail) {
        return assertInstanceOf(Answer.Waiting.class, answer(more, 0, status + "\n" + detail + "\n", ""))
                .why();
    }

    @Test
    void aClusterThatIsWellIsDescribed() {
        Answer.Found found = assertInstanceOf(
                Answer.Found.class,
                answer(Map.of("monitors", 3, "osds", 3, "managers", 2), 0, status(ALL, 3, 3) + "\n" + FINE + "\n", ""));
        assertEquals(
                Map.of(
                        "status",
                        "HEALTH_OK",
                        "excused",
                        List.of(),
                        "quorum",
                        List.of("a", "b", "c"),
                        "managers",
                        2L,
                        "osds",
                        3L),
                found.value());
    }

    @Test
    void onlyNamedWarningsAreExcused() {
        String low = warnings(warning("MON_DISK_LOW", "mon a is low on available space", "mon.a has 20% avail", false));
        assertEquals(
                "MON_DISK_LOW: mon a is low on available space (mon.a has 20% avail)",
                waiting(Map.of(), status(ALL, 3, 3), low));
        assertInstanceOf(
                Answer.Found.class,
                answer(Map.of("except", List.of("MON_DISK_LOW")), 0, status(ALL, 3, 3) + "\n" + low + "\n", ""));
        String muted = warnings(warning("MON_DISK_LOW", "x", "y", true));
        assertInstanceOf(Answer.Found.class, answer(Map.of(), 0, status(ALL, 3, 3) + "\n" + muted + "\n", ""));
    }

    @Test
    void anOsdThatIsDownIsNoExceptionWhateverIsExcused() {
        String down = warnings(warning("OSD_DOWN", "1 osds down", "osd.1 (root=default,host=b) is down", false));
        assertEquals(
                "only 2 of 3 OSDs are up; OSD_DOWN: 1 osds down (osd.1 (root=default,host=b) is down)",
                waiting(Map.of(), status(ALL, 2, 3), down));
        assertEquals(
                "only 2 of 3 OSDs are up", waiting(Map.of("except", List.of("OSD_DOWN")), status(ALL, 2, 3), down));
        assertEquals("only 2 of 3 OSDs are in", waiting(Map.of(), status(ALL, 3, 2), FINE));
    }

    @Test
    void whatTheTaskExpectsCountsAndNotWhatTheClusterHas() {
        assertEquals(
                "the cluster has 3 monitors, not 5; there are 2 managers, not 3; the cluster has 3 OSDs, not 4",
                waiting(Map.of("monitors", 5, "managers", 3, "osds", 4), status(ALL, 3, 3), FINE));
        assertEquals(
                "only a, b of 3 monitors are in quorum",
                waiting(Map.of("monitors", 3), status("[\"a\",\"b\"]", 3, 3), FINE));
    }

    @Test
    void withoutAQuorumNothingIsKnownButThat() {
        Answer.Waiting silent = assertInstanceOf(Answer.Waiting.class, answer(Map.of(), 1, "", "timed out\n"));
        assertEquals("ceph " + FSID + " does not answer: no quorum of monitors within 5 s", silent.why());
    }
}
