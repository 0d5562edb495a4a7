package play.modules.ceph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import play.host.Fields;
import play.host.HostState;
import play.host.PathStats;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

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

        private static final Shape STORE = Shape.ofParts("index fsid");

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
        public Told<MonStore> told(List<StateKey<MonStore>> keys, ScriptResult result) throws UnknownStateException {
            PathStats stats = PathStats.of(paths(keys), result);
            Map<Integer, MonStore> found = new HashMap<>();
            for (Fields store : stats.more().all(STORE)) {
                found.put(
                        store.index("index", keys.size()),
                        new MonStore(true, store.text("fsid").strip()));
            }
            return (index, name) -> {
                MonStore store = found.get(index);
                return store == null ? stats.missing(path(name) + "/store.db", ABSENT) : store;
            };
        }
    }
}
