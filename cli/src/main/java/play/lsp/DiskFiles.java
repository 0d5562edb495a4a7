package play.lsp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import play.editor.View;

/** Files of this machine. */
final class DiskFiles implements View.ProjectFiles {
    static final View.ProjectFiles OF_PROJECT = new DiskFiles();

    /** Names of one folder that are told, at most. */
    private static final int MOST = 1000;

    private DiskFiles() {}

    @Override
    public boolean isFile(Path file) {
        return Files.isRegularFile(file);
    }

    @Override
    public List<String> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.limit(MOST)
                    .map(entry -> entry.getFileName() + (Files.isDirectory(entry) ? "/" : ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
