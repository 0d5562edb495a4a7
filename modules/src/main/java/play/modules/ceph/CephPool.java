package play.modules.ceph;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import play.host.HostState;
import play.host.UnknownStateException;
import play.modules.clients.JsonStates;
import play.modules.clients.PrintedJson;

/**
 * A pool.
 *
 * @param size how many copies there are to be
 * @param minSize how many there must be for writes to go on
 * @param autoscale on, warn or off
 * @param applications what it is used for; one, unless somebody insisted
 */
record CephPool(boolean present, boolean replicated, int size, int minSize, String autoscale, List<String> applications)
        implements HostState {
    static final CephPool ABSENT = new CephPool(false, true, 0, 0, "", List.of());

    CephPool {
        applications = List.copyOf(applications);
    }

    /** Reads pools, by name. */
    record Family(CephClient client) implements JsonStates<CephPool> {
        private static final int REPLICATED = 1;

        @Override
        public String name() {
            return "ceph pool";
        }

        @Override
        public Class<CephPool> type() {
            return CephPool.class;
        }

        @Override
        public String ask(String id) {
            return "ask osd pool ls detail || exit 1\n";
        }

        @Override
        public CephPool state(String id, JsonNode answer) throws UnknownStateException {
            if (!answer.isArray()) {
                throw UnknownStateException.expected("a list of pools", answer.toString());
            }
            for (JsonNode pool : answer) {
                if (PrintedJson.with("pool_name", pool)
                        .path("pool_name")
                        .asText()
                        .equals(id)) {
                    List<String> applications = new ArrayList<>();
                    pool.path("application_metadata").fieldNames().forEachRemaining(applications::add);
                    return new CephPool(
                            true,
                            pool.path("type").asInt() == REPLICATED,
                            pool.path("size").asInt(),
                            pool.path("min_size").asInt(),
                            pool.path("pg_autoscale_mode").asText(),
                            applications.stream().sorted().toList());
                }
            }
            return ABSENT;
        }
    }
}
