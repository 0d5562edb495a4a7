package play.host;

import java.util.Optional;

/**
 * A variable of the environment that a user's commands run in.
 *
 * @param value empty where it is not set
 */
public record EnvironmentVariable(Optional<String> value) implements HostState {
    @Override
    public boolean present() {
        return value.isPresent();
    }
}
