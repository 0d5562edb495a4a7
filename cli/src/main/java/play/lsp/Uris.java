package play.lsp;

import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Optional;

/** Names of files as editors write them. */
final class Uris {
    private Uris() {}

    /** The file; none where the editor shows something else. */
    static Optional<Path> file(String uri) {
        try {
            URI parsed = URI.create(uri.replace(" ", "%20"));
            return "file".equals(parsed.getScheme())
                    ? Optional.of(Path.of(URI.create("file://" + parsed.getRawPath()))
                            .toAbsolutePath()
                            .normalize())
                    : Optional.empty();
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            return Optional.empty();
        }
    }

    static String of(Path file) {
        String uri = file.toUri().toString();
        // A folder that is there gets a slash behind, which no file of ours has.
        return uri.endsWith("/") && !uri.equals("file:///") ? uri.substring(0, uri.length() - 1) : uri;
    }
}
