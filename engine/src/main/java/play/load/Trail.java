package play.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.diag.Diagnostic;
import play.source.Span;

/**
 * The files that are being read, each named by the one before it.
 *
 * @param files outermost first, without links on their way; while a play runs, only those of the include under way
 * @param depth how many files are inside each other
 */
record Trail(List<Path> files, int depth) {
    /** How many files may be inside each other. */
    static final int MOST = 200;

    static final Trail START = new Trail(List.of(), 0);

    Trail {
        files = List.copyOf(files);
    }

    /** Inside another file. */
    Trail in(Path file) {
        List<Path> longer = new ArrayList<>(files);
        longer.add(real(file));
        return new Trail(longer, depth + 1);
    }

    /** Where an include stood that is carried out now. */
    static Trail at(int depth) {
        return new Trail(List.of(), depth);
    }

    boolean holds(Path file) {
        return files.contains(real(file));
    }

    /** Why a file cannot be taken in here. */
    Optional<Diagnostic> objection(Path file, Span place) {
        if (holds(file)) {
            return Optional.of(Diagnostic.error(
                    "import-cycle",
                    "Circular import",
                    "'" + file + "' imports itself, directly or through the files between.",
                    place));
        }
        return depth < MOST
                ? Optional.empty()
                : Optional.of(Diagnostic.error(
                        "import-depth",
                        "Import chain is too long",
                        "'" + file + "' would be number " + (MOST + 1)
                                + " in a chain of files that import or include the next. At most " + MOST
                                + " are read.",
                        place));
    }

    /** The parts of a role have no ending here, and so are no files. */
    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file.toAbsolutePath().normalize();
        }
    }
}
