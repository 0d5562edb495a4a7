package play.playbook;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import play.expression.call.HomeDirectories;
import play.expression.call.LookupContext.Folder;
import play.source.FileNames;

/**
 * Where the files a step names are looked for: its role and the roles that one was called by, its own folder, its
 * playbook's.
 *
 * @param roles folders of roles, innermost first
 * @param own the folder of the file the step stands in
 * @param collections where modules and roles whose names have no dot are looked for first
 */
public record SearchPath(List<Path> roles, Path own, Path playbook, List<String> collections) {
    public SearchPath {
        roles = List.copyOf(roles);
        collections = List.copyOf(collections);
    }

    /** Of a playbook in this folder, outside of any role. */
    public static SearchPath beside(Path folder) {
        return new SearchPath(List.of(), folder, folder, List.of());
    }

    /** The same with other collections. */
    public SearchPath searching(List<String> others) {
        return new SearchPath(roles, own, playbook, others);
    }

    /** Whether there can be a file of that name. */
    public static boolean canName(String name) {
        return FileNames.path(name).isPresent();
    }

    /** The first existing file of that name. */
    public Optional<Path> find(Folder folder, String name) {
        return candidates(folder, name).stream().filter(Files::exists).findFirst();
    }

    /** Every place a name may stand for, in the order they are tried; an absolute name is just itself. */
    public List<Path> candidates(Folder folder, String name) {
        if (!canName(name)) {
            return List.of();
        }
        Path path = Path.of(HomeDirectories.expanded(name));
        if (path.isAbsolute()) {
            return List.of(path);
        }
        Set<Path> all = new LinkedHashSet<>();
        for (Path base : bases()) {
            all.add(base.resolve(subfolder(folder)).resolve(path).normalize());
            all.add(base.resolve(path).normalize());
        }
        return List.copyOf(all);
    }

    /** The folders names are resolved against, in order. */
    public List<Path> bases() {
        List<Path> bases = new ArrayList<>(roles);
        bases.add(own);
        bases.add(playbook);
        return bases;
    }

    private static String subfolder(Folder folder) {
        return switch (folder) {
            case FILES -> "files";
            case TEMPLATES -> "templates";
            case VARS -> "vars";
        };
    }
}
