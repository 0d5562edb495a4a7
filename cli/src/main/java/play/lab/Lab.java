package play.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The lab's entry point, {@code lab/lab} of the distribution: what it prints, as data. */
public final class Lab {
    private final Path program;
    private final Consumer<String> progress;

    /**
     * @param home folder of the distribution
     * @param progress takes what the lab says while it works, a line at a time
     */
    public Lab(Path home, Consumer<String> progress) {
        this.program = home.resolve("lab").resolve("lab");
        this.progress = progress;
    }

    /**
     * Hosts of a lab and what it takes to reach them.
     *
     * @param addresses by host, in order
     * @param key private key that every host takes
     * @param knownHosts keys of all hosts
     */
    public record Hosts(Map<String, String> addresses, Path key, Path knownHosts) {}

    /** Brings up hosts that are down; those that are up stay as they are. */
    public Hosts up(String name, String subnet, List<String> hosts) throws LabException, InterruptedException {
        Map<String, String> addresses = new LinkedHashMap<>();
        List<String> lines =
                call(List.of("up", "--name", name, "--subnet", subnet, "--hosts", String.join(" ", hosts)));
        for (String line : lines) {
            String[] words = line.split(" ");
            addresses.put(words[0], words[1]);
        }
        Path folder = Path.of(System.getenv().getOrDefault("PLAY_LAB_DIR", "/var/lib/play-lab"));
        return new Hosts(
                addresses, folder.resolve("id_ed25519"), folder.resolve(name).resolve("known_hosts"));
    }

    /** Runs a command of the lab; its standard output as lines. */
    public List<String> call(List<String> arguments) throws LabException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(program.toString()));
        words.addAll(arguments);
        try {
            Process process = new ProcessBuilder(words)
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .start();
            List<String> said = new ArrayList<>();
            Thread errors = Thread.ofVirtual().start(() -> follow(process, said));
            List<String> lines = lines(process);
            int code = process.waitFor();
            errors.join();
            if (code != 0) {
                throw new LabException(said.isEmpty() ? "the lab ended with exit code " + code : said.getLast());
            }
            return lines;
        } catch (IOException | UncheckedIOException e) {
            throw new LabException("the lab cannot be run: " + e.getMessage());
        }
    }

    private static List<String> lines(Process process) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    private void follow(Process process, List<String> said) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            reader.lines().forEach(line -> {
                said.add(line);
                progress.accept(line);
            });
        } catch (IOException e) {
            progress.accept("what the lab says can no longer be read: " + e.getMessage());
        }
    }
}
