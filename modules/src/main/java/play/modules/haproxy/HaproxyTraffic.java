package play.modules.haproxy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import play.host.HostState;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/**
 * What goes to a server behind HAProxy, in each backend that has it.
 *
 * @param status as HAProxy's checks have it, by backend: UP, DOWN 1/2, DRAIN, MAINT, no check
 * @param sessions that the server has, by backend
 */
record HaproxyTraffic(SortedMap<String, String> status, SortedMap<String, Long> sessions) implements HostState {
    HaproxyTraffic {
        status = Collections.unmodifiableSortedMap(new TreeMap<>(status));
        sessions = Collections.unmodifiableSortedMap(new TreeMap<>(sessions));
    }

    @Override
    public boolean present() {
        return !status.isEmpty();
    }

    static StateKey<HaproxyTraffic> at(String socket, String server) {
        return new Family(socket).key(server);
    }

    /** Reads it at a socket; a key is a server's name. */
    record Family(String socket) implements StateFamily<HaproxyTraffic> {
        @Override
        public String name() {
            return "haproxy traffic";
        }

        @Override
        public Class<HaproxyTraffic> type() {
            return HaproxyTraffic.class;
        }

        @Override
        public Place under() {
            return Place.ANYWHERE;
        }

        @Override
        public boolean isTold() {
            return false;
        }

        @Override
        public Script read(List<StateKey<HaproxyTraffic>> keys) {
            return Script.of(HaproxySocket.asking(socket) + "say 'show stat -1 4 -1'\n");
        }

        @Override
        public Told<HaproxyTraffic> told(List<StateKey<HaproxyTraffic>> keys, ScriptResult result)
                throws UnknownStateException {
            result.expectSuccess("HAProxy does not answer at " + socket);
            List<String> lines =
                    result.lines().stream().filter(line -> !line.isBlank()).toList();
            if (lines.isEmpty() || !lines.getFirst().startsWith("# pxname,svname,")) {
                throw UnknownStateException.expected("statistics of servers", result.out());
            }
            List<String> names = List.of(lines.getFirst().substring(2).split(","));
            List<Map<String, String>> servers = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                servers.add(row(names, line));
            }
            return (index, server) -> of(servers, server);
        }

        private static Map<String, String> row(List<String> names, String line) throws UnknownStateException {
            String[] values = line.split(",", -1);
            if (values.length < names.size()) {
                throw UnknownStateException.expected("a line with " + names.size() + " fields", line);
            }
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < names.size(); i++) {
                row.put(names.get(i), values[i]);
            }
            return row;
        }

        private static HaproxyTraffic of(List<Map<String, String>> servers, String name) throws UnknownStateException {
            SortedMap<String, String> status = new TreeMap<>();
            SortedMap<String, Long> sessions = new TreeMap<>();
            for (Map<String, String> server : servers) {
                if (name.equals(server.get("svname"))) {
                    String backend = server.getOrDefault("pxname", "");
                    status.put(backend, server.getOrDefault("status", ""));
                    sessions.put(backend, number(server.getOrDefault("scur", "")));
                }
            }
            return new HaproxyTraffic(status, sessions);
        }

        private static long number(String text) throws UnknownStateException {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw UnknownStateException.expected("a number of sessions", text);
            }
        }
    }
}
