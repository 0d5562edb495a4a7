package play.journal;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * A journal that is written: lines are only ever added, whole ones. It is locked for as long as its run goes on, so
 * that others can tell a run that goes on from one that was killed. Safe for use by many threads, also by those that
 * are interrupted: what they write is written all the same.
 */
final class JournalFile {
    /** What the names of those begin with that are not there yet. */
    static final String NEW = ".";

    private final Path file;
    private final FileOutputStream out;

    private JournalFile(Path file, FileOutputStream out) {
        this.file = file;
        this.out = out;
    }

    /**
     * A new one, which is there with its first lines or not at all.
     *
     * @throws IOException it cannot be made, or is there already
     */
    static JournalFile create(Path file, String lines) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Path fresh = file.resolveSibling(NEW + file.getFileName());
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        JournalFile made = new JournalFile(file, new FileOutputStream(fresh.toFile(), true));
        try {
            made.out.getChannel().tryLock();
            made.add(lines);
            made.settle();
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            settleNames(file.resolveSibling(""));
            return made;
        } catch (IOException e) {
            made.out.close();
            Files.deleteIfExists(fresh);
            throw e;
        }
    }

    /** Until the names of a folder's files are on the disk too. */
    private static void settleNames(Path folder) throws IOException {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    /** Whether a run goes on with it. */
    static boolean isHeld(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            // A shared lock: two who look at once do not take each other for the run.
            FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true);
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    /** Nothing where a run goes on with it. */
    static Optional<FileChannel> hold(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return Optional.of(channel);
            }
        } catch (OverlappingFileLockException e) {
            // By this very process.
        }
        channel.close();
        return Optional.empty();
    }

    synchronized void add(String lines) throws IOException {
        out.write(lines.getBytes(StandardCharsets.UTF_8));
    }

    /** Until all that was added is on the disk. */
    void settle() throws IOException {
        out.getFD().sync();
    }

    void close() throws IOException {
        out.close();
    }

    /** It is of no use any more. */
    void drop() {
        try {
            out.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // What cannot be deleted has no end, and is told of as killed.
        }
    }
}
