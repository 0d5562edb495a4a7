package play.editor;

import java.nio.file.Path;
import java.util.List;

/**
 * What is asked about: a text as it is typed, and all that is known around it.
 *
 * @param file its absolute name
 * @param files the files around it
 */
public record View(Path file, String text, Vocabulary vocabulary, Known known, ProjectFiles files) {
    /** The files of a project, as far as texts name them. */
    public interface ProjectFiles {
        boolean isFile(Path file);

        /**
         * Names of what is in a folder, those of folders with a slash behind; sorted, none where there is no folder.
         */
        List<String> in(Path folder);
    }

    /** What the file is. */
    public FileKind kind() {
        return FileKind.of(file, text);
    }

    Path folder() {
        Path parent = file.getParent();
        return parent == null ? Path.of("/") : parent;
    }
}
