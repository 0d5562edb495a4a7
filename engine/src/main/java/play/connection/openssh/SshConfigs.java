package play.connection.openssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import play.connection.local.ProcessStreams;
import play.connection.shell.Arrivals;
import play.connection.transport.ConnectionSpec;
import play.connection.transport.Words;
import play.host.HostException;

/** Asks {@code ssh} what its configuration comes to. Used by many threads. */
public final class SshConfigs {
    private static final Path OF_SYSTEM = Path.of("/etc/ssh/ssh_config");
    private static final int MOST = 1 << 18;

    /** {@code Match exec} runs programs of the user. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Keywords that depend on the destination differ anyway, and are taken as they are. */
    private static final String SOMEWHERE = "localhost";

    private final Map<List<String>, Map<String, List<String>>> fixed = new ConcurrentHashMap<>();

    /** What it comes to for a destination, with the options given for it. */
    public SshConfig of(ConnectionSpec.OpenSsh spec) throws HostException, InterruptedException {
        Map<String, List<String>> values = ask(spec.host(), words(spec));
        String file = Files.isReadable(OF_SYSTEM) ? OF_SYSTEM.toString() : "none";
        return new SshConfig(values, fixed(spec, "none"), fixed(spec, file));
    }

    private Map<String, List<String>> fixed(ConnectionSpec.OpenSsh spec, String file)
            throws HostException, InterruptedException {
        List<String> words = List.of(spec.program(), "-T", "-G", "-F", file, "--", SOMEWHERE);
        Map<String, List<String>> known = fixed.get(words);
        if (known != null) {
            return known;
        }
        Map<String, List<String>> asked = ask(spec.host(), words);
        fixed.put(words, asked);
        return asked;
    }

    private static List<String> words(ConnectionSpec.OpenSsh spec) {
        List<String> words = new ArrayList<>(List.of(spec.program(), "-T", "-G"));
        words.addAll(spec.options());
        words.addAll(List.of("--", spec.destination()));
        return words;
    }

    private static Map<String, List<String>> ask(String host, List<String> words)
            throws HostException, InterruptedException {
        ProcessStreams process = start(host, words);
        Arrivals arrivals = new Arrivals(process, host + " ssh -G");
        try {
            process.close();
            Optional<String> printed = arrivals.await(
                    () -> arrivals.out().ended() && arrivals.err().ended()
                            ? Optional.of(arrivals.out().tail(MOST).utf8())
                            : Optional.empty(),
                    System.nanoTime() + LIMIT.toNanos());
            if (printed.isEmpty()) {
                throw unreadable(host, "nothing within " + Words.of(LIMIT));
            }
            if (process.process().waitFor() != 0) {
                throw unreadable(host, arrivals.lastWords(MOST));
            }
            return SshConfig.parse(printed.get());
        } finally {
            arrivals.close();
            process.process().destroy();
        }
    }

    private static HostException unreadable(String host, String why) {
        return new HostException.Unreachable("ssh can't tell how " + host + " is reached (ssh -G): " + why);
    }

    private static ProcessStreams start(String host, List<String> words) throws HostException {
        try {
            return new ProcessStreams(new ProcessBuilder(words).start());
        } catch (IOException e) {
            throw new HostException.Unreachable(
                    "how " + host
                            + " is reached is said in options or a configuration of ssh, and ssh could not be started: "
                            + e.getMessage() + "; is it installed?",
                    e);
        }
    }
}
