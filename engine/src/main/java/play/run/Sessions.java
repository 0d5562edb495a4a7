package play.run;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.host.HostException;
import play.host.Shell;
import play.playbook.Settings;

/** The sessions of a run: one per host and user, opened when first needed. Safe for use by many threads. */
final class Sessions {
    /** Finds the shell that a task on a host needs; contacts nothing yet. */
    @FunctionalInterface
    interface Dialer {
        /**
         * @param settings of the task: connection, remote user, become
         * @param scope of the task on the host acted upon
         */
        Shell dial(String host, Settings settings, Scope scope) throws ExpressionException;
    }

    private record Host(Foresight foresight, ReentrantLock lock) {}

    private final Dialer dialer;
    private final Realms realms;
    private final Map<String, Host> hosts = new ConcurrentHashMap<>();
    private final Map<Shell, Session> sessions = new ConcurrentHashMap<>();

    Sessions(Dialer dialer, Realms realms) {
        this.dialer = dialer;
        this.realms = realms;
    }

    Session session(String host, Settings settings, Scope scope) throws ExpressionException {
        Shell shell = dialer.dial(host, settings, scope);
        Host known = host(host);
        return sessions.computeIfAbsent(shell, key -> new Session(host, shell, known.foresight(), known.lock()));
    }

    /**
     * Closes the connection of a session and makes it anew; what was read once about users of the host is read again.
     */
    void reset(String host, Settings settings, Scope scope)
            throws ExpressionException, HostException, InterruptedException {
        Session session = session(host, settings, scope);
        session.lock().lockInterruptibly();
        try {
            sessions.values().removeIf(other -> other.host().equals(host));
            session.shell().reconnect();
        } finally {
            session.lock().unlock();
        }
    }

    /** What a dry run has foreseen on a host. */
    Foresight foresight(String host) {
        return host(host).foresight();
    }

    private Host host(String host) {
        return hosts.computeIfAbsent(host, name -> new Host(realms.newHost(), new ReentrantLock()));
    }
}
