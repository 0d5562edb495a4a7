package play.modules.system;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import play.host.Observed;
import play.host.PathStats;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.value.Foreseen;

/** Settings of the running kernel, read from {@code /proc/sys} by one loop of the shell. */
public record Sysctls() implements StateFamily<SysctlState> {
    private static final String READ = """
        for p do
          if [ -w "$p" ]; then w=yes; else w=no; fi
          [ -e "$p" ] && v=$(cat -- "$p" && echo .) && printf '%s\\0%s\\0%s\\0' "$i" "$w" "${v%??}"
          i=$((i+1))
        done
        """;

    /**
     * The setting of a name as sysctl(8) takes it: {@code net.ipv4.ip_forward}, {@code net/ipv4/conf/eth0.1/rp_filter}.
     */
    public static StateKey<SysctlState> at(String name) {
        return new Sysctls().key(name);
    }

    /**
     * Where the kernel shows a setting. The separator that comes first separates; the other stands for itself, swapped.
     */
    static String path(String name) {
        int dot = name.indexOf('.');
        int slash = name.indexOf('/');
        boolean slashes = slash >= 0 && (dot < 0 || slash < dot);
        return "/proc/sys/"
                + (slashes ? name : name.replace('.', '\0').replace('/', '.').replace('\0', '/'));
    }

    static String normal(String value) {
        return value.strip().replaceAll("\\s+", " ");
    }

    @Override
    public String name() {
        return "sysctl";
    }

    @Override
    public Class<SysctlState> type() {
        return SysctlState.class;
    }

    @Override
    public Script read(List<StateKey<SysctlState>> keys) {
        return Script.of(PathStats.script(paths(keys), true, READ));
    }

    private static List<String> paths(List<StateKey<SysctlState>> keys) {
        return keys.stream().map(key -> path(key.id())).toList();
    }

    @Override
    public Map<StateKey<SysctlState>, Observed<SysctlState>> parse(
            List<StateKey<SysctlState>> keys, ScriptResult result) {
        PathStats stats = PathStats.of(paths(keys), result);
        List<String> told = stats.more();
        Map<String, SysctlState> found = new HashMap<>();
        for (int i = 0; i + 2 < told.size(); i += 3) {
            SysctlState state = new SysctlState.Present(
                    new Foreseen.Exactly<>(normal(told.get(i + 2))),
                    told.get(i + 1).equals("yes"));
            found.put(paths(keys).get(Integer.parseInt(told.get(i))), state);
        }
        Map<StateKey<SysctlState>, Observed<SysctlState>> states = new HashMap<>();
        keys.forEach(key -> states.put(key, state(path(key.id()), stats, found)));
        return states;
    }

    private static Observed<SysctlState> state(String path, PathStats stats, Map<String, SysctlState> found) {
        SysctlState state = found.get(path);
        if (state != null) {
            return Observed.read(state);
        }
        return stats.found().containsKey(path)
                ? new Observed.Unknown<>(path + " cannot be read, though it is there")
                : stats.missing(path, SysctlState.ABSENT);
    }
}
