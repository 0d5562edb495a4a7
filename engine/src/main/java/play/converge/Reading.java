package play.converge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.host.HostException;
import play.host.Observed;
import play.host.Script;
import play.host.StateKey;

/** How a task comes to know states. */
interface Reading {
    /** The states of exactly these keys. */
    Map<StateKey<?>, Observed<?>> read(List<StateKey<?>> keys) throws HostException, InterruptedException;

    /** How it reads from here on: it is about to change something. */
    Reading inTurn();

    /** What succeeds only while all is as was said, where that was not read in the task's turn. */
    default Optional<Script> still() {
        return Optional.empty();
    }
}
