package play.modules.crypto;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import play.host.Observed;
import play.host.PathStats;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;

/** Kubeconfigs on hosts, hashed in parts there, so that no key is read. */
record HostKubeconfigs() implements StateFamily<HostKubeconfig> {
    private static final String READ = """
        part() { sed -n "s/^ *$1-data: //p" "$p" | base64 -d 2>/dev/null | sha256sum | cut -c 1-64; }
        for p do
          if [ -f "$p" ] && [ -r "$p" ]; then
            printf '%s\\0%s\\0%s\\0%s\\0%s\\0' "$i" "$(part certificate-authority)" \\
              "$(part client-certificate)" "$(part client-key)" \\
              "$(sed '/^ *[a-z-]*-data: /d' "$p" | sha256sum | cut -c 1-64)"
          fi
          i=$((i+1))
        done
        """;

    /** How many parts tell of a file: its place among the paths and four hashes. */
    private static final int PARTS = 5;

    static StateKey<HostKubeconfig> at(String path) {
        return new HostKubeconfigs().key(path);
    }

    @Override
    public String name() {
        return "kubeconfig";
    }

    @Override
    public Class<HostKubeconfig> type() {
        return HostKubeconfig.class;
    }

    @Override
    public Script read(List<StateKey<HostKubeconfig>> keys) {
        return Script.of(PathStats.script(paths(keys), true, READ));
    }

    private static List<String> paths(List<StateKey<HostKubeconfig>> keys) {
        return keys.stream().map(StateKey::id).toList();
    }

    @Override
    public Map<StateKey<HostKubeconfig>, Observed<HostKubeconfig>> parse(
            List<StateKey<HostKubeconfig>> keys, ScriptResult result) {
        PathStats stats = PathStats.of(paths(keys), result);
        List<String> told = stats.more();
        Map<String, HostKubeconfig> found = new HashMap<>();
        for (int i = 0; i + PARTS <= told.size(); i += PARTS) {
            String path = keys.get(Integer.parseInt(told.get(i))).id();
            found.put(
                    path, new HostKubeconfig(true, told.get(i + 1), told.get(i + 2), told.get(i + 3), told.get(i + 4)));
        }
        Map<StateKey<HostKubeconfig>, Observed<HostKubeconfig>> states = new HashMap<>();
        keys.forEach(key -> states.put(key, state(key.id(), stats, found)));
        return states;
    }

    private static Observed<HostKubeconfig> state(String path, PathStats stats, Map<String, HostKubeconfig> found) {
        PathStats.Stat stat = stats.found().get(path);
        if (stat == null) {
            return stats.missing(path, HostKubeconfig.MISSING);
        }
        return stat.isFile() && !found.containsKey(path)
                ? new Observed.Unknown<>(path + " cannot be read (become another user?)")
                : Observed.read(found.getOrDefault(path, HostKubeconfig.MISSING));
    }
}
