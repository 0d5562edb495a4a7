package play.modules.services;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import play.host.HostState;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/**
 * Units in systemd's own words, where {@link UnitState} has what a plan needs.
 *
 * @param units by name; of each the name and its properties in lower case
 */
record ShownUnits(Map<String, Map<String, String>> units) implements HostState {
    @Override
    public boolean present() {
        return !units.isEmpty();
    }

    /**
     * Asks for them.
     *
     * @param names full names, or none for all that are loaded
     */
    record Family(List<String> names) implements StateFamily<ShownUnits> {
        private static final String PROPERTIES = "Id,LoadState,ActiveState,SubState,UnitFileState,NeedDaemonReload";

        StateKey<ShownUnits> key() {
            return key(names.isEmpty() ? "all" : String.join(" ", names));
        }

        @Override
        public String name() {
            return "units";
        }

        @Override
        public Class<ShownUnits> type() {
            return ShownUnits.class;
        }

        @Override
        public Script read(List<StateKey<ShownUnits>> keys) {
            return Script.of("LC_ALL=C systemctl show --no-pager -p " + PROPERTIES + " -- "
                    + (names.isEmpty() ? "'*'" : ShellWords.join(names)));
        }

        @Override
        public Told<ShownUnits> told(List<StateKey<ShownUnits>> keys, ScriptResult result)
                throws UnknownStateException {
            String failure = "systemd does not tell of its units";
            result.expectSuccess(failure);
            List<Map<String, String>> blocks = blocks(result.out());
            if (names.isEmpty() ? blocks.isEmpty() : blocks.size() != names.size()) {
                throw result.unknown(failure);
            }
            ShownUnits shown = new ShownUnits(named(blocks));
            return (index, id) -> shown;
        }

        /** One block for each name asked for, in their order: an alias is shown under the unit's own name. */
        private Map<String, Map<String, String>> named(List<Map<String, String>> blocks) {
            Map<String, Map<String, String>> units = new LinkedHashMap<>();
            for (int i = 0; i < blocks.size(); i++) {
                Map<String, String> block = blocks.get(i);
                String name = names.isEmpty() ? block.getOrDefault("id", "") : names.get(i);
                block.remove("id");
                block.put("name", name);
                units.put(name, block);
            }
            return units;
        }

        private static List<Map<String, String>> blocks(String out) {
            List<Map<String, String>> blocks = new ArrayList<>();
            Map<String, String> block = new LinkedHashMap<>();
            for (String line : (out + "\n\n").lines().toList()) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    block.put(line.substring(0, equals).toLowerCase(Locale.ROOT), line.substring(equals + 1));
                } else if (!block.isEmpty()) {
                    blocks.add(block);
                    block = new LinkedHashMap<>();
                }
            }
            return blocks;
        }
    }
}
