package play.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.docs.Walkthrough.Step;
import play.lab.Lab;
import play.lab.LabException;

/**
 * The tutorial, followed on a blank host: every file written, every command run, and what it prints compared with what
 * the page shows. Where they differ, {@code target/tutorial.md} is the page as it would have to be.
 */
@Tag("lab")
class TutorialIT {
    private static final Path HOME = Path.of(Objects.requireNonNull(System.getProperty("play.home")));
    private static final Path PAGE = HOME.resolve("docs/tutorial.md");
    private static final Path REAL = HOME.resolve("target/tutorial.md");

    /** What the page calls its lab and its network, and what they are called here. */
    private static final List<List<String>> NAMES =
            List.of(List.of("play-lab/first/", "play-lab/ci-tutorial/"), List.of("10.99.0", "10.91.34"));

    private static final String LAB_OF_PAGE = "--name first ";
    private static final String DIRECTORY_OF_PAGE = "/root/first";
    private static final String LAB = "--name ci-tutorial ";

    @TempDir
    Path folder = Path.of("/");

    @AfterEach
    void purge() throws LabException, InterruptedException {
        new Lab(HOME, line -> {}).call(List.of("down", "--name", "ci-tutorial", "--purge", "--force"));
    }

    @Test
    void printsWhatThePageShows() throws IOException, InterruptedException, LabException {
        purge();
        Files.createDirectory(folder.resolve("work"));
        launcher();
        List<String> page = Files.readAllLines(PAGE);
        List<String> real = new ArrayList<>();
        int commands = 0;
        for (Step step : Walkthrough.of(page).steps()) {
            switch (step) {
                case Step.Prose(String line) -> real.add(line);
                case Step.Content(String path, List<String> lines) -> {
                    write(path, lines);
                    real.addAll(lines);
                }
                case Step.Command(String text, List<String> printed) -> {
                    real.add("$ " + text);
                    real.addAll(run(text));
                    commands++;
                }
            }
        }
        Files.createDirectories(REAL.getParent());
        Files.write(REAL, real);
        assertTrue(commands > 15, "the page has " + commands + " commands");
        assertEquals(String.join("\n", page), String.join("\n", real));
    }

    private void write(String path, List<String> lines) throws IOException {
        Path file = folder.resolve("work").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, here(String.join("\n", lines) + "\n"));
    }

    /** The page's {@code play} is the one of this build. */
    private void launcher() throws IOException {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path play = Files.writeString(
                bin.resolve("play"), """
                #!/bin/sh
                exec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED \\
                  --sun-misc-unsafe-memory-access=allow -Dmvel2.disable.jit=true -Dplay.home='%s' \\
                  -cp '%s' play.cli.Main "$@"
                """.formatted(java, HOME, System.getProperty("java.class.path")));
        Files.setPosixFilePermissions(play, PosixFilePermissions.fromString("rwx------"));
    }

    /** What a command prints, errors too; it must succeed. */
    private List<String> run(String command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", here(command))
                .directory(folder.resolve("work").toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(folder.resolve("printed").toFile());
        builder.environment().merge("PATH", folder.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
        int code = builder.start().waitFor();
        String printed = there(Files.readString(folder.resolve("printed"))).strip();
        String end = code == 0 ? "" : "\nwhich ended with exit code " + code;
        return (printed + end).lines().map(String::stripTrailing).toList();
    }

    private static String here(String text) {
        String mapped = text.replace(LAB_OF_PAGE, LAB);
        for (List<String> name : NAMES) {
            mapped = mapped.replace(name.getFirst(), name.getLast());
        }
        return mapped;
    }

    private String there(String text) {
        String mapped =
                text.replace(LAB, LAB_OF_PAGE).replace(folder.resolve("work").toString(), DIRECTORY_OF_PAGE);
        for (List<String> name : NAMES) {
            mapped = mapped.replace(name.getLast(), name.getFirst());
        }
        return mapped;
    }
}
