package play.modules.users;

import play.host.HostState;
import play.value.Foreseen;

/** For how long an account and its password may be used. */
public sealed interface AgeingState extends HostState {
    /** What stands for no limit. */
    long NONE = -1;

    /** There is no such user. */
    record Missing() implements AgeingState {
        @Override
        public boolean present() {
            return false;
        }
    }

    /**
     * As {@code /etc/shadow} has it, in days, {@link #NONE} where nothing is said.
     *
     * @param minimum that a password is kept at least
     * @param maximum that a password is kept at most
     * @param warning before it has to be changed
     * @param inactive after which the account is disabled once the password had to be changed
     * @param expires when the account does, since 1970
     */
    record Kept(
            Foreseen<Long> minimum,
            Foreseen<Long> maximum,
            Foreseen<Long> warning,
            Foreseen<Long> inactive,
            Foreseen<Long> expires)
            implements AgeingState {
        @Override
        public boolean present() {
            return true;
        }
    }
}
