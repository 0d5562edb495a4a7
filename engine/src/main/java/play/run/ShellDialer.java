package play.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import play.connection.Become;
import play.connection.ConnectionSpec;
import play.connection.Connections;
import play.connection.HostKeys;
import play.connection.Login;
import play.connection.Timing;
import play.diag.Diagnostic;
import play.diag.Suggestions;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.host.Shell;
import play.playbook.Setting;
import play.playbook.Settings;
import play.value.Secret;

/**
 * Finds out how a host is reached. As in Ansible, variables ({@code ansible_host}, {@code ansible_user}, {@code
 * ansible_become}) win over keywords, and these over the command line.
 */
final class ShellDialer implements Sessions.Dialer {
  private static final List<String> KINDS = List.of("ssh", "openssh", "local");
  private static final String[] PASSWORDS = {"ansible_password", "ansible_ssh_pass", "ansible_ssh_password"};
  private static final String PASSPHRASE = "ansible_private_key_passphrase";
  private static final String KNOWN_HOSTS = "ansible_known_hosts_file";
  private static final List<String> METHODS = List.of("sudo", "su", "doas");

  private final Connections connections;
  private final Access access;
  private final Predicate<String> implicit;

  /** @param implicit whether a host is the controller although no inventory names it */
  ShellDialer(Connections connections, Access access, Predicate<String> implicit) {
    this.connections = connections;
    this.access = access;
    this.implicit = implicit;
  }

  @Override
  public Shell dial(String host, Settings settings, Scope scope) throws ExpressionException {
    Said said = new Said(settings, scope);
    ConnectionSpec spec = spec(host, said);
    Optional<Become> become = become(said);
    return become.isPresent() ? connections.shell(spec, become.get()) : connections.shell(spec);
  }

  /** What variables and keywords of a host come to. */
  ConnectionSpec spec(String host, Settings settings, Scope scope) throws ExpressionException {
    return spec(host, new Said(settings, scope));
  }

  private ConnectionSpec spec(String host, Said said) throws ExpressionException {
    String usual = access.connection().orElse(implicit.test(host) ? "local" : "ssh");
    String kind = said.text(Setting.CONNECTION, "ansible_connection").orElse(usual);
    return switch (kind) {
      case "local" -> new ConnectionSpec.Local(host);
      case "openssh" -> openSsh(host, said);
      case "ssh", "smart", "paramiko", "ansible.builtin.ssh" -> ssh(host, said);
      default ->
          throw Said.wrong("connection", kind, "is none of " + String.join(", ", KINDS) + "." + Suggestions.hint(kind, KINDS));
    };
  }

  private ConnectionSpec ssh(String host, Said said) throws ExpressionException {
    Login login = Login.ofUser(user(said).orElse(access.localUser()), access.home());
    Optional<Path> key = said.variable("ansible_ssh_private_key_file", "ansible_private_key_file").map(this::path).or(access::privateKey);
    if (key.isPresent()) {
      login = login.withKey(new Login.KeyFile(key.get(), said.secret(PASSPHRASE)));
    }
    Optional<Secret> password = said.secret(PASSWORDS).or(access::password);
    if (password.isPresent()) {
      login = login.withPassword(password.get());
    }
    return new ConnectionSpec.Ssh(host, address(host, said), port(said).orElse(22), login, hostKeys(said), timing(said));
  }

  /** Of two options of the same name, {@code ssh} takes the first. */
  private ConnectionSpec openSsh(String host, Said said) throws ExpressionException {
    refuse("a password", said, PASSWORDS);
    refuse("a passphrase", said, PASSPHRASE);
    if (access.password().isPresent()) {
      throw unheeded("--ask-pass", "a password");
    }
    List<String> words = new ArrayList<>();
    said.variable(KNOWN_HOSTS).map(this::path).ifPresent(file -> words.addAll(onlyKnownHosts(file)));
    words.addAll(words(said.variable("ansible_ssh_common_args")));
    words.addAll(words(said.variable("ansible_ssh_extra_args")));
    said.variable("ansible_ssh_private_key_file", "ansible_private_key_file").map(this::path).or(access::privateKey).ifPresent(key -> words.addAll(List.of("-i", key.toString())));
    return new ConnectionSpec.OpenSsh(host, address(host, said), port(said), user(said), words, hostKeys(said), timing(said));
  }

  private static List<String> words(Optional<String> arguments) {
    return arguments.stream().flatMap(text -> Stream.of(text.strip().split("\\s+"))).filter(word -> !word.isEmpty()).toList();
  }

  /** In an option of {@code ssh}, blanks part words unless quoted, and % begins a token. */
  private static List<String> onlyKnownHosts(Path file) {
    String word = '"' + file.toString().replace("%", "%%") + '"';
    return List.of("-o", "UserKnownHostsFile=" + word, "-o", "GlobalKnownHostsFile=none");
  }

  private static void refuse(String what, Said said, String... names) throws ExpressionException {
    for (String name : names) {
      if (said.secret(name).isPresent()) {
        throw unheeded(name, what);
      }
    }
  }

  private static ExpressionException unheeded(String name, String what) {
    return new ExpressionException(
        Diagnostic.error(
            "connection",
            "Host cannot be reached this way",
            "'" + name + "' has no effect with 'connection: openssh': ssh takes " + what
                + " from nobody but the person at the terminal. Log in by a key or an agent, or use 'connection: ssh'."));
  }

  /** Ansible knows the first; the others are named as {@code ssh} names its own. */
  private Timing timing(Said said) throws ExpressionException {
    Timing timing = access.timing();
    Optional<Integer> connect = said.positive("ansible_timeout", "ansible_ssh_timeout");
    Optional<Integer> pause = said.positive("ansible_ssh_server_alive_interval");
    Optional<Integer> count = said.positive("ansible_ssh_server_alive_count_max");
    timing = connect.map(Duration::ofSeconds).map(timing::connectWithin).orElse(timing);
    timing = pause.map(Duration::ofSeconds).map(timing::askEvery).orElse(timing);
    return count.map(timing::tolerate).orElse(timing);
  }

  private Optional<String> user(Said said) throws ExpressionException {
    return said.text(Setting.REMOTE_USER, "ansible_user", "ansible_ssh_user").or(access::user);
  }

  private static String address(String host, Said said) throws ExpressionException {
    return said.variable("ansible_host", "ansible_ssh_host").orElse(host);
  }

  private static Optional<Integer> port(Said said) throws ExpressionException {
    Optional<String> port = said.text(Setting.PORT, "ansible_port", "ansible_ssh_port");
    if (port.isPresent() && !port.get().matches("[0-9]{1,5}")) {
      throw Said.wrong("ansible_port", port.get(), "is no port.");
    }
    return port.map(Integer::valueOf);
  }

  private HostKeys hostKeys(Said said) throws ExpressionException {
    HostKeys.Checking checking = said.variable("ansible_host_key_checking", "ansible_ssh_host_key_checking").map(ShellDialer::checking).orElse(access.checking());
    HostKeys usual = HostKeys.ofUser(checking, access.home());
    return said.variable(KNOWN_HOSTS).map(file -> new HostKeys(checking, List.of(path(file)))).orElse(usual);
  }

  /** Ansible's true and false mean strict and off. */
  private static HostKeys.Checking checking(String text) {
    return switch (text.toLowerCase(Locale.ROOT).replace('_', '-')) {
      case "accept-new" -> HostKeys.Checking.ACCEPT_NEW;
      case "false", "no", "off" -> HostKeys.Checking.OFF;
      default -> HostKeys.Checking.STRICT;
    };
  }

  private Optional<Become> become(Said said) throws ExpressionException {
    boolean wanted =
        said.text(Setting.BECOME, "ansible_become")
            .map(text -> text.equalsIgnoreCase("true") || text.equalsIgnoreCase("yes") || text.equals("1"))
            .orElse(access.become().wanted());
    if (!wanted) {
      return Optional.empty();
    }
    String method = said.text(Setting.BECOME_METHOD, "ansible_become_method").orElse(access.become().method());
    if (!METHODS.contains(method)) {
      throw Said.wrong("become_method", method, "is none of " + String.join(", ", METHODS) + "." + Suggestions.hint(method, METHODS));
    }
    String user = said.text(Setting.BECOME_USER, "ansible_become_user").orElse(access.become().user());
    Optional<Secret> password = said.secret("ansible_become_password", "ansible_become_pass", "ansible_sudo_pass").or(() -> access.become().password());
    List<String> flags =
        said.text(Setting.BECOME_FLAGS, "ansible_become_flags").map(text -> List.of(text.strip().split("\\s+"))).orElse(List.of());
    return Optional.of(
        new Become(
            Become.Method.valueOf(method.toUpperCase(Locale.ROOT)), user, password, said.variable("ansible_become_exe"), flags));
  }

  private Path path(String text) {
    return text.startsWith("~/") ? access.home().resolve(text.substring(2)) : Path.of(text);
  }

}
