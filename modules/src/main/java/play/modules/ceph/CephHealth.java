package play.modules.ceph;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import play.host.HostState;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.modules.clients.PrintedJson;

/**
 * How a cluster says it is.
 *
 * @param status HEALTH_OK, HEALTH_WARN or HEALTH_ERR
 * @param checks what is not well, those that are muted left out
 * @param monitors how many are in the map
 * @param quorum names of the monitors that are in quorum
 * @param managers how many are there, the active one among them
 */
record CephHealth(String status, List<Check> checks, int monitors, List<String> quorum, int managers, Osds osds)
        implements HostState {
    /**
     * Something that is not well.
     *
     * @param code as Ceph documents it: MON_DOWN
     * @param message in one line, with the first details
     */
    record Check(String code, String message) {}

    /** How many OSDs there are, run, and hold data. */
    record Osds(int all, int up, int in) {}

    CephHealth {
        checks = List.copyOf(checks);
        quorum = List.copyOf(quorum);
    }

    @Override
    public boolean present() {
        return true;
    }

    /** Reads it: one line of status, one of details. */
    record Family(CephClient client) implements StateFamily<CephHealth> {
        /** More are many OSDs or placement groups, of which the summary tells the number. */
        private static final int DETAILS = 4;

        StateKey<CephHealth> key() {
            return new StateKey<>(client.service(), this, "health");
        }

        @Override
        public String name() {
            return "ceph health";
        }

        @Override
        public Class<CephHealth> type() {
            return CephHealth.class;
        }

        @Override
        public boolean rereadable() {
            return false;
        }

        @Override
        public Script read(List<StateKey<CephHealth>> keys) {
            return client.script("ask status && ask health detail\n");
        }

        @Override
        public Told<CephHealth> told(List<StateKey<CephHealth>> keys, ScriptResult result)
                throws UnknownStateException {
            List<String> lines = result.lines();
            if (!result.succeeded() || lines.size() != 2) {
                throw new UnknownStateException(client.silence(result));
            }
            CephHealth health = health(
                    PrintedJson.with("monmap", PrintedJson.answer(lines.get(0))),
                    PrintedJson.with("status", PrintedJson.answer(lines.get(1))));
            return (index, id) -> health;
        }

        private static CephHealth health(JsonNode status, JsonNode detail) {
            JsonNode osds = status.path("osdmap");
            JsonNode managers = status.path("mgrmap");
            return new CephHealth(
                    detail.path("status").asText(),
                    checks(detail.path("checks")),
                    status.path("monmap").path("num_mons").asInt(),
                    PrintedJson.texts(status.path("quorum_names")),
                    (managers.path("available").asBoolean() ? 1 : 0)
                            + managers.path("num_standbys").asInt(),
                    new Osds(
                            osds.path("num_osds").asInt(),
                            osds.path("num_up_osds").asInt(),
                            osds.path("num_in_osds").asInt()));
        }

        private static List<Check> checks(JsonNode checks) {
            List<Check> found = new ArrayList<>();
            checks.properties().forEach(check -> {
                if (!check.getValue().path("muted").asBoolean()) {
                    found.add(new Check(check.getKey(), message(check.getValue())));
                }
            });
            return found;
        }

        private static String message(JsonNode check) {
            List<String> details = new ArrayList<>();
            check.path("detail")
                    .forEach(detail -> details.add(detail.path("message").asText()));
            String summary = check.path("summary").path("message").asText();
            return details.isEmpty()
                    ? summary
                    : summary + " (" + String.join("; ", details.subList(0, Math.min(DETAILS, details.size())))
                            + (details.size() > DETAILS ? "; …" : "") + ")";
        }
    }
}
