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
import java.util.regex.Pattern;
import play.docs.Walkthrough.Step;

/**
 * Follows a page of {@code docs}: writes every file, runs every command, and compares what it prints with what the page
 * shows. Where they differ, the file of the same name in {@code target} is the page as it would have to be.
 *
 * @param page its name
 * @param folder an empty directory, in whose {@code work} the page is followed
 * @param renamed what the page calls otherwise than it is called here, such as its lab
 */
record PageWalk(String page, Path folder, List<Renamed> renamed) {
    private static final Path HOME = Path.of(Objects.requireNonNull(System.getProperty("play.home")));

    /** Ids of runs, of which pages show this one. */
    private static final Pattern RUN = Pattern.compile("\\b20[0-9]{6}-[0-9]{6}-[0-9a-f]{5}\\b");

    private static final String RUN_OF_PAGES = "20261202-104405-458a0";

    /** Hosts that end a task at the same time stand in any order: the first line of one. */
    private static final Pattern OF_A_HOST = Pattern.compile("(ok|changed|skipping|unknown|fatal): \\[.*");

    /** A text of the page, and what stands for it here. */
    record Renamed(String there, String here) {}

    PageWalk {
        renamed = List.copyOf(renamed);
    }

    /**
     * Fails where the page shows anything else than there is to see.
     *
     * @param least how many commands it has at least
     */
    void compare(int least) throws IOException, InterruptedException {
        Files.createDirectory(folder.resolve("work"));
        launcher();
        List<String> text = Files.readAllLines(HOME.resolve("docs").resolve(page));
        List<String> real = new ArrayList<>();
        int commands = 0;
        for (Step step : Walkthrough.of(text).steps()) {
            switch (step) {
                case Step.Prose(String line) -> real.add(line);
                case Step.Content(String path, List<String> lines) -> {
                    write(path, lines);
                    real.addAll(lines);
                }
                case Step.Command(String command, List<String> printed) -> {
                    real.add("$ " + command);
                    real.addAll(run(command));
                    commands++;
                }
            }
        }
        Path asItIs = HOME.resolve("target").resolve(page);
        Files.createDirectories(HOME.resolve("target"));
        Files.write(asItIs, real);
        assertTrue(commands >= least, "the page has " + commands + " commands");
        assertEquals(String.join("\n", text), String.join("\n", real));
    }

    private void write(String path, List<String> lines) throws IOException {
        Path file = folder.resolve("work").resolve(path);
        Files.createDirectories(file.resolveSibling(""));
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
        return inOrder((printed + end).lines().map(String::stripTrailing).toList());
    }

    private static List<String> inOrder(List<String> printed) {
        List<String> ordered = new ArrayList<>();
        List<String> together = new ArrayList<>();
        for (String line : printed) {
            if (OF_A_HOST.matcher(line).matches()) {
                together.add(line);
            } else if (!together.isEmpty() && line.startsWith("  ")) {
                together.set(together.size() - 1, together.getLast() + "\n" + line);
            } else {
                ordered.addAll(sorted(together));
                together.clear();
                ordered.add(line);
            }
        }
        ordered.addAll(sorted(together));
        return ordered;
    }

    private static List<String> sorted(List<String> hosts) {
        return hosts.stream().sorted().flatMap(String::lines).toList();
    }

    private String here(String text) {
        return renamed.stream().reduce(text, (now, name) -> now.replace(name.there(), name.here()), (a, b) -> b);
    }

    private String there(String text) {
        String named =
                renamed.stream().reduce(text, (now, name) -> now.replace(name.here(), name.there()), (a, b) -> b);
        return RUN.matcher(named).replaceAll(RUN_OF_PAGES);
    }
}
