package play.modules.artifacts;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.modules.downloads.TarReader;

/** Takes single files out of a tar. */
final class TarMembers {
    private TarMembers() {}

    /**
     * Writes members of an archive to files.
     *
     * @param members name in the archive, without a leading {@code ./}, to the file it becomes
     * @return names that the archive does not have
     */
    static List<String> extract(Path archive, Map<String, Path> members) throws IOException {
        Map<String, Path> wanted = new HashMap<>(members);
        try (TarReader tar = TarReader.of(archive)) {
            while (!wanted.isEmpty()) {
                Optional<TarReader.Entry> entry = tar.next();
                if (entry.isEmpty()) {
                    break;
                }
                @Nullable
                Path file = entry.get().kind() == TarReader.Kind.FILE
                        ? wanted.remove(entry.get().name())
                        : null;
                if (file != null) {
                    try (OutputStream out = Files.newOutputStream(file)) {
                        tar.copy(out);
                    }
                }
            }
        }
        return new ArrayList<>(wanted.keySet());
    }
}
