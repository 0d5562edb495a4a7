package play.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.load.RolePaths;
import play.source.FileNames;

/** Options that say where roles are beside their playbook; without them, where {@code ansible-galaxy} puts them. */
final class RoleOptions {
    static final Option ROLES = Option.of(
            "DIR",
            "Look for roles here too, instead of in ~/.ansible/roles, /usr/share/ansible/roles and /etc/ansible/roles."
                    + " Repeatable.",
            "--roles-path");
    static final Option COLLECTIONS = Option.of(
            "DIR",
            "Look for collections with roles here too, instead of in ~/.ansible/collections and"
                    + " /usr/share/ansible/collections. Repeatable.",
            "--collections-path");

    private RoleOptions() {}

    static RolePaths paths(Arguments arguments, Path home, Problems problems) {
        Path own = home.resolve(".ansible");
        Path ofAll = Path.of("/usr/share/ansible");
        return new RolePaths(
                given(arguments, ROLES, problems)
                        .orElse(List.of(own.resolve("roles"), ofAll.resolve("roles"), Path.of("/etc/ansible/roles"))),
                collections(arguments, home, problems));
    }

    /** Directories that hold {@code ansible_collections}. */
    static List<Path> collections(Arguments arguments, Path home, Problems problems) {
        return given(arguments, COLLECTIONS, problems)
                .orElse(List.of(home.resolve(".ansible/collections"), Path.of("/usr/share/ansible/collections")));
    }

    /** Several may stand in one, with colons between; those that are not there are reported. */
    private static Optional<List<Path>> given(Arguments arguments, Option option, Problems problems) {
        List<String> names = arguments.all(option.name()).stream()
                .flatMap(given -> List.of(given.split(File.pathSeparator)).stream())
                .toList();
        List<Path> folders = new ArrayList<>();
        for (String name : names) {
            FileNames.path(name)
                    .filter(Files::isDirectory)
                    .ifPresentOrElse(folders::add, () -> problems.report(missing(option, name)));
        }
        return names.isEmpty() ? Optional.empty() : Optional.of(folders);
    }

    private static Diagnostic missing(Option option, String name) {
        return Diagnostic.error(
                "missing-directory",
                "Directory not found",
                "There is no directory '" + name + "', which '" + option.name()
                        + "' names. Correct its name, or leave the" + " option away.");
    }
}
