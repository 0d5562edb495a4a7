package play.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import play.value.Bytes;

/**
 * One {@code stat} for any number of paths, whatever their names and those of their owners hold: what separates the
 * fields is made from the paths themselves, so that none of them can hold it. That something is absent is said only
 * where the host says so; any other error is a reason not to know.
 *
 * @param found by path
 * @param failures why a path could not be looked at, in the host's words
 * @param more what else the script printed, cut at its NUL bytes
 */
public record PathStats(Map<String, Stat> found, Map<String, String> failures, Parts more) {
    /** As {@code stat} prints them, hexadecimal the first and the last two; times in seconds since 1970. */
    private static final String FORMAT = "%f %s %u %g %i %d %h %X %Y %Z %b %o %t %T";

    private static final Shape NUMBERS =
            Shape.of(" ", "mode size uid gid inode dev nlink atime mtime ctime blocks block_size major minor");

    private static final List<String> INODE = NUMBERS.names()
            .subList(NUMBERS.names().indexOf("uid"), NUMBERS.names().indexOf("major"));

    private static final int FIELDS = 5;

    /** So many paths fit in the arguments of a program, however long they are. */
    private static final int AT_ONCE = 400;

    /** What the C library calls the errors that mean: nothing is there. */
    private static final Set<String> ABSENT = Set.of("No such file or directory", "Not a directory");

    /** What GNU's and busybox's {@code stat} call an owner that has no name. */
    private static final Set<String> NAMELESS = Set.of("", "UNKNOWN");

    /**
     * What stands at a path.
     *
     * @param raw the mode with the bits of the kind, as in stat(2)
     * @param size in bytes
     * @param owner name of the user, or the number where it has none
     * @param group likewise
     * @param inode {@code uid gid inode dev nlink atime mtime ctime blocks block_size}
     * @param device of a device, its number as Linux has it; else 0
     */
    public record Stat(int raw, long size, String owner, String group, List<Long> inode, long device) {
        /** Whether it is a regular file. */
        public boolean isFile() {
            return (raw & 0170000) == 0100000;
        }

        /** Owner, group and permission bits. */
        public FileState.Attributes attributes() {
            return FileState.Attributes.of(owner, group, new Mode(raw & 07777));
        }
    }

    /**
     * A script that looks at the paths, and then does more with them, some hundreds at a time.
     *
     * @param follow whether symbolic links are followed
     * @param more shell lines for the paths in the positional parameters, whose count goes on in {@code $i}; each part
     *     of what they print ends with a NUL byte
     */
    public static String script(List<String> paths, boolean follow, String more) {
        String mark = mark(paths);
        String format = mark + FORMAT + mark + "%U" + mark + "%G" + mark + "%n" + mark;
        StringBuilder script = new StringBuilder("i=0\nlook() {\nprintf 'stat\\0'\n");
        script.append("LC_ALL=C stat ")
                .append(follow ? "-L " : "")
                .append("-c '")
                .append(format)
                .append("' -- \"$@\"\n");
        script.append("printf '\\0'\n").append(more).append("}\n");
        for (int from = 0; from < paths.size(); from += AT_ONCE) {
            List<String> some = paths.subList(from, Math.min(paths.size(), from + AT_ONCE));
            script.append("look ").append(ShellWords.join(some)).append('\n');
        }
        return script.toString();
    }

    /** Reads what a {@link #script} printed. */
    public static PathStats of(List<String> paths, ScriptResult result) throws UnknownStateException {
        Map<String, Stat> found = new HashMap<>();
        List<String> more = new ArrayList<>();
        Parts parts = Parts.of(result);
        String mark = mark(paths);
        while (parts.hasNext()) {
            String part = parts.next("stat");
            if (part.equals("stat")) {
                found.putAll(found(parts.next("lines of stat"), mark));
            } else {
                more.add(part);
            }
        }
        return new PathStats(found, failures(paths, found, result.err()), Parts.of(more));
    }

    /**
     * What is known of a path that was not found: {@code absent} where the host says so.
     *
     * @throws UnknownStateException the host says something else
     */
    public <S extends HostState> S missing(String path, S absent) throws UnknownStateException {
        String why = failures.getOrDefault(path, "the host does not say");
        if (ABSENT.contains(why)) {
            return absent;
        }
        String advice = why.equals("Permission denied") ? " (become another user?)" : "";
        throw new UnknownStateException(path + " cannot be looked at: " + why + advice);
    }

    private static String mark(List<String> paths) {
        return "\u001e" + Bytes.of(String.join("\0", paths)).sha256().substring(0, 24) + "\u001e";
    }

    private static Map<String, Stat> found(String text, String mark) throws UnknownStateException {
        Map<String, Stat> found = new HashMap<>();
        List<String> fields = List.of(text.split(mark, -1));
        for (int i = 1; i + FIELDS - 1 < fields.size(); i += FIELDS) {
            found.put(fields.get(i + 3), stat(NUMBERS.read(fields.get(i)), fields.get(i + 1), fields.get(i + 2)));
        }
        return found;
    }

    private static Stat stat(Fields numbers, String owner, String group) throws UnknownStateException {
        List<Long> inode = new ArrayList<>();
        for (String name : INODE) {
            inode.add(numbers.number(name));
        }
        return new Stat(
                (int) numbers.number("mode", 16),
                numbers.number("size"),
                named(owner, inode.get(0)),
                named(group, inode.get(1)),
                List.copyOf(inode),
                device(numbers.number("major", 16), numbers.number("minor", 16)));
    }

    /** The lower eight bits of the minor number, twelve of the major, and what is left of the minor. */
    private static long device(long major, long minor) {
        return (minor & 0xff) | (major & 0xfff) << 8 | (minor & ~0xffL) << 12 | (major & ~0xfffL) << 32;
    }

    private static String named(String name, long number) {
        return NAMELESS.contains(name) || name.indexOf('\ufffd') >= 0 ? Long.toString(number) : name;
    }

    /** {@code stat} says one line for each path it can't look at, in their order; the error is the last part of it. */
    private static Map<String, String> failures(List<String> paths, Map<String, Stat> found, String errors) {
        List<String> missing = new ArrayList<>(paths);
        missing.removeAll(found.keySet());
        List<String> lines =
                errors.lines().filter(line -> line.startsWith("stat: ")).toList();
        Map<String, String> failures = new HashMap<>();
        if (lines.size() == missing.size()) {
            Iterator<String> path = missing.iterator();
            lines.forEach(line -> failures.put(path.next(), line.substring(line.lastIndexOf(": ") + 2)));
        } else {
            missing.forEach(
                    path -> failures.put(path, String.join("; ", errors.strip().split("\n"))));
        }
        return failures;
    }
}
