package play.modules.haproxy;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import play.host.Fields;
import play.host.HostState;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/**
 * A server behind HAProxy, as its administrators want it, in each backend that has it.
 *
 * @param use by backend
 * @param weights in use, by backend
 * @param usualWeights of the configuration, by backend
 */
record HaproxyServer(SortedMap<String, Use> use, SortedMap<String, Long> weights, SortedMap<String, Long> usualWeights)
        implements HostState {
    /** What administrators have a server do. */
    enum Use {
        READY,
        DRAIN,
        MAINT
    }

    HaproxyServer {
        use = Collections.unmodifiableSortedMap(new TreeMap<>(use));
        weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
        usualWeights = Collections.unmodifiableSortedMap(new TreeMap<>(usualWeights));
    }

    @Override
    public boolean present() {
        return !use.isEmpty();
    }

    static StateKey<HaproxyServer> at(String socket, String server) {
        return new Family(socket).key(server);
    }

    /** Reads them at a socket; a key is a server's name. */
    record Family(String socket) implements StateFamily<HaproxyServer> {
        private static final Shape LINE = Shape.of(
                " ", "be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state weight usual_weight rest");

        /**
         * Forced by administrators, taken over from another server, or without an address. That the configuration has
         * it so is a bit of its own (4), which stays when an administrator has it otherwise.
         */
        private static final long MAINT = 0x01 | 0x02 | 0x20;

        private static final long DRAIN = 0x08 | 0x10;

        @Override
        public String name() {
            return "haproxy server";
        }

        @Override
        public Class<HaproxyServer> type() {
            return HaproxyServer.class;
        }

        @Override
        public Place under() {
            return Place.below("/etc/haproxy", "/run", "/var/run");
        }

        @Override
        public boolean isReadAhead() {
            return false;
        }

        @Override
        public Script read(List<StateKey<HaproxyServer>> keys) {
            return Script.of(HaproxySocket.asking(socket) + "say 'show servers state'\n");
        }

        @Override
        public Told<HaproxyServer> told(List<StateKey<HaproxyServer>> keys, ScriptResult result)
                throws UnknownStateException {
            result.expectSuccess("HAProxy does not answer at " + socket);
            List<String> lines = result.lines();
            if (lines.size() < 2 || !lines.get(1).startsWith("# be_id be_name ")) {
                throw UnknownStateException.expected("the states of servers", result.out());
            }
            List<Fields> servers = LINE.all(
                    lines.stream().skip(2).filter(line -> !line.isBlank()).toList());
            return (index, server) -> of(servers, server);
        }

        private static HaproxyServer of(List<Fields> servers, String name) throws UnknownStateException {
            SortedMap<String, Use> use = new TreeMap<>();
            SortedMap<String, Long> weights = new TreeMap<>();
            SortedMap<String, Long> usual = new TreeMap<>();
            for (Fields server : servers) {
                if (server.text("srv_name").equals(name)) {
                    long bits = server.number("srv_admin_state");
                    String backend = server.text("be_name");
                    use.put(backend, (bits & MAINT) != 0 ? Use.MAINT : (bits & DRAIN) != 0 ? Use.DRAIN : Use.READY);
                    weights.put(backend, server.number("weight"));
                    usual.put(backend, server.number("usual_weight"));
                }
            }
            return new HaproxyServer(use, weights, usual);
        }
    }
}
