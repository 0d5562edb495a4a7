package play.modules.selinux;

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
 * What SELinux takes a port for, or ports.
 *
 * @param type such as {@code http_port_t}; empty where the policy says nothing of just these
 * @param policy what the policy says by itself, whatever is local; empty likewise
 */
record PortLabel(String type, String policy) implements HostState {
    @Override
    public boolean present() {
        return !type.isEmpty();
    }

    /** Whether somebody added it or said otherwise than the policy. */
    boolean local() {
        return !type.equals(policy);
    }

    static StateKey<PortLabel> at(String protocol, String ports) {
        return new Family().key(protocol + " " + ports);
    }

    /** A key's id is a protocol and a port, or a range: {@code tcp 8000-8010}. */
    record Family() implements StateFamily<PortLabel> {
        private static final String READ = Semanage.FIND + """
            semanage port -l -n || exit 1
            echo local
            semanage port -l -n -C
            """;

        @Override
        public String name() {
            return "SELinux port";
        }

        @Override
        public Class<PortLabel> type() {
            return PortLabel.class;
        }

        @Override
        public Place under() {
            return Semanage.UNDER;
        }

        @Override
        public Script read(List<StateKey<PortLabel>> keys) {
            return Script.of(READ);
        }

        /** Where the policy and somebody say something of a port, all have both, and the second counts. */
        @Override
        public Told<PortLabel> told(List<StateKey<PortLabel>> keys, ScriptResult result) throws UnknownStateException {
            result.expectSuccess("the ports of SELinux cannot be read");
            List<String> lines = result.lines();
            int local = lines.indexOf("local");
            if (local < 0) {
                throw UnknownStateException.expected("local ports too", result.out());
            }
            Map<String, String> said = labels(lines.subList(local + 1, lines.size()), Map.of());
            Map<String, String> policy = labels(lines.subList(0, local), said);
            return (index, id) ->
                    new PortLabel(said.getOrDefault(id, policy.getOrDefault(id, "")), policy.getOrDefault(id, ""));
        }

        /** Lines such as {@code http_port_t tcp 80, 443}. */
        private static Map<String, String> labels(List<String> lines, Map<String, String> but)
                throws UnknownStateException {
            Map<String, String> labels = new HashMap<>();
            for (String line : lines) {
                String[] parts = line.strip().split("\\s+", 3);
                if (!line.isBlank() && parts.length < 3) {
                    throw UnknownStateException.expected("a type, a protocol and ports", line);
                }
                for (String ports : line.isBlank() ? List.<String>of() : List.of(parts[2].split(",\\s*"))) {
                    String id = parts[1] + " " + ports.strip();
                    if (!parts[0].equals(but.get(id))) {
                        labels.put(id, parts[0]);
                    }
                }
            }
            return labels;
        }
    }
}
