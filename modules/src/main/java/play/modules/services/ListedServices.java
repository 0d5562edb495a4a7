package play.modules.services;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import play.host.HostState;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.value.Foreseen;

/** All services of a host, by the names of their units, as {@code service_facts} tells of them. */
record ListedServices(Foreseen<Map<String, Map<String, String>>> services) implements HostState {
    static final StateKey<ListedServices> KEY = new Family().key("all");

    @Override
    public boolean present() {
        return true;
    }

    /** Reads them: the units that are loaded, the files of units, and the state of those that are not loaded. */
    record Family() implements StateFamily<ListedServices> {
        private static final String READ = """
            export LC_ALL=C
            u=$(systemctl list-units --no-pager --no-legend --plain --type service --all) || exit 1
            f=$(systemctl list-unit-files --no-pager --no-legend --type service --all) || exit 1
            printf '%s\\n' "$u" | sed 's/^/unit /'
            printf '%s\\n' "$f" | sed 's/^/file /'
            n=$(printf '%s\\n' "$f" | sed -n 's/^\\([^ ]*[^@ ]\\.service\\) .*/\\1/p')
            set -f
            [ -z "$n" ] || { printf 'state %s\\n' $n; systemctl show --no-pager -p ActiveState -- $n; }
            exit 0
            """;

        /** States that a unit's file says nothing about. */
        private static final Set<String> BAD = Set.of("not-found", "masked", "failed");

        private static final int FIELDS = 4;

        @Override
        public String name() {
            return "services";
        }

        @Override
        public Class<ListedServices> type() {
            return ListedServices.class;
        }

        @Override
        public Place under() {
            return Place.below("/etc/systemd", "/run/systemd", "/usr/lib/systemd", "/lib/systemd", "/etc/init.d");
        }

        @Override
        public boolean tellsOf(String id, StateKey<?> other) {
            return other.family().equals(new Units(Manager.SYSTEM));
        }

        @Override
        public Optional<ListedServices> afterChangesBelow() {
            return Optional.of(new ListedServices(new Foreseen.Later<>("services are changed in this run")));
        }

        @Override
        public Script read(List<StateKey<ListedServices>> keys) {
            return Script.of(READ);
        }

        @Override
        public Told<ListedServices> told(List<StateKey<ListedServices>> keys, ScriptResult result)
                throws UnknownStateException {
            result.expectSuccess("the services of the host cannot be listed");
            Map<String, Map<String, String>> services = new LinkedHashMap<>();
            Map<String, String> files = new LinkedHashMap<>();
            List<String> shown = new ArrayList<>();
            List<String> states = new ArrayList<>();
            for (String line : result.lines()) {
                List<String> words = List.of(line.strip().split("\\s+"));
                if (line.startsWith("ActiveState=")) {
                    states.add(line.substring("ActiveState=".length()));
                } else if (words.size() > FIELDS && words.getFirst().equals("unit")) {
                    unit(words.subList(1, words.size()), services);
                } else if (words.size() > 2 && words.getFirst().equals("file")) {
                    files.put(words.get(1), words.get(2));
                } else if (words.size() == 2 && words.getFirst().equals("state")) {
                    shown.add(words.get(1));
                } else if (words.size() > 1) {
                    throw UnknownStateException.expected("a line about a service", line);
                }
            }
            if (shown.size() != states.size()) {
                throw UnknownStateException.expected(shown.size() + " states of services", states.size() + " states");
            }
            files.forEach((name, status) -> file(name, status, shown, states, services));
            return (index, id) -> new ListedServices(new Foreseen.Exactly<>(services));
        }

        /** A unit that is loaded; any of its words may say that something is wrong with it. */
        private static void unit(List<String> words, Map<String, Map<String, String>> services) {
            String status = words.subList(0, words.size() - 1).stream()
                    .filter(BAD::contains)
                    .findFirst()
                    .orElse(words.get(2));
            put(words.getFirst(), words.get(3).equals("running") ? "running" : "stopped", status, services);
        }

        private static void file(
                String name,
                String status,
                List<String> shown,
                List<String> states,
                Map<String, Map<String, String>> services) {
            Map<String, String> loaded = services.getOrDefault(name, Map.of());
            if (loaded.isEmpty()) {
                int at = shown.indexOf(name);
                put(name, at < 0 ? "unknown" : states.get(at), status, services);
            } else if (!BAD.contains(loaded.getOrDefault("status", ""))) {
                put(name, loaded.getOrDefault("state", ""), status, services);
            }
        }

        private static void put(String name, String state, String status, Map<String, Map<String, String>> services) {
            Map<String, String> told = new LinkedHashMap<>();
            told.put("name", name);
            told.put("state", state);
            told.put("status", status);
            told.put("source", "systemd");
            services.put(name, told);
        }
    }
}
