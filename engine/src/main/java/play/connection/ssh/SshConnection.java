package play.connection.ssh;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;
import net.schmizz.sshj.connection.channel.direct.Session;
import play.connection.transport.ConnectionSpec;
import play.connection.transport.Endpoint;
import play.connection.transport.HostProcess;
import play.connection.transport.HostStream;
import play.connection.transport.Notice;
import play.connection.transport.ServerBusy;
import play.connection.transport.Timing;
import play.connection.transport.Words;
import play.host.HostException;

/** A connection by the built-in SSH client. */
public final class SshConnection {
    private static final int WINDOW = 8 << 20;

    private static final String CLOSED_EARLY =
            "closes new connections before it says anything: either too many are under way (MaxStartups of its"
                    + " sshd_config), or it does not let this machine in (hosts.deny, fail2ban)";

    private final ConnectionSpec.Ssh spec;
    private final SSHClient client;
    private volatile boolean closed;

    private SshConnection(ConnectionSpec.Ssh spec, SSHClient client) {
        this.spec = spec;
        this.client = client;
        // sshj ends the channels of a lost connection first, and calls it connected until that is done.
        client.getTransport().setDisconnectListener((reason, words) -> closed = true);
    }

    /** Connects, checks the key of the host, and logs in. */
    public static SshConnection open(ConnectionSpec.Ssh spec, Consumer<Notice> notices)
            throws ServerBusy, HostException, InterruptedException {
        HostKeyGate gate = new HostKeyGate(spec, knownHosts(spec));
        PromptSockets sockets = new PromptSockets();
        SshConnection connection = new SshConnection(spec, client(spec.timing(), gate, sockets));
        boolean open = false;
        try {
            connection.connect(gate, sockets);
            connection.login();
            new Pulse(connection.client, sockets, spec, notices).start();
            open = true;
            return connection;
        } finally {
            if (!open) {
                connection.close();
            }
        }
    }

    private static KnownHosts knownHosts(ConnectionSpec.Ssh spec) throws HostException.Unreachable {
        try {
            return KnownHosts.read(spec.hostKeys().files());
        } catch (IOException e) {
            throw new HostException.Unreachable("the known hosts can't be read: " + e.getMessage(), e);
        }
    }

    private static SSHClient client(Timing timing, HostKeyGate gate, PromptSockets sockets) {
        int limit = Math.toIntExact(timing.connect().toMillis());
        SSHClient client = new SSHClient(new SshAlgorithms());
        client.setSocketFactory(sockets);
        client.setConnectTimeout(limit);
        client.setTimeout(limit);
        client.getTransport().setTimeoutMs(limit);
        client.addHostKeyVerifier(gate);
        // A limit here would break a channel whose script has not read its input for as long.
        client.getConnection().setTimeoutMs(Integer.MAX_VALUE);
        client.getConnection().setWindowSize(WINDOW);
        return client;
    }

    private void connect(HostKeyGate gate, PromptSockets sockets)
            throws ServerBusy, HostException, InterruptedException {
        Optional<Exception> failure = Attempt.within(spec.timing().connect().multipliedBy(2), () -> {
                    client.connect(spec.address(), spec.port());
                    return client;
                })
                .failure();
        if (failure.isPresent()) {
            ConnectFailure told = new ConnectFailure(failure.get(), sockets.firstWords());
            if (sockets.hasConnected() && told.isBusy()) {
                throw new ServerBusy(new HostException.Unreachable(where() + " " + CLOSED_EARLY, failure.get()));
            }
            String why = gate.refusal().orElseGet(() -> where() + " " + told.reason(spec));
            throw new HostException.Unreachable(why, failure.get());
        }
    }

    private void login() throws HostException, InterruptedException {
        SshLogin login = new SshLogin(spec, client);
        Optional<Exception> failure = Attempt.within(spec.timing().connect().multipliedBy(2), () -> {
                    login.run();
                    return client;
                })
                .failure();
        if (failure.isPresent()) {
            throw new HostException.Unreachable(login.refusal(failure.get()), failure.get());
        }
    }

    /** The host, in messages. */
    String where() {
        return spec.host() + " (" + spec.address() + " port " + spec.port() + ")";
    }

    /**
     * Starts a process, as {@link play.connection.transport.Connection#start}.
     *
     * @return empty when the host opens no more sessions on this connection
     */
    public Optional<HostProcess> startIfAllowed(String command) throws HostException, InterruptedException {
        Attempt<HostProcess> attempt = Attempt.within(spec.timing().connect(), () -> {
            Session session = client.startSession();
            return new SessionProcess(session, session.exec(command));
        });
        if (attempt.failure().isPresent()) {
            Exception failure = attempt.failure().get();
            if (failure instanceof OpenFailException) {
                return Optional.empty();
            }
            close();
            throw new HostException.Unreachable(
                    "no channel could be opened on " + where() + ": "
                            + (failure instanceof TimeoutException
                                    ? "no answer within "
                                            + Words.of(spec.timing().connect())
                                    : failure.getMessage()),
                    failure);
        }
        return attempt.result();
    }

    /** See {@link play.connection.transport.Connection#connect}. */
    HostStream connect(Endpoint to) throws IOException {
        try {
            DirectConnection channel = client.newDirectConnection(to.address(), to.port());
            return new ChannelStream(channel, channel.getInputStream(), channel.getOutputStream());
        } catch (OpenFailException e) {
            throw e.getReason() == OpenFailException.Reason.ADMINISTRATIVELY_PROHIBITED
                    ? HostStream.Refused.forbidden()
                    : new HostStream.Refused(String.valueOf(e.getMessage()));
        }
    }

    /** See {@link play.connection.transport.Connection#isAlive}. */
    public boolean isAlive() {
        return !closed && client.isConnected() && client.isAuthenticated();
    }

    /** Does not wait for a host that may be silent. */
    public void close() {
        closed = true;
        Thread.ofVirtual().start(() -> {
            try {
                client.close();
            } catch (IOException e) {
                // lost already
            }
        });
    }
}
