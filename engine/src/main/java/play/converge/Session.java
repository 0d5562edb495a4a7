package play.converge;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import play.host.HostException;
import play.host.Observed;
import play.host.Realm;
import play.host.Shell;
import play.host.StateFamily;
import play.host.StateKey;

/** One host as one user: the shell, what check mode has foreseen there, and the states that outlive a task. */
public final class Session {
    private final String host;
    private final Shell shell;
    private final Foresight foresight;
    private final ReentrantLock lock;
    private final ReadAhead.Terms terms;
    private final ReadAhead ahead;
    private final Map<StateKey<?>, Observed<?>> kept = new HashMap<>();

    /** What is done on a host. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws HostException, InterruptedException;
    }

    /**
     * @param foresight shared by all sessions of the host
     * @param lock shared likewise: one task at a time per host acted upon
     */
    Session(String host, Shell shell, Foresight foresight, ReentrantLock lock, ReadAhead.Terms terms) {
        this.host = host;
        this.shell = shell;
        this.foresight = foresight;
        this.lock = lock;
        this.terms = terms;
        this.ahead = new ReadAhead(terms);
    }

    public String host() {
        return host;
    }

    /**
     * The same for one task, whose scripts see further environment variables.
     *
     * @param environment names that a shell can export; values without NUL
     */
    public Session with(Map<String, String> environment) {
        return environment.isEmpty()
                ? this
                : new Session(host, new EnvironmentShell(shell, environment), foresight, lock, terms);
    }

    /** Waits until nothing else acts on the host, and keeps others from it meanwhile. */
    public <T> T inTurn(Work<T> work) throws HostException, InterruptedException {
        lock.lockInterruptibly();
        try {
            return work.run();
        } finally {
            lock.unlock();
        }
    }

    /** Why a user or a program that is missing now may be there by then: changes of this host, only foreseen. */
    public Optional<String> pending() {
        return foresight.pending();
    }

    /** Whether the host is the machine that {@code play} runs on. */
    public boolean isHere() {
        return shell.isHere();
    }

    Shell shell() {
        return shell;
    }

    Foresight foresight() {
        return foresight;
    }

    /** What was read here before its time. Used in turn only. */
    ReadAhead ahead() {
        return ahead;
    }

    /** States that outlive the task they were read for. Used in turn only. */
    Map<StateKey<?>, Observed<?>> kept() {
        return kept;
    }

    /** Whether it takes a round trip: what is kept for the run does not. */
    boolean isToBeRead(StateKey<?> key) {
        return key.realm() instanceof Realm.Target && !kept.containsKey(key);
    }

    void forget(StateFamily.Lifetime lifetime) {
        kept.keySet().removeIf(key -> key.family().lifetime() == lifetime);
    }
}
