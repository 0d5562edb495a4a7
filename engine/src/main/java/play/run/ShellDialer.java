package play.run;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import play.connection.Connections;
import play.connection.openssh.SshConfigFiles;
import play.connection.transport.Become;
import play.connection.transport.ConnectionSpec;
import play.connection.transport.Notice;
import play.diag.Suggestions;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.host.Shell;
import play.playbook.Setting;
import play.playbook.Settings;
import play.source.FileNames;

/**
 * Finds out how a host is reached. As in Ansible, variables ({@code ansible_host}, {@code ansible_user},
 * {@code ansible_become}) win over keywords, and these over the command line.
 */
final class ShellDialer implements Sessions.Dialer {
    private static final List<String> KINDS = List.of("ssh", "openssh", "local");

    private final Connections connections;
    private final Access access;
    private final Predicate<String> implicit;
    private final boolean configured;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** @param implicit whether a host is the controller although no inventory names it */
    ShellDialer(Connections connections, Access access, Predicate<String> implicit) {
        this.connections = connections;
        this.access = access;
        this.implicit = implicit;
        this.configured = SshConfigFiles.matter(access.home());
    }

    @Override
    public Shell dial(String host, Settings settings, Scope scope) throws ExpressionException {
        ConnectionSettings said = new ConnectionSettings(settings, scope);
        ConnectionSpec spec = spec(host, said);
        Optional<Become> become = new BecomeSettings(said, access.become())
                .become()
                .filter(other -> !login(spec).equals(Optional.of(other.user())));
        return become.isPresent() ? connections.shell(spec, become.get()) : connections.shell(spec);
    }

    /** Who a task is without becoming anyone, as far as that is known before connecting. */
    private static Optional<String> login(ConnectionSpec spec) {
        return switch (spec) {
            case ConnectionSpec.Local local -> Optional.of(System.getProperty("user.name"));
            case ConnectionSpec.Ssh ssh -> Optional.of(ssh.login().user());
            case ConnectionSpec.OpenSsh ssh -> ssh.user();
            case ConnectionSpec.Configured either -> either.openSsh().user();
        };
    }

    /** What variables and keywords of a host come to. */
    ConnectionSpec spec(String host, Settings settings, Scope scope) throws ExpressionException {
        return spec(host, new ConnectionSettings(settings, scope));
    }

    private ConnectionSpec spec(String host, ConnectionSettings said) throws ExpressionException {
        String usual = access.connection().orElse(implicit.test(host) ? "local" : "ssh");
        String kind = ConnectionSettings.plain(
                said.text(Setting.CONNECTION, "ansible_connection").orElse(usual));
        return switch (kind) {
            case "local" ->
                new ConnectionSpec.Local(host, said.variable("playbook_dir").flatMap(FileNames::path));
            case "openssh" -> ssh(host, said).openSsh();
            case "ssh", "smart", "paramiko", "paramiko_ssh" -> ssh(host, said).spec(configured);
            default ->
                throw ConnectionSettings.wrong(
                        "connection",
                        kind,
                        "is none of " + String.join(", ", KINDS) + "." + Suggestions.hint(kind, KINDS));
        };
    }

    /** What says nothing here is told once. */
    private SshSettings ssh(String host, ConnectionSettings said) throws ExpressionException {
        for (String name : SshSettings.NO_EFFECT.keySet()) {
            if (said.variable(name).isPresent() && told.add(name)) {
                connections.tell(new Notice.IgnoredVariable(host, name, SshSettings.NO_EFFECT.get(name)));
            }
        }
        return new SshSettings(host, said, access);
    }
}
