package play.connection;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

/** A process of this machine. */
record ProcessStreams(Process process) implements HostProcess {
  private static final long GRACE_MILLIS = 500;

  @Override
  public OutputStream stdin() {
    return process.getOutputStream();
  }

  @Override
  public InputStream stdout() {
    return process.getInputStream();
  }

  @Override
  public InputStream stderr() {
    return process.getErrorStream();
  }

  @Override
  public void close() {
    Thread.ofVirtual().start(this::end);
  }

  private void end() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // it has ended already: nothing is left to tell it
    }
    process.onExit().orTimeout(GRACE_MILLIS, TimeUnit.MILLISECONDS).whenComplete((done, late) -> process.destroy());
  }
}
