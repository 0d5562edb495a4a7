package play.modules.files;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.files.Paths;
import play.host.Files;
import play.host.HostState;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/**
 * Whether a path is one more name of a file.
 *
 * @param leads what the path has to do with the file
 * @param file device and number of the file, {@code 65:12}; empty where there is none yet
 * @param across whether the path's directory is on another file system, so that it can't be a name of the file
 */
record HardLink(Leads leads, String file, boolean across) implements HostState {
    /** What a path has to do with a file. */
    enum Leads {
        TO_IT,
        ELSEWHERE,
        /** Either name was changed since: whether by a new file in its place is not known. */
        UNSURE
    }

    @Override
    public boolean present() {
        return true;
    }

    HardLink now(Leads other) {
        return new HardLink(other, file, across);
    }

    static StateKey<HardLink> at(String path, String file) {
        return new Family(file).key(path);
    }

    /**
     * Of which file system a name is, its directory tells: an overlay may give files other devices than directories.
     *
     * @param file absolute path of the file, which no link is followed at
     */
    record Family(String file) implements StateFamily<HardLink> {
        private static final String READ = """
            for p do
              d=$(stat -L -c %d -- "${p%/*}/" 2>/dev/null) || d=
              i=$(stat -c %d:%i -- "$p" 2>/dev/null) || i=
              printf '%s\\0%s\\0%s\\0' "$f" "$i" "${d:+$e:$d}"
            done
            """;

        private static final Pattern NUMBERS = Pattern.compile("(?:[0-9]+:[0-9]+)?");
        private static final Pattern DEVICES = Pattern.compile("(?:([0-9]*):([0-9]+))?");

        @Override
        public String name() {
            return "hard link";
        }

        @Override
        public Class<HardLink> type() {
            return HardLink.class;
        }

        @Override
        public Place under() {
            return Place.PATH;
        }

        /** The effects on the names themselves tell it better. */
        @Override
        public boolean isTold() {
            return false;
        }

        @Override
        public Script read(List<StateKey<HardLink>> keys) {
            return Script.over(keys, READ)
                    .after("f=$(stat -c %d:%i -- " + ShellWords.quote(file) + " 2>/dev/null) || f=\n"
                            + "e=$(stat -L -c %d -- " + ShellWords.quote(Paths.parent(file) + "/")
                            + " 2>/dev/null) || e=\n");
        }

        @Override
        public Told<HardLink> told(List<StateKey<HardLink>> keys, ScriptResult result) throws UnknownStateException {
            Parts parts = Parts.of(result);
            return (index, path) -> {
                String source = part(parts, NUMBERS, "device and number of the file");
                String there = part(parts, NUMBERS, "device and number of what is at the path");
                Matcher devices = DEVICES.matcher(part(parts, DEVICES, "devices of both directories"));
                boolean across =
                        !source.isEmpty() && devices.matches() && !Objects.equals(devices.group(1), devices.group(2));
                Leads leads = !source.isEmpty() && source.equals(there) ? Leads.TO_IT : Leads.ELSEWHERE;
                return new HardLink(leads, source, across);
            };
        }

        private static String part(Parts parts, Pattern pattern, String expected) throws UnknownStateException {
            String part = parts.next(expected);
            if (!pattern.matcher(part).matches()) {
                throw UnknownStateException.expected(expected, part);
            }
            return part;
        }

        @Override
        public Optional<HardLink> afterChangeOf(StateKey<?> other, String id, HardLink foreseen) {
            boolean ofItsNames = other.family() instanceof Files
                    && (other.id().equals(id) || other.id().equals(file));
            return ofItsNames ? Optional.of(foreseen.now(Leads.UNSURE)) : Optional.empty();
        }
    }
}
