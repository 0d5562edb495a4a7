package play.modules.files;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import play.host.HostState;
import play.host.Mode;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/**
 * Which permission bits files and directories below a directory have; what a relative mode changes follows from them.
 *
 * @param found each once
 */
record ModesBelow(Set<Found> found) implements HostState {
    /** Some files, or some directories, have these bits. */
    record Found(boolean directory, Mode mode) implements Comparable<Found> {
        private static final int KIND = 0170000;
        private static final int DIRECTORY = 0040000;

        static Found of(int raw) {
            return new Found((raw & KIND) == DIRECTORY, new Mode(raw & 07777));
        }

        @Override
        public String toString() {
            return (directory ? "directories " : "files ") + mode;
        }

        @Override
        public int compareTo(Found other) {
            int kinds = Boolean.compare(directory, other.directory);
            return kinds == 0 ? Integer.compare(mode.bits(), other.mode.bits()) : kinds;
        }
    }

    ModesBelow {
        found = Collections.unmodifiableSortedSet(new TreeSet<>(found));
    }

    @Override
    public boolean present() {
        return true;
    }

    static StateKey<ModesBelow> at(String path) {
        return new Family().key(path);
    }

    record Family() implements StateFamily<ModesBelow> {
        private static final Pattern A_MODE = Pattern.compile("[0-9a-f]{1,6}");

        @Override
        public String name() {
            return "modes below";
        }

        @Override
        public Class<ModesBelow> type() {
            return ModesBelow.class;
        }

        @Override
        public Place under() {
            return Place.TREE;
        }

        @Override
        public Script read(List<StateKey<ModesBelow>> keys) {
            return Below.listing(keys, "-exec stat -c %f -- {} + | sort -u | tr '\\n' '\\000'");
        }

        @Override
        public Told<ModesBelow> told(List<StateKey<ModesBelow>> keys, ScriptResult result)
                throws UnknownStateException {
            return Below.told(
                    result,
                    A_MODE,
                    modes -> new ModesBelow(modes.stream()
                            .map(mode -> Found.of(Integer.parseInt(mode, 16)))
                            .collect(Collectors.toSet())));
        }
    }
}
