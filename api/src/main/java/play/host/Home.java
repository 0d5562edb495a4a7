package play.host;

/**
 * Where an account has its home.
 *
 * @param path empty where the host has no such account
 */
public record Home(String path) implements HostState {
    @Override
    public boolean present() {
        return !path.isEmpty();
    }
}
