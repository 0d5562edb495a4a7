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
     * @param folder what it prints goes to {@code LABEL.log} there, what it keeps below {@code state}, and what it can
     *     fetch again below {@code cache}, where there is such a folder
     * @param arguments a command and its words
     */
    public static PlayProcess run(Path folder, String label, List<String> arguments)
            throws IOException, InterruptedException {
        int code = start(folder, label, arguments).waitFor();
        return new PlayProcess(code, Files.readString(log(folder, label)));
    }

    private static Path log(Path folder, String label) {
        return folder.resolve(label + ".log");
    }

    /** The same, without waiting for its end. */
    public static Process start(Path folder, String label, List<String> arguments) throws IOException {
        return builder(folder, arguments)
                .redirectErrorStream(true)
                .redirectOutput(log(folder, label).toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
    }

    /** The same, whose input and output are the caller's; only its errors go to the file. */
    public static Process talk(Path folder, String label, List<String> arguments) throws IOException {
        return builder(folder, arguments)
                .redirectError(log(folder, label).toFile())
                .start();
    }

    private static ProcessBuilder builder(Path folder, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                // As the launcher has it: most runs are short, and what encrypts is worth compiling early.
                "-XX:CompileThresholdScaling=10",
                "-XX:CompileCommand=quiet",
                "-XX:CompileCommand=CompileThresholdScaling,com.sun.crypto.provider.*::*,0.02",
                "-XX:CompileCommand=CompileThresholdScaling,sun.security.provider.*::*,0.02",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dmvel2.disable.jit=true",
                "-Dplay.home=" + System.getProperty("play.home", ""),
                "-cp",
                System.getProperty("java.class.path"),
                "play.cli.Main"));
        words.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
        if (Files.isDirectory(folder.resolve("cache"))) {
            builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        }
        return builder;
    }
}
