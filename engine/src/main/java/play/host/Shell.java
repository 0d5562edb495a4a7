package play.host;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A persistent shell on one host as one user. Used by one thread at a time. */
public interface Shell extends AutoCloseable {
  /**
   * Runs scripts one after another, each in its own subshell, in one round trip; all of them run, whatever the exit codes
   * of those before.
   *
   * @return one result per script, in order
   */
  List<ScriptResult> run(List<Script> scripts) throws HostException, InterruptedException;

  /** Runs one script in one round trip. */
  default ScriptResult run(Script script) throws HostException, InterruptedException {
    return run(List.of(script)).getFirst();
  }

  /**
   * Writes a large stream to a file that must not exist yet, on a channel of its own, as the user of this shell.
   *
   * @param path absolute; created with mode 0600
   * @param size how many bytes the stream holds
   */
  void upload(Source content, long size, String path) throws HostException, InterruptedException;

  @Override
  void close();

  /** Opens the bytes of an upload; may be opened again after a lost connection. */
  @FunctionalInterface
  interface Source {
    InputStream open() throws IOException;
  }
}
