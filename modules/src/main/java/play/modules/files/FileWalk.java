package play.modules.files;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.files.Paths;
import play.host.Fields;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/**
 * Reads {@link FoundFiles}: one walk per directory. Names end in NUL bytes; what {@code stat} says of some hundreds of
 * them follows in lines, in the same order.
 *
 * @param depth how many levels are listed; 0 means all
 * @param follow whether links to directories are entered
 * @param tests tests of {@code find} for what is listed, so that less has to travel; more may be listed than is wanted
 */
record FileWalk(int depth, boolean follow, List<String> tests) implements StateFamily<FoundFiles> {
    private static final Shape LINE = Shape.of(" ", "mode size blocks uid gid inode dev nlink atime mtime ctime names");

    private static final List<String> NUMBERS =
            List.of("size", "blocks", "uid", "gid", "inode", "dev", "nlink", "atime", "mtime", "ctime");

    /** Where one of them has gone meanwhile, each is asked for on its own. */
    private static final String LIST = """
        f="%f %s %b %u %g %i %d %h %X %Y %Z %U\t%G"
        if s=$(stat -c "$f" -- "$@" 2>/dev/null); then
          printf "chunk\\0"; printf "%s\\0" "$@"; printf "\\0%s\\0" "$s"
        else
          for p do s=$(stat -c "$f" -- "$p" 2>/dev/null) && printf "chunk\\0%s\\0\\0%s\\0" "$p" "$s"; done
        fi
        :""";

    private static final Pattern ERROR = Pattern.compile("find: ['‘]?(/.*?)['’]?: (.*)");

    private static final Duration LONGEST = Duration.ofMinutes(10);

    FileWalk {
        tests = List.copyOf(tests);
    }

    @Override
    public String name() {
        return "found";
    }

    @Override
    public Class<FoundFiles> type() {
        return FoundFiles.class;
    }

    @Override
    public Place under() {
        return Place.TREE;
    }

    @Override
    public Optional<FoundFiles> afterChangesBelow() {
        return Optional.of(new FoundFiles.Foreseen());
    }

    @Override
    public Script read(List<StateKey<FoundFiles>> keys) {
        String find = "find " + (follow ? "-L " : "") + "\"$p/\" -mindepth 1";
        // Ansible counts what is in the directories of the last level too.
        String all = depth == 0 ? find : find + " -maxdepth " + (depth == 1 ? 1 : depth + 1);
        String listed = depth == 0 ? find : find + " -maxdepth " + depth;
        return Script.over(keys, """
                export LC_ALL=C
                for p do
                  if [ -d "$p" ]; then
                    p=${p%%/}
                    n=$(%s -print0 2>/dev/null | tr -dc '\\000' | wc -c)
                    printf 'found\\0%%s\\0%%s\\0' "$(date +%%s)" "$n"
                    { e=$(%s %s -exec sh -c %s sh {} + 2>&1 >&3 3>&-); } 3>&1
                    printf 'errors\\0%%s\\0' "$e"
                  else
                    printf 'missing\\0'
                  fi
                done
                """.formatted(all, listed, String.join(" ", tests), ShellWords.quote(LIST)))
                .within(LONGEST);
    }

    @Override
    public Told<FoundFiles> told(List<StateKey<FoundFiles>> keys, ScriptResult result) {
        Parts parts = Parts.of(result);
        return (index, path) -> {
            String kind = parts.next("found or missing");
            return switch (kind) {
                case "missing" -> new FoundFiles.Missing();
                case "found" -> listed(parts);
                default -> throw UnknownStateException.expected("found or missing", kind);
            };
        };
    }

    private static FoundFiles listed(Parts parts) throws UnknownStateException {
        Fields head = parts.next(Shape.ofParts("now examined"));
        List<FoundFiles.Entry> entries = new ArrayList<>();
        while (true) {
            String kind = parts.next("chunk or errors");
            if (kind.equals("errors")) {
                break;
            }
            if (!kind.equals("chunk")) {
                throw UnknownStateException.expected("chunk or errors", kind);
            }
            List<String> paths = parts.list("a path");
            List<Fields> lines = LINE.all(parts.next("lines of stat").lines().toList());
            if (paths.size() != lines.size()) {
                throw UnknownStateException.expected(paths.size() + " lines of stat", String.valueOf(lines.size()));
            }
            for (int i = 0; i < paths.size(); i++) {
                entries.add(entry(Paths.clean(paths.get(i)), lines.get(i)));
            }
        }
        return new FoundFiles.Listed(
                entries, head.number("examined"), head.number("now"), skipped(parts.next("errors of find")));
    }

    private static FoundFiles.Entry entry(String path, Fields line) throws UnknownStateException {
        Map<String, Long> numbers = new HashMap<>();
        for (String name : NUMBERS) {
            numbers.put(name, line.number(name));
        }
        String[] names = line.text("names").split("\t", 2);
        if (names.length < 2) {
            throw UnknownStateException.expected("the names of a user and a group", line.text("names"));
        }
        return new FoundFiles.Entry(path, (int) line.number("mode", 16), named(names[0]), named(names[1]), numbers);
    }

    /** What {@code stat} says of an owner without a name. */
    private static String named(String name) {
        return name.equals("UNKNOWN") ? "" : name;
    }

    private static Map<String, String> skipped(String errors) {
        Map<String, String> skipped = new HashMap<>();
        for (String line : errors.lines().toList()) {
            Matcher error = ERROR.matcher(line);
            if (error.matches()) {
                skipped.put(Paths.clean(error.group(1)), error.group(2));
            }
        }
        return skipped;
    }
}
