package play.galaxy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import play.value.Bytes;
import play.value.LocalDigests;

/** Folders with all that is in them. */
final class Tree {
    private Tree() {}

    /** The SHA-256 of the names, kinds, modes and contents of what is in a folder; the same wherever it is. */
    static String digest(Path folder) throws IOException {
        MessageDigest whole = Bytes.digest();
        for (Path path : within(folder)) {
            String name = folder.relativize(path).toString();
            String said = Files.isSymbolicLink(path)
                    ? "link " + Files.readSymbolicLink(path)
                    : Files.isDirectory(path)
                            ? "folder"
                            : "file " + Files.isExecutable(path) + " " + LocalDigests.sha256(path);
            whole.update((name + "\0" + said + "\0").getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(whole.digest());
    }

    /** Follows no link. */
    static void delete(Path folder) throws IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            for (Path path : within(folder).reversed()) {
                Files.delete(path);
            }
            Files.delete(folder);
        }
    }

    /** Puts a copy of a folder where something else may be, which goes when all of the copy is beside it. */
    static void replace(Path to, Path from) throws IOException {
        Path parent = to.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IOException(to + " cannot be a role");
        }
        Files.createDirectories(parent);
        Path beside = Files.createTempDirectory(parent, ".play-galaxy");
        try {
            copy(from, beside.resolve("new"));
            if (Files.exists(to)) {
                Files.move(to, beside.resolve("old"));
            }
            Files.move(beside.resolve("new"), to, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Tree.delete(beside);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(
                        path,
                        to.resolve(from.relativize(path)),
                        LinkOption.NOFOLLOW_LINKS,
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static List<Path> within(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> !path.equals(folder))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        }
    }
}
