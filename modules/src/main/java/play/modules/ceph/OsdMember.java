package play.modules.ceph;

import com.fasterxml.jackson.databind.JsonNode;
import play.host.HostState;
import play.host.UnknownStateException;
import play.modules.clients.JsonStates;
import play.modules.clients.PrintedJson;

/**
 * Whether a cluster has an OSD.
 *
 * @param id its number there; empty where it has none
 */
record OsdMember(boolean present, String id) implements HostState {
    static final OsdMember ABSENT = new OsdMember(false, "");

    /** Reads OSDs, by UUID. */
    record Family(CephClient client) implements JsonStates<OsdMember> {
        @Override
        public String name() {
            return "ceph OSD";
        }

        @Override
        public Class<OsdMember> type() {
            return OsdMember.class;
        }

        @Override
        public String ask(String id) {
            return "ask osd dump || exit 1\n";
        }

        @Override
        public OsdMember state(String id, JsonNode answer) throws UnknownStateException {
            for (JsonNode osd : PrintedJson.with("osds", answer).path("osds")) {
                if (PrintedJson.with("uuid", osd).path("uuid").asText().equals(id)) {
                    return new OsdMember(true, osd.path("osd").asText());
                }
            }
            return ABSENT;
        }
    }
}
