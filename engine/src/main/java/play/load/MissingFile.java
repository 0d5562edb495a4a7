package play.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import play.diag.Diagnostic;
import play.diag.Suggestions;
import play.source.Span;

/** How a file that is not there is reported. */
final class MissingFile {
    private static final int MOST_SIBLINGS = 1000;

    private MissingFile() {}

    /**
     * The problem.
     *
     * @param what such as "task file"
     * @param candidates where it was looked for
     */
    static Diagnostic of(String what, String name, Span place, List<Path> candidates) {
        Set<String> known = new TreeSet<>();
        candidates.forEach(candidate -> known.addAll(siblings(candidate)));
        String detail = "There is no " + what + " '" + name + "'." + Suggestions.hint(lastOf(name), known);
        Diagnostic problem = Diagnostic.error("missing-file", "File not found", detail, place);
        for (Path folder : candidates.stream().filter(Files::isDirectory).toList()) {
            problem = problem.note("'" + folder + "' is a directory");
        }
        return candidates.isEmpty()
                ? problem.note("no file can have that name")
                : problem.note(
                        "looked for " + candidates.stream().map(Path::toString).collect(Collectors.joining(", ")));
    }

    private static String lastOf(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private static List<String> siblings(Path candidate) {
        Path folder = candidate.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return new ArrayList<>(entries.limit(MOST_SIBLINGS)
                    .filter(Files::isRegularFile)
                    .map(entry -> String.valueOf(entry.getFileName()))
                    .toList());
        } catch (IOException e) {
            return List.of();
        }
    }
}
