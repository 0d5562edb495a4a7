package play.expression.call;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import play.expression.data.Bounds;
import play.expression.data.Failure;
import play.expression.data.FreshMap;
import play.expression.data.Text;

/** What is below a folder, for the lookup {@code filetree}: of each folder its folders, then its files, by name. */
final class FileTree {
    private static final int PERMISSIONS = 07777;
    private static final double NANOSECOND = 1e-9;

    private final Path root;
    private final Predicate<String> excluded;
    private final List<FreshMap> entries = new ArrayList<>();

    /** @param excluded whether a name is left out, and what is below it */
    FileTree(Path root, Predicate<String> excluded) {
        this.root = root.toAbsolutePath().normalize();
        this.excluded = excluded;
    }

    List<FreshMap> entries() {
        if (Files.isDirectory(root)) {
            walk(root);
        }
        return entries;
    }

    private void walk(Path folder) {
        List<Path> below = children(folder);
        List<Path> folders = below.stream().filter(Files::isDirectory).toList();
        Stream.concat(folders.stream(), below.stream().filter(path -> !Files.isDirectory(path)))
                .forEach(this::add);
        Bounds.items(entries.size());
        folders.stream().filter(path -> !Files.isSymbolicLink(path)).forEach(this::walk);
    }

    private List<Path> children(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> !excluded.test(String.valueOf(path.getFileName())))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(folder, e);
        }
    }

    private static Failure unreadable(Path path, Exception e) {
        return Failure.lookup("'" + path + "' cannot be read: " + e.getMessage());
    }

    private void add(Path path) {
        try {
            Map<String, Object> stat = Files.readAttributes(path, "unix:*", LinkOption.NOFOLLOW_LINKS);
            boolean link = Files.isSymbolicLink(path);
            if (!link && !Files.isDirectory(path) && !Files.isRegularFile(path)) {
                return;
            }
            FreshMap entry = new FreshMap();
            entry.put("root", root.toString());
            entry.put("path", root.relativize(path).toString());
            entry.put("state", link ? "link" : Files.isDirectory(path) ? "directory" : "file");
            if (link) {
                entry.put("src", Files.readSymbolicLink(path).toString());
            } else if (Files.isRegularFile(path)) {
                entry.put("src", path.toString());
            }
            entry.put("uid", number(stat, "uid"));
            entry.put("gid", number(stat, "gid"));
            entry.put("owner", name(stat, "owner", "uid"));
            entry.put("group", name(stat, "group", "gid"));
            entry.put("mode", "0%03o".formatted(number(stat, "mode") & PERMISSIONS));
            entry.put("size", number(stat, "size"));
            entry.put("mtime", seconds(stat, "lastModifiedTime"));
            entry.put("ctime", seconds(stat, "ctime"));
            entries.add(entry);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static long number(Map<String, Object> stat, String name) {
        return stat.get(name) instanceof Number number ? number.longValue() : 0;
    }

    /** The name of an owner, or his number where there is no such user. */
    private static Object name(Map<String, Object> stat, String of, String number) {
        String name = Text.of(String.valueOf(stat.get(of)));
        return name.equals(String.valueOf(stat.get(number))) ? number(stat, number) : name;
    }

    private static double seconds(Map<String, Object> stat, String name) {
        Instant instant = stat.get(name) instanceof FileTime time ? time.toInstant() : Instant.EPOCH;
        return instant.getEpochSecond() + instant.getNano() * NANOSECOND;
    }
}
