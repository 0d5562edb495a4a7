package play.modules.system;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import play.host.Fields;
import play.host.PathStats;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
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

    private static final Shape TOLD = Shape.ofParts("index writable value");

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
    public Place under() {
        return Place.NOWHERE;
    }

    /** Nothing but what is done on the host changes it. */
    @Override
    public boolean isReadAhead() {
        return true;
    }

    @Override
    public Script read(List<StateKey<SysctlState>> keys) {
        return Script.of(PathStats.script(paths(keys), true, READ));
    }

    private static List<String> paths(List<StateKey<SysctlState>> keys) {
        return keys.stream().map(key -> path(key.id())).toList();
    }

    @Override
    public Told<SysctlState> told(List<StateKey<SysctlState>> keys, ScriptResult result) throws UnknownStateException {
        PathStats stats = PathStats.of(paths(keys), result);
        Map<Integer, SysctlState> found = new HashMap<>();
        for (Fields told : stats.more().all(TOLD)) {
            found.put(
                    told.index("index", keys.size()),
                    new SysctlState.Present(
                            new Foreseen.Exactly<>(normal(told.text("value"))),
                            told.text("writable").equals("yes")));
        }
        return (index, name) -> {
            SysctlState state = found.get(index);
            return state == null ? missing(path(name), stats) : state;
        };
    }

    private static SysctlState missing(String path, PathStats stats) throws UnknownStateException {
        if (stats.found().containsKey(path)) {
            throw new UnknownStateException(path + " cannot be read, though it is there");
        }
        return stats.missing(path, SysctlState.ABSENT);
    }
}
