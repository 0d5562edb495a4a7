package play.connection;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import play.connection.shell.Account;
import play.connection.transport.Become;
import play.connection.transport.ConnectionSpec;
import play.connection.transport.Notice;
import play.host.HostException;
import play.host.Shell;

/**
 * All connections of a run: one per spec, and on it one shell per user. Shells of different hosts may be used by
 * different threads at once.
 */
public final class Connections implements AutoCloseable {
    private final Connector connector;
    private final Consumer<Notice> notices;
    private final Map<ConnectionSpec, Link> links = new ConcurrentHashMap<>();
    private final Map<Account, HostShell> shells = new ConcurrentHashMap<>();

    /** @param notices is called by any thread */
    public Connections(Consumer<Notice> notices) {
        this.notices = notices;
        this.connector = new Connector(notices);
    }

    /** Passes a notice on. */
    public void tell(Notice notice) {
        notices.accept(notice);
    }

    /** The shell of the user who is logged in. Nothing is contacted before it is used. */
    public Shell shell(ConnectionSpec spec) {
        return shell(new Account(spec, Optional.empty()));
    }

    /** The shell of another user. Nothing is contacted before it is used. */
    public Shell shell(ConnectionSpec spec, Become become) {
        return shell(new Account(spec, Optional.of(become)));
    }

    private Shell shell(Account account) {
        Link link = link(account.spec());
        return shells.computeIfAbsent(account, key -> new HostShell(key, link));
    }

    /**
     * Passes connections that are made to a port of this machine on to an endpoint, over the connection to a host.
     *
     * @throws HostException.Unreachable there is no connection to the host and none could be made
     */
    public Forward forward(ConnectionSpec spec, Forward.Route route) throws HostException, InterruptedException {
        return Forward.over(link(spec).connection(), spec.host(), route);
    }

    private Link link(ConnectionSpec spec) {
        return links.computeIfAbsent(spec, key -> new Link(key, connector));
    }

    /** Closes all shells and connections; scripts that other threads are waiting for are ended on their hosts first. */
    @Override
    public void close() {
        Thread[] closing = shells.values().stream()
                .map(shell -> Thread.ofVirtual().start(shell::close))
                .toArray(Thread[]::new);
        try {
            for (Thread thread : closing) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        links.values().forEach(Link::close);
        shells.clear();
        links.clear();
    }
}
