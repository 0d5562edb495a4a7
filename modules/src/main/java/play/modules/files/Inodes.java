package play.modules.files;

import java.util.List;
import java.util.Optional;
import play.host.Files;
import play.host.PathChecks;
import play.host.PathStats;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

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
    public Place under() {
        return Place.PATH;
    }

    @Override
    public boolean follows(StateFamily<?> other) {
        return other instanceof Files || other instanceof LinkOwner.Family;
    }

    @Override
    public Script read(List<StateKey<Inode>> keys) {
        return Script.of(PathStats.script(paths(keys), false, ""));
    }

    @Override
    public Optional<String> still(StateKey<Inode> key, Inode state) {
        return switch (state) {
            case Inode.Missing missing -> Optional.of(PathChecks.absent(key.id(), false));
            case Inode.Numbers numbers -> numbers.still(key.id());
        };
    }

    private static List<String> paths(List<StateKey<Inode>> keys) {
        return keys.stream().map(StateKey::id).toList();
    }

    @Override
    public Told<Inode> told(List<StateKey<Inode>> keys, ScriptResult result) throws UnknownStateException {
        PathStats stats = PathStats.of(paths(keys), result);
        return (index, path) -> {
            PathStats.Stat stat = stats.found().get(path);
            return stat == null ? stats.missing(path, new Inode.Missing()) : Inode.Numbers.of(stat);
        };
    }
}
