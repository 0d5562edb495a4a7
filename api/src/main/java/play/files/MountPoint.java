package play.files;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import play.host.Fields;
import play.host.HostState;
import play.host.MountNames;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.value.Foreseen;

/** What the kernel has mounted at a path. */
public sealed interface MountPoint extends HostState {
    MountPoint NONE = new None();

    static StateKey<MountPoint> at(String path) {
        return new Family().key(path);
    }

    /** Nothing of its own: what is seen there belongs to the file system around it. */
    record None() implements MountPoint {
        @Override
        public boolean present() {
            return false;
        }
    }

    /**
     * A mount; of several at one path the one that is seen.
     *
     * @param source as the kernel calls it, {@code /dev/vda1}, {@code server:/srv}, {@code tmpfs}; of a loop device the
     *     file
     * @param root the part of the file system that is seen: {@code /}, unless a directory or file of it is mounted
     * @param fstype such as {@code ext4}
     * @param device the number by which the kernel tells file systems apart: {@code 8:1}
     */
    record Mounted(Foreseen<String> source, Foreseen<String> root, Foreseen<String> fstype, Foreseen<String> device)
            implements MountPoint {
        @Override
        public boolean present() {
            return true;
        }
    }

    /** Reads the kernel's list of mounts, of which one search finds the lines that may be meant. */
    record Family() implements StateFamily<MountPoint> {
        private static final Shape MOUNT = Shape.of(" ", "mount parent device root path options");
        private static final Shape FILE_SYSTEM = Shape.of(" ", "fstype source options");
        private static final Shape LOOP = Shape.of(" ", "loop device file");
        private static final String SEPARATOR = " - ";

        /** Files that are mounted like disks, by the device that shows each. */
        private static final String LOOPS = """
            for f in /sys/block/loop*/loop/backing_file; do
              [ -e "$f" ] || continue
              d=${f%/loop/backing_file}
              printf 'loop /dev/%s %s\\n' "${d##*/}" "$(cat "$f" 2>/dev/null)"
            done
            """;

        @Override
        public String name() {
            return "mount";
        }

        @Override
        public Class<MountPoint> type() {
            return MountPoint.class;
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
        public Script read(List<StateKey<MountPoint>> keys) {
            String words = keys.stream()
                    .map(key -> "-e " + ShellWords.quote(" " + MountNames.path(key.id()) + " "))
                    .collect(Collectors.joining(" "));
            return Script.of(LOOPS + "grep -F " + words + " /proc/self/mountinfo\n[ $? -le 1 ]\n");
        }

        /** A mount is told by more than one line; what names the path elsewhere counts as one. */
        @Override
        public Optional<String> still(StateKey<MountPoint> key, MountPoint state) {
            String word = ShellWords.quote(" " + MountNames.path(key.id()) + " ");
            return state.present()
                    ? Optional.empty()
                    : Optional.of("grep -q -F -e " + word + " /proc/self/mountinfo\n[ $? -eq 1 ]");
        }

        @Override
        public Told<MountPoint> told(List<StateKey<MountPoint>> keys, ScriptResult result)
                throws UnknownStateException {
            result.expectSuccess("mounts cannot be read");
            Map<String, String> files = new HashMap<>();
            Map<String, MountPoint> mounted = new HashMap<>();
            for (String line : result.lines()) {
                if (line.startsWith("loop ")) {
                    Fields loop = LOOP.read(line);
                    files.put(loop.text("device"), loop.text("file"));
                } else {
                    Fields mount = MOUNT.read(line);
                    mounted.put(mount.text("path"), mounted(mount, line, files));
                }
            }
            return (index, path) -> mounted.getOrDefault(MountNames.path(path), NONE);
        }

        private static MountPoint mounted(Fields mount, String line, Map<String, String> files)
                throws UnknownStateException {
            int separator = line.indexOf(SEPARATOR);
            if (separator < 0) {
                throw UnknownStateException.expected("a mount as the kernel lists it", line);
            }
            Fields fileSystem = FILE_SYSTEM.read(line.substring(separator + SEPARATOR.length()));
            String source = MountNames.read(fileSystem.text("source"));
            return new Mounted(
                    new Foreseen.Exactly<>(files.getOrDefault(source, source)),
                    new Foreseen.Exactly<>(MountNames.read(mount.text("root"))),
                    new Foreseen.Exactly<>(fileSystem.text("fstype")),
                    new Foreseen.Exactly<>(mount.text("device")));
        }
    }
}
