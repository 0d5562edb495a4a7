package play.connection.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import play.connection.transport.Connection;
import play.connection.transport.Endpoint;
import play.connection.transport.HostProcess;
import play.connection.transport.HostStream;
import play.host.HostException;

/** Processes of the machine {@code play} runs on, kept apart from the terminal where {@code setsid} can be had. */
public final class LocalConnection implements Connection {
    private final List<String> prefix;
    private final String path;
    private final Optional<Path> directory;

    public LocalConnection() {
        this(Optional.empty());
    }

    /** @param directory that programs start in, where it is there */
    public LocalConnection(Optional<Path> directory) {
        this(System.getenv().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin"), directory);
    }

    /** With another PATH, and so maybe another {@code sh}. */
    public LocalConnection(String path) {
        this(path, Optional.empty());
    }

    private LocalConnection(String path, Optional<Path> directory) {
        this.path = path;
        this.directory = directory.filter(Files::isDirectory);
        prefix = isOnPath("setsid") ? List.of("setsid", "sh", "-c") : List.of("sh", "-c");
    }

    @Override
    public HostProcess start(String command) throws HostException {
        List<String> words = new ArrayList<>(prefix);
        words.add(command);
        try {
            ProcessBuilder builder = new ProcessBuilder(words);
            builder.environment().put("PATH", path);
            directory.map(Path::toFile).ifPresent(builder::directory);
            return new ProcessStreams(builder.start());
        } catch (IOException e) {
            throw new HostException.Unreachable("no shell could be started on this machine: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<Semaphore> starting() {
        return Optional.empty();
    }

    @Override
    public HostStream connect(Endpoint to) throws IOException {
        return SocketStream.to(to);
    }

    @Override
    public boolean isAlive() {
        return true;
    }

    @Override
    public void close() {}

    private boolean isOnPath(String program) {
        return Stream.of(path.split(Pattern.quote(File.pathSeparator)))
                .anyMatch(directory -> new File(directory, program).canExecute());
    }
}
