package play.modules.etcd;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.TreeSet;
import play.host.HostState;
import play.host.ShellWords;
import play.host.UnknownStateException;
import play.modules.clients.JsonStates;
import play.modules.clients.PrintedJson;

/**
 * A user of etcd.
 *
 * @param roles sorted
 */
record EtcdUser(boolean present, List<String> roles) implements HostState {
    static final EtcdUser ABSENT = new EtcdUser(false, List.of());

    EtcdUser {
        roles = List.copyOf(new TreeSet<>(roles));
    }

    /** Reads users, by name. */
    record Family(EtcdClient client) implements JsonStates<EtcdUser> {
        @Override
        public String name() {
            return "etcd user";
        }

        @Override
        public Class<EtcdUser> type() {
            return EtcdUser.class;
        }

        @Override
        public String ask(String id) {
            return EtcdJson.ifListed("user", id, "ctl user get " + ShellWords.quote(id) + " -w json");
        }

        @Override
        public EtcdUser state(String id, JsonNode answer) throws UnknownStateException {
            return answer.isEmpty()
                    ? ABSENT
                    : new EtcdUser(
                            true,
                            PrintedJson.texts(PrintedJson.with("header", answer).path("roles")));
        }
    }
}
