package play.converge;

import java.util.List;
import java.util.Optional;
import play.event.StateChange;

/**
 * Who is asked before a task changes anything: by a run, which then does not, and by a dry run, which only says what it
 * would be.
 */
public interface Approval {
    /** Everything may be done. */
    Approval GRANTED = new Approval() {
        @Override
        public Optional<String> change(String title, List<StateChange> changes) {
            return Optional.empty();
        }

        @Override
        public Optional<String> anything(String why) {
            return Optional.empty();
        }

        @Override
        public boolean isGiven() {
            return true;
        }
    };

    /**
     * Why this change is not to be made; nothing where it may be.
     *
     * @param changes what is foreseen, secrets in clear
     */
    Optional<String> change(String title, List<StateChange> changes);

    /**
     * The same where only the run will tell what is changed.
     *
     * @param why a sentence without a secret
     */
    Optional<String> anything(String why);

    /** Takes note that what was granted last is not done. */
    default void withdraw() {}

    /** Whether everything may be done, so that it does not matter if a change is asked for that is not made then. */
    default boolean isGiven() {
        return false;
    }
}
