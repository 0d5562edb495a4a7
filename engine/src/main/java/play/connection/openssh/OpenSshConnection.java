package play.connection.openssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import play.connection.local.ProcessStreams;
import play.connection.shell.Arrivals;
import play.connection.shell.Frame;
import play.connection.shell.Nonce;
import play.connection.transport.Connection;
import play.connection.transport.ConnectionSpec;
import play.connection.transport.Endpoint;
import play.connection.transport.HostKeys.Checking;
import play.connection.transport.HostProcess;
import play.connection.transport.HostStream;
import play.connection.transport.ServerBusy;
import play.connection.transport.Timing;
import play.connection.transport.Words;
import play.host.HostException;
import play.value.Bytes;

/** The user's own {@code ssh}, which logs in once; further processes share that connection through a control socket. */
public final class OpenSshConnection implements Connection {
    private static final int TAIL = 2000;
    private static final int PERSIST_SECONDS = 60;

    /** What {@code ssh} says of a server that closes the connection before it says anything. */
    static final String CLOSED_EARLY = "kex_exchange_identification";

    /** What it says beside where that is because a jump host refuses, or what answers is no SSH server. */
    private static final List<String> FINAL = List.of(
            "Permission denied",
            "Host key verification failed",
            "stdio forwarding failed",
            "Could not resolve hostname",
            "Connection refused",
            "Connection timed out",
            "No route to host",
            "invalid characters",
            "Too many authentication failures");

    private final ConnectionSpec.OpenSsh spec;
    private final SshConfig config;
    private final Semaphore starting;
    private final Path folder;
    private final ControlForwards forwards;

    private OpenSshConnection(ConnectionSpec.OpenSsh spec, SshConfig config, Semaphore starting, Path folder) {
        this.starting = starting;
        this.spec = spec;
        this.config = config;
        this.folder = folder;
        this.forwards = new ControlForwards(folder, this::control);
    }

    /**
     * Logs in.
     *
     * @param config what the options and files of the user come to
     */
    public static OpenSshConnection open(ConnectionSpec.OpenSsh spec, SshConfig config, Semaphore starting)
            throws ServerBusy, HostException, InterruptedException {
        OpenSshConnection connection = new OpenSshConnection(spec, config, starting, socketFolder());
        boolean open = false;
        try {
            connection.greet();
            open = true;
            return connection;
        } finally {
            if (!open) {
                connection.close();
            }
        }
    }

    private static Path socketFolder() throws HostException.Unreachable {
        try {
            return Files.createTempDirectory(
                    "play-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new HostException.Unreachable(
                    "no directory for the control socket of ssh could be made: " + e.getMessage(), e);
        }
    }

    private void greet() throws ServerBusy, HostException, InterruptedException {
        String word = Nonce.next();
        ProcessStreams process = start(List.of("-E", ControlForwards.log(folder).toString()), "echo " + word);
        Arrivals arrivals = new Arrivals(process, spec.host());
        try {
            long deadline =
                    System.nanoTime() + spec.timing().connect().multipliedBy(4).toNanos();
            boolean greeted = arrivals.await(
                            () -> arrivals.out()
                                    .takeBefore(Frame.ascii(word))
                                    .map(_ -> true)
                                    .or(() -> arrivals.out().ended() ? Optional.of(false) : Optional.empty()),
                            deadline)
                    .orElse(false);
            if (!greeted) {
                String words = logged() + arrivals.lastWords(TAIL);
                String onTheWay = onTheWay();
                HostException.Unreachable refusal = new HostException.Unreachable("ssh does not reach " + spec.host()
                        + (onTheWay.isEmpty() ? ": " + words : "; on the way there: " + onTheWay));
                if (isBusy(words + onTheWay)) {
                    throw new ServerBusy(refusal);
                }
                throw refusal;
            }
        } finally {
            arrivals.close();
            process.process().destroy();
        }
    }

    /** Whether the server may have room soon; trying again after a refused login would only make it one more. */
    public static boolean isBusy(String words) {
        return words.contains(CLOSED_EARLY) && FINAL.stream().noneMatch(words::contains);
    }

    /**
     * What the first {@code ssh}, which becomes the control connection, has to say: it outlives its own standard error.
     */
    private String logged() {
        try {
            return Words.last(Bytes.of(Files.readAllBytes(ControlForwards.log(folder))));
        } catch (IOException e) {
            return "";
        }
    }

    /** What the jump host has to say, or {@code ssh} of it; empty where there is none. */
    private String onTheWay() throws InterruptedException {
        if (!config.leadsThroughOthers()) {
            return "";
        }
        List<String> words = ssh(JumpHostWords.OPTIONS);
        words.addAll(List.of("--", spec.destination(), "true"));
        return new JumpHostWords(words, spec.timing().connect().multipliedBy(2)).read(folder.resolve("way"));
    }

    @Override
    public HostProcess start(String command) throws HostException {
        return new Multiplexed(start(List.of(), command));
    }

    /** {@code ssh} ends alike when its connection is lost and when the program it runs is killed. */
    private final class Multiplexed implements HostProcess {
        private static final int LOST_OR_KILLED = 255;
        private static final int KILLED = 137;

        private final ProcessStreams process;

        Multiplexed(ProcessStreams process) {
            this.process = process;
        }

        @Override
        public OutputStream stdin() {
            return process.stdin();
        }

        @Override
        public InputStream stdout() {
            return process.stdout();
        }

        @Override
        public InputStream stderr() {
            return process.stderr();
        }

        @Override
        public OptionalInt exitCode() throws InterruptedException {
            OptionalInt code = process.exitCode();
            boolean ambiguous = code.isPresent() && code.getAsInt() == LOST_OR_KILLED;
            return ambiguous ? (isAlive() ? OptionalInt.of(KILLED) : OptionalInt.empty()) : code;
        }

        @Override
        public void close() {
            process.close();
        }
    }

    private ProcessStreams start(List<String> options, String command) throws HostException {
        List<String> words = ssh(List.of("-T"));
        words.addAll(options);
        words.addAll(List.of("--", spec.destination(), command));
        try {
            return new ProcessStreams(new ProcessBuilder(words).start());
        } catch (IOException e) {
            throw new HostException.Unreachable(
                    "ssh could not be started: " + e.getMessage() + "; is it installed?", e);
        }
    }

    private List<String> ssh(List<String> more) {
        List<String> words = new ArrayList<>(List.of(spec.program()));
        words.addAll(more);
        option(words, "ControlPath", folder.resolve("ssh").toString());
        option(words, "ControlMaster", "auto");
        option(words, "ControlPersist", Integer.toString(PERSIST_SECONDS));
        Timing timing = SshChoice.timing(config, spec.timing());
        option(words, "ConnectTimeout", Long.toString(timing.connect().toSeconds()));
        option(words, "ServerAliveInterval", Long.toString(timing.keepAlive().toSeconds()));
        option(words, "ServerAliveCountMax", Integer.toString(timing.misses()));
        option(
                words,
                "StrictHostKeyChecking",
                checking(SshChoice.checking(config, spec.hostKeys().checking())));
        words.addAll(spec.options());
        return words;
    }

    private static String checking(Checking checking) {
        return switch (checking) {
            case STRICT -> "yes";
            case ACCEPT_NEW -> "accept-new";
            case OFF -> "no";
        };
    }

    private static void option(List<String> words, String name, String value) {
        words.addAll(List.of("-o", name + "=" + value));
    }

    private ProcessBuilder control(List<String> options) {
        List<String> words = ssh(options);
        words.addAll(List.of("--", spec.destination()));
        return new ProcessBuilder(words);
    }

    @Override
    public Optional<Semaphore> starting() {
        return Optional.of(starting);
    }

    @Override
    public HostStream connect(Endpoint to) throws IOException {
        return forwards.connect(to);
    }

    /** A lost master removes its socket. */
    @Override
    public boolean isAlive() {
        return Files.exists(folder.resolve("ssh"));
    }

    /** Sockets and a log. */
    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Override
    public void close() {
        try {
            Process exit = control(List.of("-O", "exit"))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            exit.waitFor(2, TimeUnit.SECONDS);
            for (Path left : left()) {
                Files.deleteIfExists(left);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // the control socket goes with the master, which ends by itself when nothing uses it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
