package play.modules.files;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.host.HostState;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/**
 * What programs of the host say of a path; nothing where they are not there.
 *
 * @param access what the task's user may do, of {@code r}, {@code w} and {@code x}; links are followed
 * @param mime as {@code file} prints it: {@code text/plain; charset=us-ascii}
 * @param flags as {@code lsattr} prints them: version and letters
 */
record FileTrait(boolean present, String access, String mime, String flags) implements HostState {
    private static final FileTrait NONE = new FileTrait(false, "", "", "");

    /** What Ansible says where nobody knows. */
    private static final String UNKNOWN = "unknown";

    private static final Map<Character, String> FLAGS = Map.ofEntries(
            Map.entry('A', "noatime"),
            Map.entry('a', "append"),
            Map.entry('c', "compressed"),
            Map.entry('C', "nocow"),
            Map.entry('d', "nodump"),
            Map.entry('D', "dirsync"),
            Map.entry('e', "extents"),
            Map.entry('E', "encrypted"),
            Map.entry('h', "blocksize"),
            Map.entry('i', "immutable"),
            Map.entry('I', "indexed"),
            Map.entry('j', "journalled"),
            Map.entry('N', "inline"),
            Map.entry('s', "zero"),
            Map.entry('S', "synchronous"),
            Map.entry('t', "notail"),
            Map.entry('T', "blockroot"),
            Map.entry('u', "undelete"),
            Map.entry('X', "compressedraw"),
            Map.entry('Z', "compresseddirty"));

    /** The fields of a result, under Ansible's names. */
    Map<String, @Nullable Object> fields(Family asked) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("readable", access.contains("r"));
        fields.put("writeable", access.contains("w"));
        fields.put("executable", access.contains("x"));
        if (asked.mime()) {
            int middle = mime.indexOf("; charset=");
            fields.put("mimetype", middle < 0 ? UNKNOWN : mime.substring(0, middle));
            fields.put("charset", middle < 0 ? UNKNOWN : mime.substring(middle + "; charset=".length()));
        }
        if (asked.flags()) {
            List<String> words = List.of(flags.strip().split("\\s+"));
            String letters = words.size() < 2 ? "" : words.get(1).replace("-", "");
            fields.put("version", words.size() < 2 ? null : words.get(0));
            fields.put("attr_flags", letters);
            fields.put("attributes", named(letters));
        }
        return fields;
    }

    /** The names of {@link #fields}. */
    static Set<String> unknown(Family asked) {
        return NONE.fields(asked).keySet();
    }

    private static List<String> named(String letters) {
        List<String> names = new ArrayList<>();
        for (char letter : letters.toCharArray()) {
            Optional.ofNullable(FLAGS.get(letter)).ifPresent(names::add);
        }
        return names;
    }

    /**
     * Asks for what a task wants to know.
     *
     * @param mime whether {@code file} is asked, which reads some of the content
     * @param flags whether {@code lsattr} is asked
     */
    record Family(boolean mime, boolean flags) implements StateFamily<FileTrait> {
        private static final String READ = """
            for p do
              [ -e "$p" ] || [ -h "$p" ] || { printf '\\0\\0\\0\\0'; continue; }
              printf 'there\\0'
              [ ! -r "$p" ] || printf r
              [ ! -w "$p" ] || printf w
              [ ! -x "$p" ] || printf x
              printf '\\0'
              m=; [ @MIME@ ] || m=$(LC_ALL=C file -b --mime-type --mime-encoding -- "$p" 2>/dev/null) || m=
              f=; [ @FLAGS@ ] || f=$(LC_ALL=C lsattr -vd -- "$p" 2>/dev/null) || f=
              printf '%s\\0%s\\0' "$m" "${f%"$p"}"
            done
            """;

        @Override
        public String name() {
            return "trait";
        }

        @Override
        public Class<FileTrait> type() {
            return FileTrait.class;
        }

        @Override
        public Place under() {
            return Place.PATH;
        }

        @Override
        public Optional<FileTrait> absent() {
            return Optional.of(NONE);
        }

        @Override
        public Script read(List<StateKey<FileTrait>> keys) {
            String script = READ.replace("@MIME@", mime ? "" : "no").replace("@FLAGS@", flags ? "" : "no");
            return Script.over(keys, script);
        }

        @Override
        public Told<FileTrait> told(List<StateKey<FileTrait>> keys, ScriptResult result) throws UnknownStateException {
            Parts parts = Parts.of(result);
            return (index, path) -> {
                String there = parts.next("there or nothing");
                if (!there.isEmpty() && !there.equals("there")) {
                    throw UnknownStateException.expected("there or nothing", there);
                }
                String access = parts.next("what may be done with " + path);
                if (!access.matches("r?w?x?")) {
                    throw UnknownStateException.expected("some of rwx", access);
                }
                String mime = parts.next("what kind of file it is");
                String flags = parts.next("flags of " + path);
                return there.isEmpty() ? NONE : new FileTrait(true, access, mime, flags);
            };
        }
    }
}
