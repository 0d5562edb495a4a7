package play.connection.ssh;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import play.connection.transport.Connection;
import play.connection.transport.Endpoint;
import play.connection.transport.HostProcess;
import play.connection.transport.HostStream;
import play.host.HostException;

/**
 * Connections by the built-in client to one host, one more whenever all have as many sessions as the host allows on one
 * ({@code MaxSessions}, ten by default): each user a shell belongs to needs one, and so does an upload.
 */
public final class SpreadConnection implements Connection {
    /** Makes a connection. */
    @FunctionalInterface
    public interface Maker {
        SshConnection make() throws HostException, InterruptedException;
    }

    private final Maker maker;
    private final Semaphore starting;
    private final ReentrantLock making = new ReentrantLock();
    private final List<SshConnection> all = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    private SpreadConnection(Maker maker, Semaphore starting) {
        this.maker = maker;
        this.starting = starting;
    }

    /** With one connection. */
    public static SpreadConnection open(Maker maker, Semaphore starting) throws HostException, InterruptedException {
        SpreadConnection spread = new SpreadConnection(maker, starting);
        spread.all.add(maker.make());
        return spread;
    }

    @Override
    public HostProcess start(String command) throws HostException, InterruptedException {
        Optional<HostProcess> process = startOnOld(command);
        if (process.isPresent()) {
            return process.get();
        }
        making.lockInterruptibly();
        try {
            process = startOnOld(command);
            return process.isPresent() ? process.get() : startOnNew(command);
        } finally {
            making.unlock();
        }
    }

    private Optional<HostProcess> startOnOld(String command) throws HostException, InterruptedException {
        for (SshConnection connection : all.reversed()) {
            if (connection.isAlive()) {
                Optional<HostProcess> process = connection.startIfAllowed(command);
                if (process.isPresent()) {
                    return process;
                }
            } else {
                connection.close();
                all.remove(connection);
            }
        }
        return Optional.empty();
    }

    private HostProcess startOnNew(String command) throws HostException, InterruptedException {
        SshConnection fresh = maker.make();
        boolean used = false;
        try {
            HostProcess process = fresh.startIfAllowed(command)
                    .orElseThrow(() -> new HostException.Unreachable(
                            fresh.where() + " opens no session; does MaxSessions of its sshd_config allow any?"));
            all.add(fresh);
            used = !closed;
            return process;
        } finally {
            if (!used) {
                fresh.close();
            }
        }
    }

    @Override
    public Optional<Semaphore> starting() {
        return Optional.of(starting);
    }

    @Override
    public HostStream connect(Endpoint to) throws IOException {
        for (SshConnection connection : all) {
            if (connection.isAlive()) {
                return connection.connect(to);
            }
        }
        throw new IOException("the connection is lost");
    }

    @Override
    public boolean isAlive() {
        return all.stream().anyMatch(SshConnection::isAlive);
    }

    @Override
    public void close() {
        closed = true;
        all.forEach(SshConnection::close);
    }
}
