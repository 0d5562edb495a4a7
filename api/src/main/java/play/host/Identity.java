package play.host;

/**
 * Who the shell on a host runs as: what it creates belongs to this user.
 *
 * @param umask the bits that new files do not get
 */
public record Identity(String user, String group, String home, Mode umask) implements HostState {
    /** The one identity of a shell. */
    public static final StateKey<Identity> KEY = new Identities().key("self");

    @Override
    public boolean present() {
        return true;
    }
}
