package play.playbook;

import java.nio.file.Path;
import play.argspec.RoleSpecs;

/**
 * A folder of tasks, handlers, variables, templates and files.
 *
 * @param name as it was asked for
 * @param folder it was found in
 * @param specs what it says of its variables
 */
public record Role(String name, Path folder, Vars defaults, Vars vars, RoleSpecs specs) {}
