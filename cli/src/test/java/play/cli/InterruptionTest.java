package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import play.host.ShellWords;

/** What a signal does to the program, as a process of its own. */
@Timeout(600)
class InterruptionTest {
    private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");
    private static final String LAST_LINE = "TASK [slow]";

    @TempDir
    Path folder = Path.of("/");

    private Process started() throws IOException {
        Path playbook = Files.writeString(folder.resolve("p.yml"), """
            - hosts: localhost
              connection: local
              gather_facts: false
              tasks:
                - {name: quick, command: "true"}
                - name: slow
                  shell: sleep 600 & echo $! >FOLDER/pid.new; mv FOLDER/pid.new FOLDER/pid; wait
                - {name: never, command: "true"}
            """.replace("FOLDER", folder.toString()));
        return process(play(
                "run",
                playbook.toString(),
                "-i",
                "localhost,",
                "--events",
                folder.resolve("events").toString()));
    }

    private static List<String> play(String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dmvel2.disable.jit=true",
                "-cp",
                System.getProperty("java.class.path"),
                "play.cli.Main"));
        words.addAll(List.of(arguments));
        return words;
    }

    /** Whoever runs this test may ignore signals, by nohup for example, and what is ignored is inherited. */
    private static Process process(List<String> program) throws IOException {
        List<String> words = new ArrayList<>(List.of("env", "--default-signal=" + String.join(",", SIGNALS)));
        words.addAll(program);
        return new ProcessBuilder(words).redirectErrorStream(true).start();
    }

    /** What it has printed by the time at which the slow task runs on the host. */
    private String until(BufferedReader reader) throws IOException, InterruptedException {
        StringBuilder said = new StringBuilder();
        String line = reader.readLine();
        while (line != null && !line.startsWith(LAST_LINE)) {
            said.append(line).append('\n');
            line = reader.readLine();
        }
        while (line != null && !Files.exists(folder.resolve("pid"))) {
            Thread.sleep(20);
        }
        return said.toString();
    }

    private Optional<ProcessHandle> onTheHost() throws IOException {
        return ProcessHandle.of(
                        Long.parseLong(Files.readString(folder.resolve("pid")).strip()))
                .filter(InterruptionTest::runs);
    }

    /** Where nobody asks how an orphan ended it stays as an entry, which some take for alive. */
    private static boolean runs(ProcessHandle process) {
        try {
            return process.isAlive()
                    && !Files.readString(Path.of("/proc/" + process.pid() + "/stat"))
                            .contains(") Z ");
        } catch (IOException e) {
            return false;
        }
    }

    private static void send(String signal, Process process) throws IOException, InterruptedException {
        assertEquals(
                0,
                new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                        .start()
                        .waitFor());
    }

    static List<String> signals() {
        return SIGNALS;
    }

    @ParameterizedTest
    @MethodSource("signals")
    void endsWhatRunsAndTellsWhatWasDone(String signal) throws Exception {
        Process process = started();
        try (BufferedReader reader = process.inputReader()) {
            String before = until(reader);
            assertTrue(onTheHost().isPresent(), before);
            send(signal, process);
            String after = String.join("\n", reader.lines().toList());
            assertEquals(99, process.waitFor(), after);
            assertTrue(after.contains("localhost                  : ok=1    changed=1 "), after);
        }
        assertTrue(onTheHost().isEmpty(), "the task goes on");
        assertTrue(Files.readAllLines(folder.resolve("events")).getLast().contains("\"interrupted\":true"));
    }

    private List<Path> arriving() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("there"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(".play."))
                    .toList();
        }
    }

    private static String processesWith(Path path) throws IOException {
        try (BufferedReader found =
                new ProcessBuilder("pgrep", "-af", "file=.*" + path).start().inputReader()) {
            return String.join("\n", found.lines().toList());
        }
    }

    private static void awaitNothing(Callable<Boolean> gone) throws Exception {
        for (int i = 0; i < 300 && !gone.call(); i++) {
            Thread.sleep(100);
        }
    }

    @Test
    void aKillInTheMiddleOfAnUploadLeavesNoFileAndNoProcess() throws Exception {
        Files.createDirectories(folder.resolve("there"));
        try (RandomAccessFile large =
                new RandomAccessFile(folder.resolve("large").toFile(), "rw")) {
            large.setLength(300 << 20);
        }
        Path playbook = Files.writeString(folder.resolve("p.yml"), """
            - hosts: localhost
              connection: local
              gather_facts: false
              tasks:
                - copy: {src: FOLDER/large, dest: FOLDER/there/large}
            """.replace("FOLDER", folder.toString()));
        Process process = process(play("run", playbook.toString(), "-i", "localhost,"));
        while (arriving().isEmpty() && process.isAlive()) {
            Thread.sleep(1);
        }
        String host = processesWith(folder);
        process.destroyForcibly().waitFor();
        assertTrue(host.contains("head -c"), host);
        awaitNothing(() -> arriving().isEmpty() && processesWith(folder).isEmpty());
        assertEquals(List.of(), arriving());
        assertEquals("", processesWith(folder));
        assertFalse(Files.exists(folder.resolve("there/large")));
    }

    @Test
    void aPasswordThatIsNotTypedLeavesTheTerminalAsItWas() throws Exception {
        String command = "trap : INT; " + ShellWords.join(play("run", "-J", "none.yml")) + "; echo code=$?; stty -a";
        Process terminal = process(List.of("script", "-qec", "sh -c " + ShellWords.quote(command), "/dev/null"));
        try (BufferedReader reader = terminal.inputReader()) {
            StringBuilder asked = new StringBuilder();
            while (!asked.toString().endsWith("Vault password: ")) {
                int next = reader.read();
                assertTrue(next >= 0, asked::toString);
                asked.append((char) next);
            }
            terminal.getOutputStream().write(3);
            terminal.getOutputStream().flush();
            String after = String.join("\n", reader.lines().toList());
            assertTrue(after.contains("code=99"), after);
            assertTrue(after.contains(" echo ") && !after.contains("-echo "), after);
        }
    }

    @Test
    void theEventsAreWholeAfterAKill() throws Exception {
        Process process = started();
        try (BufferedReader reader = process.inputReader()) {
            until(reader);
            process.destroyForcibly().waitFor();
        }
        onTheHost().ifPresent(ProcessHandle::destroyForcibly);
        List<String> events = Files.readAllLines(folder.resolve("events"));
        assertTrue(
                events.stream().anyMatch(event -> event.contains("\"task_finished\"") && event.contains("quick")),
                events::toString);
        assertTrue(events.stream().allMatch(event -> event.startsWith("{") && event.endsWith("}")), events::toString);
    }
}
