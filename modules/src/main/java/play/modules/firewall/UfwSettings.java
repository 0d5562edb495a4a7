package play.modules.firewall;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import play.host.HostState;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/**
 * The settings of a host's ufw.
 *
 * @param enabled whether its rules hold, now and at boot
 * @param logging its level: {@code off}, {@code low}
 * @param incoming what becomes of what no rule is for, in the words of iptables
 */
record UfwSettings(boolean enabled, String logging, String incoming, String outgoing, String routed)
        implements HostState {
    /** Those of the host. */
    static final StateKey<UfwSettings> KEY = new Family().key("self");

    @Override
    public boolean present() {
        return enabled;
    }

    UfwSettings enabled(boolean wanted) {
        return new UfwSettings(wanted, logging, incoming, outgoing, routed);
    }

    UfwSettings logging(String level) {
        return new UfwSettings(enabled, level, incoming, outgoing, routed);
    }

    /** With a policy for one direction. */
    UfwSettings policy(String direction, String policy) {
        return switch (direction) {
            case "outgoing" -> new UfwSettings(enabled, logging, incoming, policy, routed);
            case "routed" -> new UfwSettings(enabled, logging, incoming, outgoing, policy);
            default -> new UfwSettings(enabled, logging, policy, outgoing, routed);
        };
    }

    /** Reads them. */
    record Family() implements StateFamily<UfwSettings> {
        private static final String READ = UfwScripts.FIND + """
            grep -h '^[A-Z_]*=' /etc/default/ufw /etc/ufw/ufw.conf || exit 1
            said=$(ufw status) || exit 1
            case $said in *'Status: active'*) echo RUNNING=yes ;; *) echo RUNNING=no ;; esac
            """;

        @Override
        public String name() {
            return "ufw";
        }

        @Override
        public Class<UfwSettings> type() {
            return UfwSettings.class;
        }

        @Override
        public Place under() {
            return UfwScripts.UNDER;
        }

        @Override
        public Script read(List<StateKey<UfwSettings>> keys) {
            return Script.of(READ);
        }

        @Override
        public Told<UfwSettings> told(List<StateKey<UfwSettings>> keys, ScriptResult result)
                throws UnknownStateException {
            result.expectSuccess("the settings of ufw cannot be read");
            Map<String, String> said = new HashMap<>();
            for (String line : result.lines()) {
                int at = line.indexOf('=');
                said.put(
                        line.substring(0, Math.max(at, 0)),
                        line.substring(at + 1).replace("\"", "").strip());
            }
            for (String name : List.of("ENABLED", "DEFAULT_INPUT_POLICY", "DEFAULT_OUTPUT_POLICY")) {
                if (!said.containsKey(name)) {
                    throw UnknownStateException.expected(name + "=…", result.out());
                }
            }
            UfwSettings settings = new UfwSettings(
                    "yes".equalsIgnoreCase(said.get("ENABLED")) && "yes".equals(said.get("RUNNING")),
                    said.getOrDefault("LOGLEVEL", "off"),
                    said.getOrDefault("DEFAULT_INPUT_POLICY", ""),
                    said.getOrDefault("DEFAULT_OUTPUT_POLICY", ""),
                    said.getOrDefault("DEFAULT_FORWARD_POLICY", ""));
            return (index, id) -> settings;
        }
    }
}
