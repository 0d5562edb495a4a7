package play.connection;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import play.host.HostException;

/** The connection of a spec, made when first asked for and again whenever it was lost. */
final class Link {
  private final ConnectionSpec spec;
  private final Consumer<Notice> notices;
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<Connection> connection = Optional.empty();

  Link(ConnectionSpec spec, Consumer<Notice> notices) {
    this.spec = spec;
    this.notices = notices;
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
      Connection fresh = connect();
      connection = Optional.of(fresh);
      return fresh;
    } finally {
      lock.unlock();
    }
  }

  private Connection connect() throws HostException, InterruptedException {
    return switch (spec) {
      case ConnectionSpec.Local _ -> new LocalConnection();
      case ConnectionSpec.Ssh ssh -> SshConnection.open(ssh, notices);
      case ConnectionSpec.OpenSsh ssh -> OpenSshConnection.open(ssh);
    };
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
