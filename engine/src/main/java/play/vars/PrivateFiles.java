package play.vars;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files of the controller that their owner alone reads. */
final class PrivateFiles {
    private PrivateFiles() {}

    /** Whole or not at all; directories that are missing are made. */
    static void write(Path file, String text) throws IOException {
        Path folder = file.resolveSibling("");
        Files.createDirectories(folder, only("rwx------"));
        Path fresh = Files.createTempFile(folder, ".new", "", only("rw-------"));
        try {
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static FileAttribute<?> only(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }
}
