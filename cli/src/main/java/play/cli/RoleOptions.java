package play.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import play.load.RolePaths;
import play.source.FileNames;

/** Options that say where roles are, and where they are without them: where {@code ansible-galaxy} puts them. */
final class RoleOptions {
    static final Option ROLES = Option.of(
            "DIR",
            "Roles are here too (~/.ansible/roles, /usr/share/ansible/roles, /etc/ansible/roles). Repeatable.",
            "--roles-path");
    static final Option COLLECTIONS = Option.of(
            "DIR",
            "Collections of roles are here too (~/.ansible/collections, /usr/share/ansible/collections). Repeatable.",
            "--collections-path");

    private RoleOptions() {}

    static RolePaths paths(Arguments arguments, Path home) {
        Path own = home.resolve(".ansible");
        return new RolePaths(
                given(arguments, ROLES)
                        .orElse(List.of(
                                own.resolve("roles"),
                                Path.of("/usr/share/ansible/roles"),
                                Path.of("/etc/ansible/roles"))),
                given(arguments, COLLECTIONS)
                        .orElse(List.of(own.resolve("collections"), Path.of("/usr/share/ansible/collections"))));
    }

    /** Several may stand in one, with colons between. */
    private static Optional<List<Path>> given(Arguments arguments, Option option) {
        List<Path> folders = arguments.all(option.name()).stream()
                .flatMap(given -> Stream.of(given.split(File.pathSeparator)))
                .flatMap(name -> FileNames.path(name).stream())
                .toList();
        return folders.isEmpty() ? Optional.empty() : Optional.of(folders);
    }
}
