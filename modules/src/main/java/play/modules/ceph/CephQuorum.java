package play.modules.ceph;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.host.HostState;
import play.host.StateKey;
import play.host.UnknownStateException;
import play.modules.clients.JsonStates;
import play.modules.clients.PrintedJson;

/**
 * The monitors of a cluster, with the arithmetic of majorities: more than half of those in the monitor map must be in
 * quorum.
 *
 * @param monitors names, all of the monitor map
 * @param quorum names of those that are in quorum
 */
record CephQuorum(List<String> monitors, List<String> quorum) implements HostState {
    CephQuorum {
        monitors = List.copyOf(monitors);
        quorum = List.copyOf(quorum);
    }

    @Override
    public boolean present() {
        return !monitors.isEmpty();
    }

    private List<String> out() {
        return monitors.stream().filter(name -> !quorum.contains(name)).toList();
    }

    private static int majority(int monitors) {
        return monitors / 2 + 1;
    }

    /** Why no monitor may join now. It counts as one more from the moment it is in the map. */
    Optional<String> refusesToAdd(String name) {
        List<String> out = out();
        return monitors.contains(name) || out.isEmpty()
                ? Optional.empty()
                : Optional.of("some monitors are out of quorum (" + String.join(", ", out)
                        + "): repair or remove them before one is added, since each additional member raises the "
                        + "majority");
    }

    /** Why this monitor may not be removed. */
    Optional<String> refusesToRemove(String name) {
        int left = monitors.size() - 1;
        if (left == 0) {
            return Optional.of(name + " is the last monitor: without it the cluster and all it holds are lost");
        }
        long up = quorum.stream().filter(other -> !other.equals(name)).count();
        if (up >= majority(left)) {
            return Optional.empty();
        }
        List<String> out = out().stream().filter(other -> !other.equals(name)).toList();
        return Optional.of("without " + name + " only " + up + " of " + left
                + " monitors would be in quorum, and a majority is " + majority(left)
                + ": the cluster would lose its quorum. Repair or remove " + String.join(", ", out) + " first");
    }

    /** Reads it. */
    record Family(CephClient client) implements JsonStates<CephQuorum> {
        StateKey<CephQuorum> key() {
            return at("monitors");
        }

        @Override
        public String name() {
            return "ceph quorum";
        }

        @Override
        public Class<CephQuorum> type() {
            return CephQuorum.class;
        }

        /** Who is in quorum changes by itself. */
        @Override
        public boolean rereadable() {
            return false;
        }

        @Override
        public String ask(String id) {
            return "ask quorum_status || exit 1\n";
        }

        @Override
        public CephQuorum state(String id, JsonNode answer) throws UnknownStateException {
            List<String> monitors = new ArrayList<>();
            PrintedJson.with("mons", PrintedJson.with("monmap", answer).path("monmap"))
                    .path("mons")
                    .forEach(monitor -> monitors.add(monitor.path("name").asText()));
            return new CephQuorum(monitors, PrintedJson.texts(answer.path("quorum_names")));
        }
    }
}
