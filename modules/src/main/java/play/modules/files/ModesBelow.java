package play.modules.files;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import play.host.HostState;
import play.host.Mode;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
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

    /** One {@code find} per directory. */
    record Family() implements StateFamily<ModesBelow> {
        private static final Duration LONGEST = Duration.ofMinutes(10);

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
            StringBuilder script = new StringBuilder();
            for (StateKey<ModesBelow> key : keys) {
                script.append("echo tree; if [ -d ")
                        .append(ShellWords.quote(key.id()))
                        .append(" ]; then find ")
                        .append(ShellWords.quote(key.id() + "/"))
                        .append(" -mindepth 1 \\( -type f -o -type d \\) -exec stat -c %f -- {} + | sort -u; fi\n");
            }
            return Script.of(script.toString()).within(LONGEST);
        }

        @Override
        public Told<ModesBelow> told(List<StateKey<ModesBelow>> keys, ScriptResult result)
                throws UnknownStateException {
            String failure = "what is below cannot be listed";
            if (!result.err().isEmpty()) {
                throw result.unknown(failure);
            }
            List<Set<Found>> trees = new ArrayList<>();
            for (String line : result.lines()) {
                if (line.equals("tree")) {
                    trees.add(new TreeSet<>());
                } else if (line.matches("[0-9a-f]{1,6}") && !trees.isEmpty()) {
                    trees.getLast().add(Found.of(Integer.parseInt(line, 16)));
                } else {
                    throw UnknownStateException.expected("'tree' or a mode", line);
                }
            }
            return (index, id) -> {
                if (index >= trees.size()) {
                    throw result.unknown(failure);
                }
                return new ModesBelow(trees.get(index));
            };
        }
    }
}
