package play.modules.users;

import play.host.HostState;
import play.value.Secret;

/** The hash of a user's password. Read only for tasks that set one. */
public sealed interface PasswordState extends HostState {
    /** There is no such user. */
    record Missing() implements PasswordState {
        @Override
        public boolean present() {
            return false;
        }
    }

    /**
     * What the host compares passwords with; {@code !} or {@code *} where no password fits.
     *
     * @param hash in the form of crypt(5)
     */
    record Kept(Secret hash) implements PasswordState {
        @Override
        public boolean present() {
            return true;
        }
    }
}
