package play.modules.files;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import play.host.HostState;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.value.Foreseen;

/** The attributes that the file system keeps of what stands at a path, by the letters of {@code lsattr}. */
sealed interface FileFlags extends HostState {
    FileFlags NONE = new None();

    /** Nothing stands there. */
    record None() implements FileFlags {
        @Override
        public boolean present() {
            return false;
        }
    }

    /** @param letters each once, in the order of the alphabet */
    record Of(Foreseen<String> letters) implements FileFlags {
        @Override
        public boolean present() {
            return true;
        }
    }

    static StateKey<FileFlags> at(String path) {
        return new Family().key(path);
    }

    /** Each letter once, in the order of the alphabet. */
    static String sorted(String letters) {
        return letters
                .chars()
                .mapToObj(letter -> String.valueOf((char) letter))
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining());
    }

    record Family() implements StateFamily<FileFlags> {
        private static final Pattern LISTED = Pattern.compile("([-A-Za-z]{4,40}) +[^ ](?s).*");

        private static final String READ = """
            for p do
              [ -e "$p" ] || [ -h "$p" ] || { printf 'none\\0\\0'; continue; }
              f=$(LC_ALL=C lsattr -d -- "$p" 2>&1) || :
              printf 'there\\0%s\\0' "$f"
            done
            """;

        @Override
        public String name() {
            return "attributes";
        }

        @Override
        public Class<FileFlags> type() {
            return FileFlags.class;
        }

        @Override
        public Place under() {
            return Place.PATH;
        }

        @Override
        public Optional<FileFlags> absent() {
            return Optional.of(NONE);
        }

        @Override
        public Script read(List<StateKey<FileFlags>> keys) {
            return Script.over(keys, READ);
        }

        @Override
        public Told<FileFlags> told(List<StateKey<FileFlags>> keys, ScriptResult result) throws UnknownStateException {
            Parts parts = Parts.of(result);
            return (index, path) -> {
                String there = parts.next("none or there");
                String line = parts.next("a line of lsattr");
                return switch (there) {
                    case "none" -> NONE;
                    case "there" -> listed(path, line);
                    default -> throw UnknownStateException.expected("none or there", there);
                };
            };
        }

        private static FileFlags listed(String path, String line) throws UnknownStateException {
            Matcher listed = LISTED.matcher(line);
            if (!listed.matches()) {
                throw new UnknownStateException(
                        "the host does not tell which attributes " + path + " has: " + line.strip());
            }
            return new Of(new Foreseen.Exactly<>(sorted(listed.group(1).replace("-", ""))));
        }
    }
}
