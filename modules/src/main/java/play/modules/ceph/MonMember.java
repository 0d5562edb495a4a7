package play.modules.ceph;

import com.fasterxml.jackson.databind.JsonNode;
import play.host.HostState;
import play.host.UnknownStateException;
import play.modules.clients.JsonStates;

/** Whether a monitor is in the map of its cluster. */
record MonMember(boolean present) implements HostState {
    static final MonMember ABSENT = new MonMember(false);

    /** Reads monitors, by name. */
    record Family(CephClient client) implements JsonStates<MonMember> {
        @Override
        public String name() {
            return "ceph monitor in the map";
        }

        @Override
        public Class<MonMember> type() {
            return MonMember.class;
        }

        @Override
        public String ask(String id) {
            return "ask quorum_status || exit 1\n";
        }

        @Override
        public MonMember state(String id, JsonNode answer) throws UnknownStateException {
            return new MonMember(
                    new CephQuorum.Family(client).state(id, answer).monitors().contains(id));
        }
    }
}
