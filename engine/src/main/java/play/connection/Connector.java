package play.connection;

import java.util.Optional;
import java.util.function.Consumer;
import play.connection.local.LocalConnection;
import play.connection.openssh.OpenSshConnection;
import play.connection.openssh.SshChoice;
import play.connection.openssh.SshConfig;
import play.connection.openssh.SshConfigs;
import play.connection.ssh.SpreadConnection;
import play.connection.ssh.SshConnection;
import play.connection.transport.Connection;
import play.connection.transport.ConnectionSpec;
import play.connection.transport.Endpoint;
import play.connection.transport.Notice;
import play.host.HostException;

/** Makes the connections of a run. Used by many threads. */
final class Connector {
    private final ConnectThrottle throttle = new ConnectThrottle();
    private final SshConfigs configs = new SshConfigs();
    private final Consumer<Notice> notices;

    Connector(Consumer<Notice> notices) {
        this.notices = notices;
    }

    /** Makes one more. */
    Connection connect(ConnectionSpec spec) throws HostException, InterruptedException {
        return switch (spec) {
            case ConnectionSpec.Local local -> new LocalConnection(local.directory());
            case ConnectionSpec.Configured configured -> connect(chosen(configured));
            case ConnectionSpec.Ssh ssh -> SpreadConnection.open(() -> builtIn(ssh), throttle.starting(server(ssh)));
            case ConnectionSpec.OpenSsh ssh -> connect(ssh, configs.of(ssh));
        };
    }

    private static Endpoint server(ConnectionSpec.Ssh spec) {
        return new Endpoint(spec.address(), spec.port());
    }

    private SshConnection builtIn(ConnectionSpec.Ssh spec) throws HostException, InterruptedException {
        return throttle.connect(server(spec), spec.timing(), () -> SshConnection.open(spec, notices));
    }

    private Connection connect(ConnectionSpec.OpenSsh spec, SshConfig config)
            throws HostException, InterruptedException {
        Endpoint server = new Endpoint(
                config.value("hostname").orElse(spec.destination()),
                config.value("port").map(Integer::valueOf).orElse(0));
        return throttle.connect(
                server,
                SshChoice.timing(config, spec.timing()),
                () -> OpenSshConnection.open(spec, config, throttle.starting(server)));
    }

    private ConnectionSpec chosen(ConnectionSpec.Configured spec) throws HostException, InterruptedException {
        SshChoice choice = new SshChoice(spec, configs.of(spec.openSsh()));
        Optional<String> hindrance = choice.hindrance();
        if (hindrance.isEmpty()) {
            return choice.byBuiltIn();
        }
        ConnectionSpec.OpenSsh handed = choice.byOpenSsh(hindrance.get());
        notices.accept(new Notice.HandedOver(spec.host(), hindrance.get()));
        return handed;
    }
}
