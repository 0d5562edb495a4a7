package play.modules.ceph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import play.host.HostState;
import play.host.Observed;
import play.host.PathStats;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;

/**
 * What a monitor keeps on its host.
 *
 * @param fsid of its cluster; empty where nobody noted it
 */
record MonStore(boolean present, String fsid) implements HostState {
    static final MonStore ABSENT = new MonStore(false, "");

    /** Where daemons look for it, by the monitor's name. */
    static String path(String name) {
        return "/var/lib/ceph/mon/ceph-" + name;
    }

    static StateKey<MonStore> at(String name) {
        return new Family().key(name);
    }

    /** Reads stores, by the monitor's name. A folder without a store is none. */
    record Family() implements StateFamily<MonStore> {
        private static final String READ = """
            for p do
              if [ -e "$p" ]; then printf '%s\\0%s\\0' "$i" "$(cat "${p%/*}/ceph_fsid" 2>/dev/null)"; fi
              i=$((i+1))
            done
            """;

        @Override
        public String name() {
            return "ceph monitor";
        }

        @Override
        public Class<MonStore> type() {
            return MonStore.class;
        }

        @Override
        public Script read(List<StateKey<MonStore>> keys) {
            return Script.of(PathStats.script(paths(keys), true, READ));
        }

        private static List<String> paths(List<StateKey<MonStore>> keys) {
            return keys.stream().map(key -> path(key.id()) + "/store.db").toList();
        }

        @Override
        public Map<StateKey<MonStore>, Observed<MonStore>> parse(List<StateKey<MonStore>> keys, ScriptResult result) {
            List<String> paths = paths(keys);
            PathStats stats = PathStats.of(paths, result);
            Map<StateKey<MonStore>, Observed<MonStore>> states = new HashMap<>();
            for (int i = 0; i < keys.size(); i++) {
                states.put(keys.get(i), stats.missing(paths.get(i), ABSENT));
            }
            List<String> told = stats.more();
            for (int i = 0; i + 1 < told.size(); i += 2) {
                states.put(
                        keys.get(Integer.parseInt(told.get(i))),
                        Observed.read(new MonStore(true, told.get(i + 1).strip())));
            }
            return states;
        }
    }
}
