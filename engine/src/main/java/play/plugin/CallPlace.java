package play.plugin;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a module is called, which decides what its name means if no registry has it.
 *
 * @param roles folders of the roles around the call, innermost first
 * @param playbook the folder of the playbook
 * @param collections where names without a dot are looked for first
 */
public record CallPlace(List<Path> roles, Path playbook, List<String> collections) {
    public CallPlace {
        roles = List.copyOf(roles);
        collections = List.copyOf(collections);
    }

    /** In a playbook, outside of any role. */
    public static CallPlace beside(Path playbook) {
        return new CallPlace(List.of(), playbook, List.of());
    }

    /** The folders that may bring modules of their own, nearest first. */
    public List<Path> folders() {
        List<Path> folders = new ArrayList<>(roles);
        folders.add(playbook);
        return folders;
    }
}
