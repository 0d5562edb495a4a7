package play.modules.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.host.HostState;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

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
                Pattern.compile("(tcp|udp)\\s+\\S+\\s+\\S+\\s+\\S+\\s+(\\S+):(\\d{1,5})\\s+\\S+\\s*"
                        + "(?:users:\\(\\(\"([^\"]*)\",pid=(\\d{1,18}).*)?");

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
        public Place under() {
            return Place.NOWHERE;
        }

        @Override
        public Script read(List<StateKey<ListeningSockets>> keys) {
            return Script.of("PATH=$PATH:/usr/sbin:/sbin\nLC_ALL=C ss -H -tulnp\n");
        }

        @Override
        public Told<ListeningSockets> told(List<StateKey<ListeningSockets>> keys, ScriptResult result)
                throws UnknownStateException {
            result.expectSuccess("ss of iproute2 did not list the listening ports");
            List<Socket> sockets = new ArrayList<>();
            for (String line : result.lines()) {
                sockets.add(socket(line.strip()));
            }
            ListeningSockets all = new ListeningSockets(sockets);
            return (index, id) -> all;
        }

        private static Socket socket(String line) throws UnknownStateException {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw UnknownStateException.expected("a socket as ss prints it", line);
            }
            return new Socket(
                    matcher.group(1),
                    matcher.group(2).replaceAll("[\\[\\]]|%.*", "").replace("*", "::"),
                    Integer.parseInt(matcher.group(3)),
                    matcher.group(4) == null ? "" : matcher.group(4),
                    matcher.group(5) == null ? 0 : Long.parseLong(matcher.group(5)));
        }
    }
}
