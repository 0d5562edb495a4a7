package play.connection;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import play.connection.transport.Connection;
import play.connection.transport.ConnectionSpec;
import play.host.HostException;

/** The connection of a spec, made when first asked for and again whenever it was lost. */
final class Link {
    private final ConnectionSpec spec;
    private final Connector connector;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Connection> connection = Optional.empty();

    Link(ConnectionSpec spec, Connector connector) {
        this.spec = spec;
        this.connector = connector;
    }

    /** The living connection. */
    Connection connection() throws HostException, InterruptedException {
        lock.lockInterruptibly();
        try {
            if (connection.isPresent() && connection.get().isAlive()) {
                return connection.get();
            }
            connection.ifPresent(Connection::close);
            connection = Optional.empty();
            Connection fresh = connector.connect(spec);
            connection = Optional.of(fresh);
            return fresh;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it leads to this machine without any network. */
    boolean isHere() {
        return spec instanceof ConnectionSpec.Local;
    }

    void close() {
        lock.lock();
        try {
            connection.ifPresent(Connection::close);
            connection = Optional.empty();
        } finally {
            lock.unlock();
        }
    }
}
