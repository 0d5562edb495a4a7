package play.expression.call;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import play.expression.data.Data;
import play.expression.data.Failure;
import play.expression.data.FreshList;
import play.expression.data.Text;

/** Filters on paths as texts; no file is looked at. */
final class PathFilters {
    private PathFilters() {}

    static void add(Registry.Builder to) {
        to.filter("basename", "", MarkerHandling.CONTENT, (input, given) -> after(Text.decoded(input)));
        to.filter("dirname", "", MarkerHandling.CONTENT, (input, given) -> before(Text.decoded(input)));
        to.filter("splitext", "", MarkerHandling.CONTENT, (input, given) -> split(Text.decoded(input)));
        to.filter("path_join", "", MarkerHandling.CONTENT, (input, given) -> joined(input));
        to.filter("normpath", "", MarkerHandling.CONTENT, (input, given) -> normal(Text.decoded(input)));
        to.filter(
                "relpath",
                "start?",
                MarkerHandling.CONTENT,
                (input, given) -> relative(Text.decoded(input), given.text("start", ".")));
        to.filter("commonpath", "", MarkerHandling.CONTENT, (input, given) -> common(input));
    }

    private static String after(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String before(String path) {
        String head = path.substring(0, path.lastIndexOf('/') + 1);
        String stripped = head.replaceFirst("/+$", "");
        return stripped.isEmpty() ? head : stripped;
    }

    private static Object split(String path) {
        int start = path.lastIndexOf('/') + 1;
        int dot = path.lastIndexOf('.');
        boolean leading = path.substring(start, Math.max(start, dot)).chars().allMatch(c -> c == '.');
        return dot < start || leading
                ? FreshList.tuple(path, "")
                : FreshList.tuple(path.substring(0, dot), path.substring(dot));
    }

    private static String joined(@Nullable Object input) {
        StringBuilder path = new StringBuilder();
        for (Object part : input instanceof String text ? FreshList.of(text) : Data.items(input)) {
            String name = Text.of(part);
            if (name.startsWith("/")) {
                path.setLength(0);
            } else if (!path.isEmpty() && path.charAt(path.length() - 1) != '/') {
                path.append('/');
            }
            path.append(name);
        }
        return path.toString();
    }

    /** Relative paths are below the folder the program was started in, as in Ansible. */
    private static String relative(String path, String start) {
        if (path.isEmpty()) {
            throw Failure.value("'relpath' needs a path, not an empty string.");
        }
        String relative = path(start)
                .toAbsolutePath()
                .normalize()
                .relativize(path(path).toAbsolutePath().normalize())
                .toString();
        return relative.isEmpty() ? "." : relative;
    }

    /** The longest path that all begin with. */
    private static String common(@Nullable Object input) {
        if (!(input instanceof List<?> list) || list.isEmpty()) {
            throw Failure.value("'commonpath' needs a list of paths.");
        }
        List<String> paths = list.stream().map(TextFilters::string).toList();
        boolean absolute = paths.getFirst().startsWith("/");
        if (paths.stream().anyMatch(path -> path.startsWith("/") != absolute)) {
            throw Failure.value("Paths with and without a leading '/' have nothing in common.");
        }
        List<String> shared = names(paths.getFirst());
        for (String path : paths) {
            List<String> names = names(path);
            int same = 0;
            while (same < Math.min(shared.size(), names.size())
                    && shared.get(same).equals(names.get(same))) {
                same++;
            }
            shared = shared.subList(0, same);
        }
        return (absolute ? "/" : "") + String.join("/", shared);
    }

    private static List<String> names(String path) {
        return Stream.of(path.split("/", -1))
                .filter(name -> !name.isEmpty() && !name.equals("."))
                .toList();
    }

    /** A path of the controller. */
    static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw Failure.value("A path cannot have this character in it: " + e.getReason() + ".");
        }
    }

    private static String normal(String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/", -1)) {
            boolean up =
                    part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..");
            boolean aboveRoot = part.equals("..") && parts.isEmpty() && path.startsWith("/");
            if (up) {
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".") && !aboveRoot) {
                parts.addLast(part);
            }
        }
        boolean two = path.startsWith("//") && !path.startsWith("///");
        String normal = (two ? "//" : path.startsWith("/") ? "/" : "") + String.join("/", parts);
        return normal.isEmpty() ? "." : normal;
    }
}
