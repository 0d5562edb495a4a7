package play.modules.etcd;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import play.host.HostState;
import play.host.ShellWords;
import play.host.UnknownStateException;
import play.modules.clients.JsonStates;
import play.modules.clients.PrintedJson;

/**
 * A role of etcd.
 *
 * @param permissions access ({@code read}, {@code write}, {@code readwrite}) by {@link KeyRange#toString}
 */
record EtcdRole(boolean present, Map<String, String> permissions) implements HostState {
    static final EtcdRole ABSENT = new EtcdRole(false, Map.of());

    EtcdRole {
        permissions = Collections.unmodifiableMap(new TreeMap<>(permissions));
    }

    /** Reads roles, by name. */
    record Family(EtcdClient client) implements JsonStates<EtcdRole> {
        @Override
        public String name() {
            return "etcd role";
        }

        @Override
        public Class<EtcdRole> type() {
            return EtcdRole.class;
        }

        @Override
        public String ask(String id) {
            return EtcdJson.ifListed("role", id, "ctl role get " + ShellWords.quote(id) + " -w json");
        }

        @Override
        public EtcdRole state(String id, JsonNode answer) throws UnknownStateException {
            if (answer.isEmpty()) {
                return ABSENT;
            }
            Map<String, String> permissions = new TreeMap<>();
            for (JsonNode permission : PrintedJson.with("header", answer).path("perm")) {
                KeyRange range = KeyRange.of(
                        EtcdJson.decoded(permission.path("key")), EtcdJson.decoded(permission.path("range_end")));
                permissions.put(
                        range.toString(), access(permission.path("permType").asInt()));
            }
            return new EtcdRole(true, permissions);
        }

        /** The numbers of etcd's protocol. */
        private static String access(int type) {
            return switch (type) {
                case 0 -> "read";
                case 1 -> "write";
                default -> "readwrite";
            };
        }
    }
}
