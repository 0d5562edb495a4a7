package play.expression.call;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.diag.Suggestions;
import play.expression.data.Failure;
import play.expression.data.FreshList;
import play.expression.data.Text;

/** Ansible's settings as far as the command line of {@code play}, or what it always does, has the same. */
public final class ConfigLookup {
    public static final String NAME = "config";
    public static final String ON_MISSING = "on_missing";

    private static final Map<String, String> INSTEAD = Map.of(
            "CONFIG_FILE", "'playbook_dir' is the directory of the playbook",
            "DEFAULT_LOCAL_TMP", "the module 'tempfile' makes files and directories of a task's own",
            "DEFAULT_MANAGED_STR", "use the variable 'ansible_managed'",
            "PLAYBOOK_DIR", "use the variable 'playbook_dir'",
            "INTERPRETER_PYTHON", "use the variable 'ansible_python_interpreter'");

    private ConfigLookup() {}

    static void add(Registry.Builder to) {
        to.lookup(NAME, ON_MISSING + "?", ConfigLookup::settings);
    }

    private static List<@Nullable Object> settings(List<@Nullable Object> terms, Given given) {
        Map<ConfigSetting, Optional<Object>> known = given.around().context().settings();
        String manner = given.text(ON_MISSING, "error");
        FreshList values = new FreshList();
        for (Object term : terms) {
            String name = Text.of(term);
            Optional<Optional<Object>> told = ConfigSetting.of(name).map(known::get);
            if (told.isPresent()) {
                values.add(told.get().orElse(null));
            } else if (manner.equals("warn")) {
                given.around().context().warn(missing(name));
            } else if (!manner.equals("skip")) {
                throw Failure.lookup(missing(name));
            }
        }
        return values;
    }

    /** Why there is no such setting, as full sentences; empty where there is. */
    public static Optional<String> objection(String name) {
        return ConfigSetting.of(name).isPresent() ? Optional.empty() : Optional.of(missing(name));
    }

    private static String missing(String name) {
        String instead = INSTEAD.getOrDefault(name, "write the value itself, or a variable that holds it");
        return "play reads no settings of Ansible and has none that is '" + name + "'; " + instead + "."
                + Suggestions.hint(name, ConfigSetting.names());
    }
}
