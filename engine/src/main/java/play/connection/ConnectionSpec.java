package play.connection;

import java.util.List;
import java.util.Optional;

/** How one host is reached. Equal specs share a connection. */
public sealed interface ConnectionSpec {
  /** The name of the host in the inventory: names it in messages, and keeps hosts at one address apart. */
  String host();

  /** How long to try, and when a silent host counts as lost. */
  Timing timing();

  /** The machine {@code play} runs on, as the user it runs as. */
  record Local(String host) implements ConnectionSpec {
    @Override
    public Timing timing() {
      return Timing.DEFAULT;
    }
  }

  /**
   * By the built-in SSH client, which reads no {@code ssh_config}.
   *
   * @param address name or IP address, as {@code known_hosts} knows it
   */
  record Ssh(String host, String address, int port, Login login, HostKeys hostKeys, Timing timing)
      implements ConnectionSpec {}

  /**
   * By the user's own {@code ssh}, so that {@code ssh_config}, jump hosts, agents and Kerberos work as people have them.
   *
   * @param destination what {@code ssh} is told to connect to: an address, or a name of {@code ssh_config}
   * @param port empty: as {@code ssh_config} has it
   * @param user empty: as {@code ssh_config} has it
   * @param arguments more options of {@code ssh}, before the destination
   */
  record OpenSsh(
      String host,
      String destination,
      Optional<Integer> port,
      Optional<String> user,
      List<String> arguments,
      HostKeys hostKeys,
      Timing timing)
      implements ConnectionSpec {
    public OpenSsh {
      arguments = List.copyOf(arguments);
    }
  }
}
