package play.modules.crypto;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import play.files.Paths;
import play.host.Fields;
import play.host.PathStats;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

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

    private static final Shape TOLD = Shape.ofParts("index authority certificate key rest");

    static StateKey<HostKubeconfig> at(String path) {
        return new HostKubeconfigs().key(Paths.clean(path));
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
    public Told<HostKubeconfig> told(List<StateKey<HostKubeconfig>> keys, ScriptResult result)
            throws UnknownStateException {
        PathStats stats = PathStats.of(paths(keys), result);
        Map<Integer, HostKubeconfig> found = new HashMap<>();
        for (Fields told : stats.more().all(TOLD)) {
            found.put(
                    told.index("index", keys.size()),
                    new HostKubeconfig(
                            true,
                            told.text("authority"),
                            told.text("certificate"),
                            told.text("key"),
                            told.text("rest")));
        }
        return (index, path) -> {
            PathStats.Stat stat = stats.found().get(path);
            if (stat == null) {
                return stats.missing(path, HostKubeconfig.MISSING);
            }
            if (stat.isFile() && !found.containsKey(index)) {
                throw new UnknownStateException(path + " cannot be read (become another user?)");
            }
            return found.getOrDefault(index, HostKubeconfig.MISSING);
        };
    }
}
