package play.connection.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.connection.channel.direct.Signal;
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
    private static final int SIGNALLED = 128;
    private static final int WINDOW = 8 << 20;

    /** What sshj says before its reason. */
    private static final String CERTIFICATE = "certificate check failed: ";

    /** What newer servers say to those they turn away. */
    private static final List<String> FULL = List.of("Exceeded MaxStartups", "Not allowed at this time");

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
            new Pulse(connection.client, spec, notices).start();
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
        Optional<Exception> failure = attempt(spec.timing().connect().multipliedBy(2), () -> {
                    client.connect(spec.address(), spec.port());
                    return client;
                })
                .failure();
        if (failure.isPresent()) {
            String said = sockets.firstWords();
            if (sockets.hasConnected() && isBusy(failure.get(), said)) {
                throw new ServerBusy(new HostException.Unreachable(where() + " " + CLOSED_EARLY, failure.get()));
            }
            String why = gate.refusal().orElseGet(() -> where() + " " + reason(failure.get(), said));
            throw new HostException.Unreachable(why, failure.get());
        }
    }

    /** A full server closes the connection, or says a word that is no SSH before it does. */
    private static boolean isBusy(Exception failure, String said) {
        boolean closed = switch (failure) {
            case ConnectException _, NoRouteToHostException _, SocketTimeoutException _, UnknownHostException _ ->
                false;
            case IOException _ -> true;
            default -> false;
        };
        return closed && (said.isEmpty() || FULL.stream().anyMatch(said::startsWith));
    }

    private void login() throws HostException, InterruptedException {
        SshLogin login = new SshLogin(spec, client);
        Optional<Exception> failure = attempt(spec.timing().connect().multipliedBy(2), () -> {
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

    private String reason(Exception failure, String said) {
        String limit = Words.of(spec.timing().connect());
        return switch (failure) {
            case UnknownHostException _ -> "can't be found: no address is known for " + spec.address();
            case ConnectException _ -> "refuses the connection: is sshd running there, on this port?";
            case NoRouteToHostException _ -> "can't be reached: there is no route to it";
            case SocketTimeoutException _ -> "did not answer within " + limit;
            case TimeoutException _ -> "did not answer within " + limit;
            default ->
                said.isEmpty() || said.startsWith("SSH-")
                        ? broken(String.valueOf(failure.getMessage()))
                        : "broke off while connecting: what answers there is no SSH server, it says: " + said.strip();
        };
    }

    private static String broken(String said) {
        return said.contains(CERTIFICATE)
                ? "shows a certificate that does not hold: "
                        + said.substring(said.indexOf(CERTIFICATE) + CERTIFICATE.length())
                        + "; have its key signed anew by its authority, for this address"
                : "broke off while connecting: " + said;
    }

    private record Attempt<T>(Optional<T> result, Optional<Exception> failure) {}

    /** In a thread of its own: interrupting a virtual thread in the middle of a write would close the socket. */
    private static <T> Attempt<T> attempt(Duration limit, Callable<T> work) throws InterruptedException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        try {
            return new Attempt<>(Optional.of(task.get(limit.toMillis(), TimeUnit.MILLISECONDS)), Optional.empty());
        } catch (TimeoutException e) {
            return new Attempt<>(Optional.empty(), Optional.of(e));
        } catch (ExecutionException e) {
            Exception cause = e.getCause() instanceof Exception known ? known : e;
            return new Attempt<>(Optional.empty(), Optional.of(cause));
        }
    }

    /**
     * Starts a process, as {@link play.connection.transport.Connection#start}.
     *
     * @return empty when the host opens no more sessions on this connection
     */
    public Optional<HostProcess> startIfAllowed(String command) throws HostException, InterruptedException {
        Attempt<HostProcess> attempt = attempt(spec.timing().connect(), () -> {
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

    private record SessionProcess(Session session, Session.Command command) implements HostProcess {
        @Override
        public OutputStream stdin() {
            return command.getOutputStream();
        }

        @Override
        public InputStream stdout() {
            return command.getInputStream();
        }

        @Override
        public InputStream stderr() {
            return command.getErrorStream();
        }

        /** Servers tell it after the end of the output. */
        @Override
        public OptionalInt exitCode() {
            try {
                command.join(2, TimeUnit.SECONDS);
            } catch (ConnectionException e) {
                // lost, or not ended: then nothing has been told
            }
            if (command.getExitStatus() != null) {
                return OptionalInt.of(command.getExitStatus());
            }
            return command.getExitSignal() == null
                    ? OptionalInt.empty()
                    : OptionalInt.of(SIGNALLED + number(command.getExitSignal()));
        }

        private static int number(Signal signal) {
            return switch (signal) {
                case HUP -> 1;
                case INT -> 2;
                case QUIT -> 3;
                case ILL -> 4;
                case ABRT -> 6;
                case FPE -> 8;
                case KILL -> 9;
                case USR1 -> 10;
                case SEGV -> 11;
                case USR2 -> 12;
                case PIPE -> 13;
                case ALRM -> 14;
                case TERM, UNKNOWN -> 15;
            };
        }

        @Override
        public void close() {
            Thread.ofVirtual().start(this::end);
        }

        private void end() {
            try {
                session.close();
            } catch (IOException e) {
                // the connection is lost, and the channel with it
            }
        }
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

    private record ChannelStream(DirectConnection channel, InputStream in, OutputStream out) implements HostStream {
        /** The end of a channel's output is its own message; the channel stays. */
        @Override
        public void endOutput() throws IOException {
            out.close();
        }

        /** The host confirms it only when whoever it connected to has taken all. */
        @Override
        public void close() {
            Thread.ofVirtual().start(this::end);
        }

        private void end() {
            try {
                channel.close();
            } catch (IOException e) {
                // the connection is lost, and the channel with it
            }
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
