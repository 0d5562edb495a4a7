package play.connection;

import java.io.InputStream;
import java.io.OutputStream;

/** A process on a host, seen by its three streams. */
interface HostProcess extends AutoCloseable {
  OutputStream stdin();

  InputStream stdout();

  InputStream stderr();

  /** Lets go of it: its input ends. Does not wait. */
  @Override
  void close();
}
