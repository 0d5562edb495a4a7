package play.modules.ceph;

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
 * A user of a cluster; daemons are users too.
 *
 * @param keySha256 of its key, 64 lower-case hex digits, which tells nobody the key
 * @param caps what it may do, by service
 */
record CephUser(boolean present, String keySha256, Map<String, String> caps) implements HostState {
    static final CephUser ABSENT = new CephUser(false, "", Map.of());

    CephUser {
        caps = Collections.unmodifiableMap(new TreeMap<>(caps));
    }

    /** Reads users, by name. Their keys stay on the host. */
    record Family(CephClient client) implements JsonStates<CephUser> {
        /** ceph ends with 2 where there is no such user, and writes {@code /} as {@code \/}. */
        private static final String ASK = """
            out=$(ctl auth get %1$s -f json); rc=$?
            case $rc in
              0)
                key=$(printf %%s "$out" | tr -d '\\n' | sed 's/.*"key":"\\([^"]*\\)".*/\\1/; s,\\\\/,/,g')
                sum=$(printf %%s "$key" | sha256sum)
                printf %%s "$out" | tr -d '\\n' | sed 's/"key":"[^"]*"/"sha256":"'"${sum%%%% *}"'"/'; echo ;;
              2) echo '[]' ;;
              *) exit 1 ;;
            esac
            """;

        @Override
        public String name() {
            return "ceph user";
        }

        @Override
        public boolean secret() {
            return true;
        }

        @Override
        public Class<CephUser> type() {
            return CephUser.class;
        }

        @Override
        public String ask(String id) {
            return ASK.formatted(ShellWords.quote(id));
        }

        @Override
        public CephUser state(String id, JsonNode answer) throws UnknownStateException {
            if (answer.isArray() && answer.isEmpty()) {
                return ABSENT;
            }
            JsonNode user = PrintedJson.with("sha256", answer.path(0));
            Map<String, String> caps = new TreeMap<>();
            user.path("caps")
                    .properties()
                    .forEach(cap -> caps.put(cap.getKey(), cap.getValue().asText()));
            return new CephUser(true, user.path("sha256").asText(), caps);
        }
    }
}
