package play.connection.openssh;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import play.connection.transport.Words;
import play.value.Bytes;

/**
 * Why a way through a jump host fails. An {@code ssh} that becomes a control connection sends what is said on the way
 * to {@code /dev/null}, and tells no more than that its connection was closed; so another one is asked, which doesn't.
 *
 * @param command {@code ssh} with {@link #OPTIONS}, the host, and a program that does nothing
 * @param within how long it may take
 */
record JumpHostWords(List<String> command, Duration within) {
    /** They stand before others of the same names. */
    static final List<String> OPTIONS =
            List.of("-T", "-o", "ControlMaster=no", "-o", "ControlPath=none", "-o", "ControlPersist=no");

    /** What {@code ssh} itself says of the way that was closed, or given up: nothing new. */
    private static final List<String> KNOWN = List.of(
            OpenSshConnection.CLOSED_EARLY, "Connection closed by UNKNOWN", "Connection to UNKNOWN", "banner exchange");

    JumpHostWords {
        command = List.copyOf(command);
    }

    /**
     * The last lines of it; empty where there are none, such as where the way is open by now.
     *
     * @param log a file for them, since what is started on the way may hold on to a pipe
     */
    String read(Path log) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(log.toFile())
                    .start();
            try {
                return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == 0
                        ? ""
                        : told(Bytes.of(Files.readAllBytes(log)));
            } finally {
                process.destroy();
            }
        } catch (IOException e) {
            return "";
        }
    }

    private static String told(Bytes log) {
        String news = log.utf8()
                .lines()
                .filter(line -> KNOWN.stream().noneMatch(line::contains))
                .collect(Collectors.joining("\n"));
        return Words.last(Bytes.of(news));
    }
}
