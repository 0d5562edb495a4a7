package play.scaffold;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What there are beginnings of. */
public enum Kind {
    PLAYBOOK("[a-z][a-z0-9_-]*", Map.of("NAME.yml", "playbook.yml")),
    ROLE(
            "[a-z][a-z0-9_]*",
            Map.of(
                    "roles/NAME/tasks/main.yml", "role/tasks.yml",
                    "roles/NAME/handlers/main.yml", "role/handlers.yml",
                    "roles/NAME/defaults/main.yml", "role/defaults.yml",
                    "roles/NAME/meta/argument_specs.yml", "role/argument_specs.yml",
                    "roles/NAME/templates/NAME.conf.j2", "role/template.conf.j2")),
    INVENTORY("[a-z][a-z0-9_-]*", Map.of("NAME.yml", "inventory.yml")),
    MODULE("[a-z][a-z0-9_]*", Map.of("modules/NAME.yml", "module.yml"));

    private final Pattern names;
    private final Map<String, String> files;

    Kind(String names, Map<String, String> files) {
        this.names = Pattern.compile(names);
        this.files = new TreeMap<>(files);
    }

    /** The names that one can have. */
    public Pattern names() {
        return names;
    }

    /** Resources by where they come to. */
    Map<String, String> files() {
        return files;
    }
}
