package play.host;

/**
 * What an account is called whose number is known.
 *
 * @param name empty where no account has the number
 */
public record NumberedAccount(String name) implements HostState {
    @Override
    public boolean present() {
        return !name.isEmpty();
    }
}
