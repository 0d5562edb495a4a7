package play.cli;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.connection.transport.Timing;
import play.expression.call.ConfigSetting;
import play.load.RolePaths;

/** Ansible's settings as the command line says them, or as {@code play} always does. */
record ToldSettings(Arguments arguments, RolePaths paths) {
    /** The options that say them. */
    static final List<String> OPTIONS = List.of(
            "--inventory",
            "--user",
            "--private-key",
            "--connection",
            "--timeout",
            "--host-key-checking",
            "--become",
            "--become-user",
            "--become-method",
            "--forks",
            "--tags",
            "--skip-tags",
            "--roles-path",
            "--collections-path",
            "--verbose");

    Map<ConfigSetting, Optional<Object>> values() {
        Map<ConfigSetting, Optional<Object>> values = new EnumMap<>(ConfigSetting.class);
        for (ConfigSetting setting : ConfigSetting.values()) {
            values.put(setting, of(setting).value());
        }
        return values;
    }

    Told of(ConfigSetting setting) {
        return switch (setting) {
            case DEFAULT_ROLES_PATH -> option("--roles-path", texts(paths.roles()));
            case COLLECTIONS_PATHS -> option("--collections-path", texts(paths.collections()));
            case DEFAULT_FORKS -> option("--forks", (long) RunSession.forks(arguments));
            case DEFAULT_VERBOSITY -> option("--verbose", (long) arguments.count("--verbose"));
            case DEFAULT_HOST_LIST -> option("--inventory", ToldVariables.inventories(arguments));
            case DEFAULT_REMOTE_USER -> given("--user");
            case DEFAULT_PRIVATE_KEY_FILE -> given("--private-key");
            case DEFAULT_TRANSPORT -> given("--connection", "ssh");
            case DEFAULT_TIMEOUT -> option("--timeout", seconds());
            case HOST_KEY_CHECKING ->
                option(
                        "--host-key-checking",
                        !arguments.value("--host-key-checking").orElse("").equals("off"));
            case DEFAULT_BECOME -> option("--become", arguments.has("--become"));
            case DEFAULT_BECOME_USER -> given("--become-user", "root");
            case DEFAULT_BECOME_METHOD -> given("--become-method", "sudo");
            case TAGS_RUN -> Told.words(arguments, "--tags");
            case TAGS_SKIP -> Told.words(arguments, "--skip-tags");
            case DEFAULT_GATHERING -> Told.fixed("implicit");
            case DEFAULT_HASH_BEHAVIOUR -> Told.fixed("replace");
            case DEFAULT_PRIVATE_ROLE_VARS -> Told.fixed(false);
            case DEFAULT_STRATEGY -> Told.fixed("linear");
        };
    }

    private Told option(String option, Object value) {
        return Told.option(arguments, option, value);
    }

    private Told given(String option) {
        return Told.option(arguments, option, arguments.value(option).map(text -> text));
    }

    private Told given(String option, String otherwise) {
        return option(option, arguments.value(option).orElse(otherwise));
    }

    private static List<String> texts(List<Path> folders) {
        return folders.stream().map(Path::toString).toList();
    }

    private long seconds() {
        return arguments
                .value("--timeout")
                .filter(text -> text.matches("[1-9][0-9]{0,5}"))
                .map(Long::valueOf)
                .orElse(Timing.DEFAULT.connect().toSeconds());
    }
}
