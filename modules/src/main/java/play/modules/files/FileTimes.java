package play.modules.files;

import java.util.List;
import java.util.Optional;
import play.host.Files;
import play.host.HostState;
import play.host.PathStats;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.value.Foreseen;

/** When what stands at a path was read and written last; links are not followed. */
sealed interface FileTimes extends HostState {
    FileTimes NONE = new None();

    /** Nothing stands there. */
    record None() implements FileTimes {
        @Override
        public boolean present() {
            return false;
        }
    }

    /** In seconds since 1970. */
    record Of(Foreseen<Long> access, Foreseen<Long> modification) implements FileTimes {
        @Override
        public boolean present() {
            return true;
        }
    }

    static StateKey<FileTimes> at(String path) {
        return new Family().key(path);
    }

    record Family() implements StateFamily<FileTimes> {
        /** Places in {@link PathStats.Stat#inode}. */
        private static final int ACCESS = 5;

        private static final int MODIFICATION = 6;

        @Override
        public String name() {
            return "times";
        }

        @Override
        public Class<FileTimes> type() {
            return FileTimes.class;
        }

        @Override
        public Place under() {
            return Place.PATH;
        }

        @Override
        public Optional<FileTimes> absent() {
            return Optional.of(NONE);
        }

        @Override
        public Optional<FileTimes> afterChangeOf(StateKey<?> other, String id, FileTimes foreseen) {
            Foreseen<Long> later = new Foreseen.Later<>("a later task changes " + id);
            return other.family() instanceof Files && other.id().equals(id) && foreseen.present()
                    ? Optional.of(new Of(later, later))
                    : Optional.empty();
        }

        @Override
        public Script read(List<StateKey<FileTimes>> keys) {
            return Script.of(PathStats.script(paths(keys), false, ""));
        }

        private static List<String> paths(List<StateKey<FileTimes>> keys) {
            return keys.stream().map(StateKey::id).toList();
        }

        @Override
        public Told<FileTimes> told(List<StateKey<FileTimes>> keys, ScriptResult result) throws UnknownStateException {
            PathStats stats = PathStats.of(paths(keys), result);
            return (index, path) -> {
                PathStats.Stat stat = stats.found().get(path);
                return stat == null
                        ? stats.missing(path, NONE)
                        : new Of(
                                new Foreseen.Exactly<>(stat.inode().get(ACCESS)),
                                new Foreseen.Exactly<>(stat.inode().get(MODIFICATION)));
            };
        }
    }
}
