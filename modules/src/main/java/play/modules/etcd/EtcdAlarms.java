package play.modules.etcd;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import play.host.HostState;
import play.host.UnknownStateException;
import play.modules.clients.JsonStates;
import play.modules.clients.PrintedJson;

/** The alarms of a cluster. */
record EtcdAlarms(List<Raised> raised) implements HostState {
    static final EtcdAlarms NONE = new EtcdAlarms(List.of());

    /**
     * One alarm.
     *
     * @param member id of who raises it
     * @param alarm {@code NOSPACE}, {@code CORRUPT}
     */
    record Raised(String member, String alarm) {
        @Override
        public String toString() {
            return alarm + " of " + member;
        }
    }

    EtcdAlarms {
        raised = List.copyOf(raised);
    }

    @Override
    public boolean present() {
        return true;
    }

    /** Reads them. */
    record Family(EtcdClient client) implements JsonStates<EtcdAlarms> {
        @Override
        public String name() {
            return "etcd";
        }

        @Override
        public Class<EtcdAlarms> type() {
            return EtcdAlarms.class;
        }

        @Override
        public String ask(String id) {
            return "ctl alarm list -w json || exit 1\n";
        }

        @Override
        public EtcdAlarms state(String id, JsonNode answer) throws UnknownStateException {
            List<Raised> raised = new ArrayList<>();
            PrintedJson.with("header", answer)
                    .path("alarms")
                    .forEach(alarm -> raised.add(new Raised(
                            EtcdJson.hex(alarm.path("memberID")),
                            name(alarm.path("alarm").asInt()))));
            return new EtcdAlarms(raised);
        }

        /** The numbers of etcd's protocol. */
        private static String name(int alarm) {
            return switch (alarm) {
                case 1 -> "NOSPACE";
                case 2 -> "CORRUPT";
                default -> "alarm " + alarm;
            };
        }
    }
}
