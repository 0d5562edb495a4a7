package play.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.connection.transport.Timing;
import play.load.RolePaths;

/** Ansible's settings as the command line says them, or as {@code play} always does; null where there is none. */
final class ToldSettings {
    private ToldSettings() {}

    static Map<String, @Nullable Object> of(Arguments arguments, RolePaths paths) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("DEFAULT_ROLES_PATH", texts(paths.roles()));
        told.put("COLLECTIONS_PATHS", texts(paths.collections()));
        told.put("DEFAULT_FORKS", (long) RunSession.forks(arguments));
        told.put("DEFAULT_VERBOSITY", (long) arguments.count("--verbose"));
        told.put("DEFAULT_HOST_LIST", ToldVariables.inventories(arguments));
        told.put("DEFAULT_REMOTE_USER", arguments.value("--user").orElse(null));
        told.put("DEFAULT_PRIVATE_KEY_FILE", arguments.value("--private-key").orElse(null));
        told.put("DEFAULT_TRANSPORT", arguments.value("--connection").orElse("ssh"));
        told.put("DEFAULT_TIMEOUT", seconds(arguments));
        told.put(
                "HOST_KEY_CHECKING",
                !arguments.value("--host-key-checking").orElse("").equals("off"));
        told.put("DEFAULT_BECOME", arguments.has("--become"));
        told.put("DEFAULT_BECOME_USER", arguments.value("--become-user").orElse("root"));
        told.put("DEFAULT_BECOME_METHOD", arguments.value("--become-method").orElse("sudo"));
        told.put("TAGS_RUN", Loaded.words(arguments.all("--tags")));
        told.put("TAGS_SKIP", Loaded.words(arguments.all("--skip-tags")));
        told.put("DEFAULT_GATHERING", "implicit");
        told.put("DEFAULT_HASH_BEHAVIOUR", "replace");
        told.put("DEFAULT_STRATEGY", "linear");
        return told;
    }

    private static List<String> texts(List<Path> folders) {
        return folders.stream().map(Path::toString).toList();
    }

    private static long seconds(Arguments arguments) {
        return arguments
                .value("--timeout")
                .filter(text -> text.matches("[1-9][0-9]{0,5}"))
                .map(Long::valueOf)
                .orElse(Timing.DEFAULT.connect().toSeconds());
    }
}
