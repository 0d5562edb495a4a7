package play.modules.crypto;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import play.module.ProductionException;
import play.value.Bytes;
import play.value.PrivateFiles;

/** Files the controller keeps: folders 0700, files 0600, each written whole or not at all. */
final class StateFolder {
    /** A file lock keeps other processes out, this one other threads: the JVM refuses a second lock of its own. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    private static final int LONGEST = 1 << 20;

    private final Path root;

    StateFolder(Path root) {
        this.root = root;
    }

    /** Work on kept files that nobody else does at the same time. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws ProductionException, IOException;
    }

    <T> T alone(Work<T> work) throws ProductionException, InterruptedException {
        THREADS.lockInterruptibly();
        try {
            Files.createDirectories(
                    root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            try (FileChannel channel = FileChannel.open(
                            root.resolve(".lock"),
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                    FileLock lock = channel.lock()) {
                if (!lock.isValid()) {
                    throw new IOException("the directory cannot be locked");
                }
                return work.run();
            }
        } catch (IOException e) {
            throw new ProductionException("the controller's directory " + root + " cannot be used: " + e, e);
        } finally {
            THREADS.unlock();
        }
    }

    /** What a file keeps, which is made first where there is none. */
    String kept(String name, Work<String> making) throws ProductionException, InterruptedException {
        return alone(() -> {
            Optional<String> found = read(name);
            String text = found.isPresent() ? found.get() : making.run();
            if (found.isEmpty()) {
                write(name, text);
            }
            return text;
        });
    }

    /** The text of a kept file. */
    Optional<String> read(String name) throws IOException {
        Path file = root.resolve(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        if (Files.size(file) > LONGEST) {
            throw new IOException(file + " is too large for a file of the state");
        }
        return Optional.of(Files.readString(file));
    }

    void write(String name, String text) throws IOException {
        PrivateFiles.write(root.resolve(name), Bytes.of(text));
    }
}
