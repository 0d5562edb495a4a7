package play.expression.call;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings of Ansible that a run has the same of, by the names that Ansible gives them. */
public enum ConfigSetting {
    COLLECTIONS_PATHS,
    DEFAULT_BECOME,
    DEFAULT_BECOME_METHOD,
    DEFAULT_BECOME_USER,
    DEFAULT_FORKS,
    DEFAULT_GATHERING,
    DEFAULT_HASH_BEHAVIOUR,
    DEFAULT_HOST_LIST,
    DEFAULT_PRIVATE_KEY_FILE,
    DEFAULT_PRIVATE_ROLE_VARS,
    DEFAULT_REMOTE_USER,
    DEFAULT_ROLES_PATH,
    DEFAULT_STRATEGY,
    DEFAULT_TIMEOUT,
    DEFAULT_TRANSPORT,
    DEFAULT_VERBOSITY,
    HOST_KEY_CHECKING,
    TAGS_RUN,
    TAGS_SKIP;

    static Optional<ConfigSetting> of(String name) {
        return Stream.of(values()).filter(one -> one.name().equals(name)).findFirst();
    }

    static Set<String> names() {
        return Stream.of(values()).map(ConfigSetting::name).collect(Collectors.toSet());
    }
}
