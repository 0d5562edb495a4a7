package play.selfcheck;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The machine that {@code play} runs on, and its user.
 *
 * @param java version of the Java that runs {@code play}, its main number
 * @param encoding in which that Java takes names of files
 * @param root whether the user is root
 * @param mounts as {@code /proc/self/mounts} has them; need not be there
 */
public record Machine(Map<String, String> environment, int java, String encoding, boolean root, Path mounts) {
    public Machine {
        environment = Map.copyOf(environment);
    }

    /** This one. */
    public static Machine here() {
        return new Machine(
                System.getenv(),
                Runtime.version().feature(),
                System.getProperty("sun.jnu.encoding", ""),
                isRoot(),
                Path.of("/proc/self/mounts"));
    }

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return System.getProperty("user.name", "").equals("root");
        }
    }

    /** Where a program is, by {@code PATH}. */
    Optional<Path> program(String name) {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(environment.getOrDefault("PATH", ""))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Kinds of the file systems that are mounted, with their options. */
    List<String> mounted() {
        try {
            return Files.readAllLines(mounts).stream()
                    .map(line -> line.split(" "))
                    .filter(fields -> fields.length > 3)
                    .map(fields -> fields[2] + " " + fields[3])
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
