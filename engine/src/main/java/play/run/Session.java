package play.run;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import play.host.Observed;
import play.host.Shell;
import play.host.StateKey;

/**
 * One host as one user: the shell, what a dry run has foreseen there, and the few things that never change in a run.
 * Used by one thread at a time, which holds {@link #lock}.
 */
final class Session {
    private final String host;
    private final Shell shell;
    private final Foresight foresight;
    private final ReentrantLock lock;
    private final Map<StateKey<?>, Observed<?>> fixed = new HashMap<>();

    /**
     * @param foresight shared by all sessions of the host
     * @param lock shared likewise: one task at a time per host acted upon
     */
    Session(String host, Shell shell, Foresight foresight, ReentrantLock lock) {
        this.host = host;
        this.shell = shell;
        this.foresight = foresight;
        this.lock = lock;
    }

    String host() {
        return host;
    }

    Shell shell() {
        return shell;
    }

    Foresight foresight() {
        return foresight;
    }

    ReentrantLock lock() {
        return lock;
    }

    /** States read once: who the shell is, and, until a play gathers them again, facts. */
    Map<StateKey<?>, Observed<?>> fixed() {
        return fixed;
    }
}
