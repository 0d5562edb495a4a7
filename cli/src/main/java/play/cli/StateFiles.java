package play.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import play.value.Bytes;
import play.value.PrivateFiles;

/**
 * The files of the controller's state: small texts, by names such as {@code secrets/lab/token}. Runs are kept out
 * meanwhile.
 */
final class StateFiles {
    private static final FileAttribute<Set<PosixFilePermission>> MY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> MY_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path root;

    StateFiles(Path root) {
        this.root = root;
    }

    /** Work that no run and no other import does at the same time. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    <T> T alone(Work<T> work) throws IOException {
        Files.createDirectories(root, MY_FOLDER);
        try (FileChannel channel = FileChannel.open(
                        root.resolve(".lock"), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), MY_FILE);
                FileLock lock = channel.lock()) {
            if (!lock.isValid()) {
                throw new IOException("the directory cannot be locked");
            }
            return work.run();
        }
    }

    /** Whether a file means nothing to others: journals of runs, and the key that fingerprints are made by. */
    static boolean isOfThisMachine(String name) {
        return name.equals(PlanFiles.KEY) || name.startsWith(RunJournals.FOLDER + "/");
    }

    /** All that is kept for others too; nothing of what is being written. */
    SortedMap<String, Bytes> all() throws IOException {
        SortedMap<String, Bytes> files = new TreeMap<>();
        if (!Files.isDirectory(root)) {
            return files;
        }
        List<Path> found;
        try (Stream<Path> walk = Files.walk(root)) {
            found = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : found) {
            String name = root.relativize(file).toString();
            if (isName(name) && !isOfThisMachine(name)) {
                files.put(name, Bytes.of(Files.readAllBytes(file)));
            }
        }
        return files;
    }

    /** Whether a file of the state may be called so: below its folder, no part hidden. */
    static boolean isName(String name) {
        return name.length() < 1000
                && name.matches("[^./\\x00-\\x1f][^/\\x00-\\x1f]*(/[^./\\x00-\\x1f][^/\\x00-\\x1f]*)*");
    }

    /**
     * Puts files in place, all or none: they are written beside first, and what they replace is put back when a step
     * fails.
     */
    void put(Map<String, Bytes> files) throws IOException {
        Path staged = Files.createTempDirectory(root, ".import", MY_FOLDER);
        try {
            for (Map.Entry<String, Bytes> file : files.entrySet()) {
                PrivateFiles.write(staged.resolve("new").resolve(file.getKey()), file.getValue());
            }
            move(staged, files.keySet());
        } finally {
            delete(staged);
        }
    }

    private void move(Path staged, Set<String> names) throws IOException {
        SortedMap<String, Bytes> before = all();
        try {
            for (String name : names) {
                Path target = root.resolve(name);
                folders(target);
                Files.move(
                        staged.resolve("new").resolve(name),
                        target,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            for (String name : names) {
                Bytes old = before.get(name);
                if (old == null) {
                    Files.deleteIfExists(root.resolve(name));
                } else {
                    PrivateFiles.write(root.resolve(name), old);
                }
            }
            throw e;
        }
    }

    private static void folders(Path file) throws IOException {
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder, MY_FOLDER);
        }
    }

    /**
     * Writes a file of the user's, which must not be there unless it may be replaced. Its place is taken first, by a
     * file that can only be made where nothing is, then the text is moved there whole; no link is needed for it, which
     * not every file system has.
     */
    static void export(Path file, String text, boolean replace) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path folder = absolute.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        if (!replace) {
            Files.createFile(absolute);
        }
        try {
            PrivateFiles.write(absolute, Bytes.of(text));
        } catch (IOException | RuntimeException e) {
            if (!replace) {
                Files.deleteIfExists(absolute);
            }
            throw e;
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> found;
        try (Stream<Path> walk = Files.walk(folder)) {
            found = walk.sorted(java.util.Comparator.reverseOrder()).toList();
        }
        for (Path path : found) {
            Files.deleteIfExists(path);
        }
    }
}
