package play.modules.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.host.HostState;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;

/** The sockets at which a host listens. */
record ListeningSockets(List<Socket> sockets) implements HostState {
    /**
     * One of them.
     *
     * @param protocol tcp or udp
     * @param address 0.0.0.0 or :: for all
     * @param name of the process; empty where it is the kernel's, or nobody may tell
     * @param pid 0 likewise
     */
    record Socket(String protocol, String address, int port, String name, long pid) {
        Map<String, Object> shown() {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("protocol", protocol);
            shown.put("address", address);
            shown.put("port", (long) port);
            shown.put("name", name);
            shown.put("pid", pid);
            return shown;
        }
    }

    ListeningSockets {
        sockets = List.copyOf(sockets);
    }

    @Override
    public boolean present() {
        return true;
    }

    /** Reads them by ss. */
    record Family() implements StateFamily<ListeningSockets> {
        private static final Pattern LINE =
                Pattern.compile("(tcp|udp)\\s+\\S+\\s+\\S+\\s+\\S+\\s+(\\S+):(\\d+)\\s+\\S+\\s*"
                        + "(?:users:\\(\\(\"([^\"]*)\",pid=(\\d+).*)?");

        static StateKey<ListeningSockets> here() {
            return new Family().key("all");
        }

        @Override
        public String name() {
            return "listening sockets";
        }

        @Override
        public Class<ListeningSockets> type() {
            return ListeningSockets.class;
        }

        @Override
        public Script read(List<StateKey<ListeningSockets>> keys) {
            return Script.of("PATH=$PATH:/usr/sbin:/sbin\nLC_ALL=C ss -H -tulnp\n");
        }

        @Override
        public Map<StateKey<ListeningSockets>, Observed<ListeningSockets>> parse(
                List<StateKey<ListeningSockets>> keys, ScriptResult result) {
            Observed<ListeningSockets> all = result.succeeded()
                    ? Observed.read(new ListeningSockets(result.out()
                            .lines()
                            .flatMap(line -> socket(line).stream())
                            .toList()))
                    : new Observed.Unknown<>("ss of iproute2 did not list the listening ports: "
                            + result.err().strip());
            Map<StateKey<ListeningSockets>, Observed<ListeningSockets>> states = new HashMap<>();
            keys.forEach(key -> states.put(key, all));
            return states;
        }

        private static List<Socket> socket(String line) {
            Matcher matcher = LINE.matcher(line.strip());
            List<Socket> sockets = new ArrayList<>();
            if (matcher.matches()) {
                String address = matcher.group(2).replaceAll("[\\[\\]]|%.*", "").replace("*", "::");
                String name = matcher.group(4) == null ? "" : matcher.group(4);
                sockets.add(new Socket(
                        matcher.group(1),
                        address,
                        Integer.parseInt(matcher.group(3)),
                        name,
                        matcher.group(5) == null ? 0 : Long.parseLong(matcher.group(5))));
            }
            return sockets;
        }
    }
}
