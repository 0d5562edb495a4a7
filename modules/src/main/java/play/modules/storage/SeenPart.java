package play.modules.storage;

import java.util.ArrayList;
import java.util.List;
import play.files.Paths;
import play.host.Fields;
import play.host.HostState;
import play.host.MountNames;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/**
 * Which part of which file system is seen at a path, through links.
 *
 * @param present whether anything is there
 * @param device its number, {@code 8:1}; empty where nothing is there
 * @param root the path within the file system
 */
record SeenPart(boolean present, String device, String root) implements HostState {
    private static final SeenPart NONE = new SeenPart(false, "", "");

    static StateKey<SeenPart> at(String path) {
        return new Family().key(path);
    }

    /** Reads all mounts, of which the deepest above a path counts, and of those the last. */
    record Family() implements StateFamily<SeenPart> {
        private static final String REAL = "real ";
        private static final Shape MOUNT = Shape.of(" ", "mount parent device root path options");
        private static final String READ = """
            cat /proc/self/mountinfo || exit 1
            for p do
              if [ -e "$p" ]; then printf 'real %s\\n' "$(readlink -f -- "$p")"; else echo 'real '; fi
            done
            """;

        @Override
        public String name() {
            return "part of a file system";
        }

        @Override
        public Class<SeenPart> type() {
            return SeenPart.class;
        }

        @Override
        public Place under() {
            return Place.PATH;
        }

        @Override
        public Script read(List<StateKey<SeenPart>> keys) {
            return Script.over(keys, READ);
        }

        @Override
        public Told<SeenPart> told(List<StateKey<SeenPart>> keys, ScriptResult result) throws UnknownStateException {
            result.expectSuccess("mounts cannot be read");
            List<Fields> mounts = new ArrayList<>();
            List<String> real = new ArrayList<>();
            for (String line : result.lines()) {
                if (line.startsWith(REAL)) {
                    real.add(line.substring(REAL.length()));
                } else {
                    mounts.add(MOUNT.read(line));
                }
            }
            if (real.size() != keys.size()) {
                throw UnknownStateException.expected(keys.size() + " lines '" + REAL + "PATH'", result.out());
            }
            return (index, path) -> real.get(index).isEmpty() ? NONE : part(real.get(index), mounts);
        }

        private static SeenPart part(String path, List<Fields> mounts) throws UnknownStateException {
            SeenPart part = NONE;
            int deepest = 0;
            for (Fields mount : mounts) {
                String at = MountNames.read(mount.text("path"));
                if (Place.isWithin(path, at) && at.length() >= deepest) {
                    deepest = at.length();
                    String below = at.equals("/") ? path : path.substring(at.length());
                    part = new SeenPart(
                            true, mount.text("device"), Paths.join(MountNames.read(mount.text("root")), below));
                }
            }
            return part;
        }
    }
}
