package play.connection.transport;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import play.host.HostException;

/** One way to one host, able to start any number of processes there. */
public interface Connection extends AutoCloseable {
    /**
     * Starts a process.
     *
     * @param command a line for the login shell, of whatever make: single quotes must be its only syntax
     */
    HostProcess start(String command) throws HostException, InterruptedException;

    /** To be held while a process starts; empty where any number may. */
    Optional<Semaphore> starting();

    /**
     * Has the host make a TCP connection.
     *
     * @throws HostStream.Refused the host could not; some connections say so only at the first read
     * @throws IOException the connection to the host is lost
     */
    HostStream connect(Endpoint to) throws IOException;

    /** False once it is known to be lost; true may be out of date by a few seconds. */
    boolean isAlive();

    @Override
    void close();
}
