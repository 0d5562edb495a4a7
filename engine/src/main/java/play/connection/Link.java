package play.connection;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import play.host.HostException;

/** The connection of a spec, made when first asked for and again whenever it was lost. */
final class Link {
  private final ConnectionSpec spec;
  private final Doors doors;
  private final Consumer<Notice> notices;
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<Connection> connection = Optional.empty();

  Link(ConnectionSpec spec, Doors doors, Consumer<Notice> notices) {
    this.spec = spec;
    this.doors = doors;
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
      case ConnectionSpec.Ssh ssh ->
          doors.through(new Endpoint(ssh.address(), ssh.port()), patience(), () -> SshConnection.open(ssh, notices));
      case ConnectionSpec.OpenSsh ssh -> 
          doors.through(new Endpoint(ssh.destination(), ssh.port().orElse(0)), patience(), () -> OpenSshConnection.open(ssh));
    };
  }

  private Duration patience() {
    return spec.timing().connect().multipliedBy(2);
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
