package play.connection.transport;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalInt;

/** A process on a host, seen by its three streams. */
public interface HostProcess extends AutoCloseable {
    OutputStream stdin();

    InputStream stdout();

    InputStream stderr();

    /**
     * How it ended: its exit code, or 128 and the number of the signal that killed it. To be asked once its output has
     * ended.
     *
     * @return empty where nobody tells: the connection is lost, or it has not ended
     */
    OptionalInt exitCode() throws InterruptedException;

    /** Lets go of it: its input ends. Does not wait. */
    @Override
    void close();
}
