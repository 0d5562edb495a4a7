package play.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code play} did in a process of its own.
 *
 * @param printed its output and errors
 */
public record PlayProcess(int code, String printed) {
    /**
     * Runs it to its end, with nothing to read.
     *
     * @param folder what it prints goes to {@code LABEL.log} there, what it keeps below {@code state}
     * @param arguments a command and its words
     */
    public static PlayProcess run(Path folder, String label, List<String> arguments)
            throws IOException, InterruptedException {
        Path printed = folder.resolve(label + ".log");
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dmvel2.disable.jit=true",
                "-Dplay.home=" + System.getProperty("play.home", ""),
                "-cp",
                System.getProperty("java.class.path"),
                "play.cli.Main"));
        words.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
        return new PlayProcess(builder.start().waitFor(), Files.readString(printed));
    }
}
