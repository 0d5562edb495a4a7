package play.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Suggestions;
import play.playbook.Data;

/** Finds the folders of roles. */
final class RoleFolders {
    private final RolePaths paths;
    private final Problems problems;

    RoleFolders(RolePaths paths, Problems problems) {
        this.paths = paths;
        this.problems = problems;
    }

    /** Nothing when there is none, which is reported. */
    Optional<Path> of(Data role, Enclosing around) {
        String name = role.shown();
        List<Path> candidates = paths.candidates(name, around.context().files());
        Optional<Path> folder = candidates.stream().filter(Files::isDirectory).findFirst();
        if (folder.isEmpty()) {
            Set<String> known = new TreeSet<>();
            candidates.forEach(candidate -> known.addAll(siblings(candidate)));
            problems.report(Diagnostic.error(
                            "missing-role",
                            "Role not found",
                            "There is no role '" + name + "'." + Suggestions.hint(name, known),
                            role.span())
                    .note("looked for "
                            + candidates.stream().map(Path::toString).collect(Collectors.joining(", "))));
        }
        return folder;
    }

    private static List<String> siblings(Path candidate) {
        Path parent = candidate.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(entry -> Files.isDirectory(entry.resolve("tasks")))
                    .map(entry -> String.valueOf(entry.getFileName()))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
