package play.source;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** What files texts can name. */
public final class FileNames {
    private FileNames() {}

    /** The path; none where no file can be called so, for a NUL or a character that the locale has not. */
    public static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
