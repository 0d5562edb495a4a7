package play.value;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files of the controller that their owner alone reads. */
public final class PrivateFiles {
    private PrivateFiles() {}

    /**
     * Whole on the disk, or not at all; directories that are missing are made.
     *
     * @throws IOException it cannot be written; what was there before is there still
     */
    public static void write(Path file, Bytes content) throws IOException {
        written(
                file,
                content,
                fresh -> Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
    }

    /** The same where there is none yet; what somebody else has written meanwhile stays. */
    public static void writeFirst(Path file, Bytes content) throws IOException {
        written(file, content, fresh -> {
            try {
                Files.createLink(file, fresh);
            } catch (FileAlreadyExistsException e) {
                // Somebody was faster.
            }
        });
    }

    private interface Placing {
        void place(Path fresh) throws IOException;
    }

    private static void written(Path file, Bytes content, Placing placing) throws IOException {
        Path folder = file.resolveSibling("");
        Files.createDirectories(folder, only("rwx------"));
        Path fresh = Files.createTempFile(folder, ".new", "", only("rw-------"));
        try {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content.toArray());
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            placing.place(fresh);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static FileAttribute<?> only(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }
}
