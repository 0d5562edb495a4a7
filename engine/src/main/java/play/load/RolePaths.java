package play.load;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import play.playbook.SearchPath;

/**
 * Where roles are looked for beside their playbook.
 *
 * @param roles directories of roles
 * @param collections directories that hold {@code ansible_collections}
 */
public record RolePaths(List<Path> roles, List<Path> collections) {
    /** Only beside the playbook. */
    public static final RolePaths NONE = new RolePaths(List.of(), List.of());

    public RolePaths {
        roles = List.copyOf(roles);
        collections = List.copyOf(collections);
    }

    /** Where a role of that name may be, in the order of Ansible. */
    List<Path> candidates(String name, SearchPath files) {
        if (!SearchPath.canName(name)) {
            return List.of();
        }
        Set<Path> all = new LinkedHashSet<>();
        if (!name.contains(".")) {
            files.collections()
                    .forEach(collection -> all.addAll(inCollections(collection + "." + name, files.playbook())));
        }
        all.addAll(inCollections(name, files.playbook()));
        all.add(files.playbook().resolve("roles").resolve(name));
        roles.forEach(folder -> all.add(folder.resolve(name)));
        files.roles().forEach(role -> all.add(role.resolveSibling(name)));
        all.add(files.playbook().resolve(name));
        return all.stream().map(Path::normalize).distinct().toList();
    }

    /** {@code NAMESPACE.COLLECTION.ROLE}. */
    private List<Path> inCollections(String name, Path playbook) {
        String[] parts = name.split("\\.", -1);
        if (parts.length != 3 || name.contains("/")) {
            return List.of();
        }
        List<Path> folders = new ArrayList<>(List.of(playbook.resolve("collections")));
        folders.addAll(collections);
        return folders.stream()
                .map(folder -> folder.resolve("ansible_collections")
                        .resolve(parts[0])
                        .resolve(parts[1])
                        .resolve("roles")
                        .resolve(parts[2]))
                .toList();
    }
}
