package play.modules.files;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import play.host.Observed;
import play.host.PathStats;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;

/** Reads {@link Inode}: one {@code stat} for any number of paths. */
record Inodes() implements StateFamily<Inode> {
    static StateKey<Inode> at(String path) {
        return new Inodes().key(path);
    }

    @Override
    public String name() {
        return "inode";
    }

    @Override
    public Class<Inode> type() {
        return Inode.class;
    }

    @Override
    public Script read(List<StateKey<Inode>> keys) {
        return Script.of(PathStats.script(paths(keys), false, ""));
    }

    private static List<String> paths(List<StateKey<Inode>> keys) {
        return keys.stream().map(StateKey::id).toList();
    }

    @Override
    public Map<StateKey<Inode>, Observed<Inode>> parse(List<StateKey<Inode>> keys, ScriptResult result) {
        PathStats stats = PathStats.of(paths(keys), result);
        Map<StateKey<Inode>, Observed<Inode>> states = new LinkedHashMap<>();
        keys.forEach(key -> states.put(key, state(key.id(), stats)));
        return states;
    }

    private static Observed<Inode> state(String path, PathStats stats) {
        PathStats.Stat stat = stats.found().get(path);
        return stat == null ? stats.missing(path, new Inode.Missing()) : Observed.read(new Inode.Numbers(stat.inode()));
    }
}
