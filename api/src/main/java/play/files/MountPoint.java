package play.files;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import play.host.HostState;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/**
 * Whether a mount of its own stands at a path, as containers have for single files: nothing can take its place.
 *
 * @param present whether it does
 */
record MountPoint(boolean present) implements HostState {
    static StateKey<MountPoint> at(String path) {
        return new Family().key(path);
    }

    /** Reads the kernel's list of mounts, of which one search finds the lines that may be meant. */
    record Family() implements StateFamily<MountPoint> {
        private static final Shape MOUNT = Shape.of(" ", "mount parent device root path options");

        @Override
        public String name() {
            return "mount";
        }

        @Override
        public Class<MountPoint> type() {
            return MountPoint.class;
        }

        @Override
        public Script read(List<StateKey<MountPoint>> keys) {
            String words = keys.stream()
                    .map(key -> "-e " + ShellWords.quote(" " + written(key.id()) + " "))
                    .collect(Collectors.joining(" "));
            return Script.of("grep -F " + words + " /proc/self/mountinfo\n[ $? -le 1 ]\n");
        }

        /** As the kernel writes it: blanks and the like as octal numbers. */
        private static String written(String path) {
            return path.replace("\\", "\\134")
                    .replace(" ", "\\040")
                    .replace("\t", "\\011")
                    .replace("\n", "\\012")
                    .replace("#", "\\043");
        }

        @Override
        public Told<MountPoint> told(List<StateKey<MountPoint>> keys, ScriptResult result)
                throws UnknownStateException {
            result.expectSuccess("mounts cannot be read");
            Set<String> mounted = new HashSet<>();
            for (String line : result.lines()) {
                mounted.add(MOUNT.read(line).text("path"));
            }
            return (index, path) -> new MountPoint(mounted.contains(written(path)));
        }
    }
}
