package play.modules.files;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import play.host.Base64Text;
import play.host.FileTexts;
import play.host.HostState;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.value.Bytes;

/** The files that stand in a directory itself, with what they hold. */
sealed interface Fragments extends HostState {
    static StateKey<Fragments> in(String directory) {
        return new Family().key(directory);
    }

    /** No directory is there. */
    record Missing() implements Fragments {
        @Override
        public boolean present() {
            return false;
        }
    }

    /** A dry run foresees changes there. */
    record Foreseen() implements Fragments {
        @Override
        public boolean present() {
            return true;
        }
    }

    /** @param files by name */
    record Held(SortedMap<String, Bytes> files) implements Fragments {
        public Held {
            files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        }

        @Override
        public boolean present() {
            return true;
        }
    }

    /** Reads all files of a directory, links to files among them. The sign at the end says that all was read. */
    record Family() implements StateFamily<Fragments> {
        private static final String READ = """
            for p do
              if [ ! -d "$p" ]; then printf 'missing\\0'; continue; fi
              if [ ! -r "$p" ] || [ ! -x "$p" ]; then printf 'closed\\0'; continue; fi
              printf 'files\\0'
              for f in "$p"/* "$p"/.[!.]* "$p"/..?*; do
                [ -f "$f" ] || continue
                printf '%%s\\0' "${f##*/}"
                { head -c %d -- "$f" && printf +; } | base64 | tr -d '\\n'
                printf '\\0'
              done
              printf '\\0'
            done
            """.formatted(FileTexts.LIMIT + 1);

        @Override
        public String name() {
            return "fragments";
        }

        @Override
        public Class<Fragments> type() {
            return Fragments.class;
        }

        @Override
        public Place under() {
            return Place.TREE;
        }

        @Override
        public Optional<Fragments> afterChangesBelow() {
            return Optional.of(new Foreseen());
        }

        @Override
        public boolean secret() {
            return true;
        }

        @Override
        public Script read(List<StateKey<Fragments>> keys) {
            return Script.over(keys, READ);
        }

        @Override
        public Told<Fragments> told(List<StateKey<Fragments>> keys, ScriptResult result) {
            Parts parts = Parts.of(result);
            return (index, path) -> switch (parts.next("files, closed or missing")) {
                case "missing" -> new Missing();
                case "closed" ->
                    throw new UnknownStateException(path + " cannot be listed by this user (become another user?)");
                case "files" -> held(path, parts.list("a file"));
                default -> throw new UnknownStateException("the host does not tell of the files in " + path);
            };
        }

        private static Fragments held(String path, List<String> parts) throws UnknownStateException {
            SortedMap<String, Bytes> files = new TreeMap<>();
            for (int i = 0; i + 1 < parts.size(); i += 2) {
                files.put(parts.get(i), content(path + "/" + parts.get(i), parts.get(i + 1)));
            }
            return new Held(files);
        }

        private static Bytes content(String file, String base64) throws UnknownStateException {
            byte[] bytes = Base64Text.decoded(base64).toArray();
            if (bytes.length == 0 || bytes[bytes.length - 1] != '+') {
                throw new UnknownStateException(file + " cannot be read by this user (become another user?)");
            }
            if (bytes.length - 1 > FileTexts.LIMIT) {
                throw new UnknownStateException(
                        file + " is larger than " + FileTexts.LIMIT + " bytes; files are not assembled of such");
            }
            return Bytes.of(java.util.Arrays.copyOf(bytes, bytes.length - 1));
        }
    }
}
