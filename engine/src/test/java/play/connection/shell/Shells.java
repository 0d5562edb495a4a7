package play.connection.shell;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import play.connection.local.LocalConnection;
import play.connection.transport.Connection;
import play.connection.transport.ConnectionSpec;
import play.host.HostException;

/** Local shells for tests, of this machine or of a named make. */
public final class Shells {
    public static final ConnectionSpec.Local HERE = new ConnectionSpec.Local("here");

    private Shells() {}

    /** The shell that is {@code sh} on this machine. */
    public static ShellChannel local() throws HostException, InterruptedException {
        return open(new LocalConnection());
    }

    /**
     * A shell whose {@code sh} is another program, in a folder made for that.
     *
     * @param program found on the PATH; its absence fails the test
     */
    static ShellChannel of(String program, Path folder) throws Exception {
        return open(connection(program, folder));
    }

    static LocalConnection connection(String program, Path folder) throws IOException {
        Path real = find(program)
                .orElseThrow(() -> new AssertionError(program + " is not installed: apt-get install " + program));
        Files.createSymbolicLink(folder.resolve("sh"), real);
        return new LocalConnection(folder + ":" + System.getenv("PATH"));
    }

    public static ShellChannel open(Connection connection) throws HostException, InterruptedException {
        return new ShellStart(new Account(HERE, Optional.empty()), connection).shell();
    }

    /** Asserts that a message has all these words. */
    public static void assertSays(Throwable failure, String... words) {
        String message = String.valueOf(failure.getMessage());
        for (String word : words) {
            assertTrue(message.contains(word), message);
        }
    }

    private static Optional<Path> find(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(d -> Path.of(d, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
