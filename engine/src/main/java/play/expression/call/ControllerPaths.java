package play.expression.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import play.expression.data.Bounds;
import play.expression.data.Failure;
import play.expression.data.FreshList;
import play.expression.data.Text;

/** Filters and tests that look at the controller: its links, its homes and its environment. */
final class ControllerPaths {
    private static final Pattern VARIABLE =
            Pattern.compile("\\$(?:\\{([^}]*)}|(\\w+))", Pattern.UNICODE_CHARACTER_CLASS);
    private static final int MOST_LINKS = 40;

    private ControllerPaths() {}

    static void add(Registry.Builder to) {
        to.filter("realpath", "", MarkerHandling.CONTENT, (input, given) -> real(Text.decoded(input)));
        to.filter(
                "expanduser",
                "",
                MarkerHandling.CONTENT,
                (input, given) -> HomeDirectories.expanded(
                        Text.decoded(input), given.around().context().environment("HOME")));
        to.filter("expandvars", "", MarkerHandling.CONTENT, (input, given) -> expanded(Text.decoded(input), given));
        to.filter("fileglob", "", MarkerHandling.CONTENT, (input, given) -> {
            FreshList paths = new FreshList();
            given.around()
                    .context()
                    .glob(PathFilters.path(Text.decoded(input)).toString())
                    .forEach(path -> paths.add(path.toString()));
            return paths;
        });
        file(to, "file is_file", (path, given) -> Files.isRegularFile(path));
        file(to, "directory is_dir", (path, given) -> Files.isDirectory(path));
        file(to, "exists", (path, given) -> Files.exists(path));
        file(to, "link is_link", (path, given) -> Files.isSymbolicLink(path));
        file(to, "link_exists", (path, given) -> Files.isSymbolicLink(path) || Files.exists(path));
        file(to, "mount is_mount", (path, given) -> isMount(path));
        to.test("same_file is_same_file", "f2", MarkerHandling.CONTENT, ControllerPaths::isSame);
        to.test(
                "abs is_abs",
                "",
                MarkerHandling.CONTENT,
                (input, given) -> Text.decoded(input).startsWith("/"));
    }

    /** Something a file of the controller may be. */
    @FunctionalInterface
    private interface Kind {
        boolean holds(Path path, Given given);
    }

    private static void file(Registry.Builder to, String names, Kind kind) {
        to.test(
                names,
                "",
                MarkerHandling.CONTENT,
                (input, given) -> kind.holds(PathFilters.path(Text.decoded(input)), given));
    }

    /** A folder on another file system than the one it is in. */
    private static boolean isMount(Path path) {
        Path absolute = path.toAbsolutePath();
        if (!Files.isDirectory(absolute) || Files.isSymbolicLink(absolute)) {
            return false;
        }
        try {
            Path real = absolute.toRealPath();
            @Nullable Path parent = real.getParent();
            return parent == null
                    || !Files.getAttribute(real, "unix:dev").equals(Files.getAttribute(parent, "unix:dev"));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isSame(@Nullable Object input, Given given) {
        try {
            return Files.isSameFile(
                    PathFilters.path(Text.decoded(input)), PathFilters.path(Text.decoded(given.get("f2"))));
        } catch (IOException e) {
            throw Failure.value("The files cannot be compared: " + e.getMessage() + " is not there.");
        }
    }

    /** With every link followed; what is not there is kept as it is written. */
    private static String real(String text) {
        Path start = PathFilters.path(text).toAbsolutePath();
        Path at = start.getRoot();
        Deque<Path> left = new ArrayDeque<>();
        start.forEach(left::add);
        int links = 0;
        while (!left.isEmpty()) {
            Bounds.steps(100);
            String name = left.pop().toString();
            @Nullable Path parent = at.getParent();
            if (name.equals("..")) {
                at = parent == null ? at : parent;
            } else if (!name.isEmpty() && !name.equals(".")) {
                Path next = at.resolve(name);
                Optional<Path> target = links < MOST_LINKS ? target(next) : Optional.empty();
                links += target.isPresent() ? 1 : 0;
                at = target.isEmpty() ? next : target.get().isAbsolute() ? start.getRoot() : at;
                List<Path> names = new ArrayList<>();
                target.ifPresent(way -> way.forEach(names::add));
                Collections.reverse(names);
                names.forEach(left::push);
            }
        }
        return at.toString();
    }

    private static Optional<Path> target(Path link) {
        try {
            return Files.isSymbolicLink(link) ? Optional.of(Files.readSymbolicLink(link)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A variable that is not set stays as it is written. */
    private static String expanded(String text, Given given) {
        return VARIABLE.matcher(text).replaceAll(found -> {
            Bounds.steps(10);
            String name = found.group(1) == null ? found.group(2) : found.group(1);
            return Matcher.quoteReplacement(
                    given.around().context().environment(name).orElse(found.group()));
        });
    }
}
