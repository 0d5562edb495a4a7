package play.modules.ceph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import play.host.HostState;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
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
    private static final String READ =
        """
        for name do
          path=/var/lib/ceph/mon/ceph-$name
          if [ -e "$path/store.db" ]; then printf 'store %s\\n' "$(cat "$path/ceph_fsid" 2>/dev/null)"; else echo none; fi
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
      return Script.of("set -- " + ShellWords.join(keys.stream().map(StateKey::id).toList()) + "\n" + READ);
    }

    @Override
    public Map<StateKey<MonStore>, Observed<MonStore>> parse(List<StateKey<MonStore>> keys, ScriptResult result) {
      List<String> lines = result.out().lines().toList();
      Map<StateKey<MonStore>, Observed<MonStore>> states = new HashMap<>();
      for (int i = 0; i < keys.size(); i++) {
        states.put(keys.get(i), i < lines.size() ? Observed.read(store(lines.get(i))) : new Observed.Unknown<>("the monitor's store cannot be read: " + result.err().strip()));
      }
      return states;
    }

    private static MonStore store(String line) {
      return line.startsWith("store") ? new MonStore(true, line.substring("store".length()).strip()) : ABSENT;
    }
  }
}
