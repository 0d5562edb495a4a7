package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jline.reader.LineReader;
import org.jline.terminal.TerminalBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.console.Vocabulary;
import play.diag.ProblemList;
import play.run.Access;
import play.vault.Vault;

/** Consoles from their first line to their last. */
class ConsoleCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Trial trial;

    @BeforeEach
    void start() throws IOException {
        trial = new Trial(folder);
        trial.file("hosts.ini", "[web]\nw1\nw2\n[db]\nd1\n[all:vars]\nansible_connection=local\n");
    }

    private Arguments arguments(String... words) throws UsageException {
        List<String> all = new ArrayList<>(
                List.of("-i", folder.resolve("hosts.ini").toString(), "--playbook-dir", folder.toString(), "-f", "1"));
        all.addAll(Arrays.asList(words));
        return Arguments.parse(all, new ConsoleCommand().options());
    }

    /** The exit code of a console that is given lines. */
    private int console(String lines, String... words) throws UsageException {
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), false, 80);
        PipedInput input = new PipedInput(new BufferedReader(new StringReader(lines)));
        return new ConsoleSession(
                        arguments(words),
                        terminal,
                        input,
                        new RememberedSecrets(List.of(), Secrets.ASKED),
                        new ToldWarnings())
                .run();
    }

    @Test
    void tasksRunOnTheHostsOfThePattern() throws Exception {
        assertEquals(0, console("command echo one\n\n# nothing\n:pattern d1\ncommand echo two\n", "web"));
        assertEquals("""
                w1 | CHANGED | rc=0 >>
                    one
                w2 | CHANGED | rc=0 >>
                    one
                  hosts (1):
                    d1
                d1 | CHANGED | rc=0 >>
                    two
                """, out.toString());
        assertEquals("", err.toString());
    }

    @Test
    void whatIsWrongBesideTheTasksIsToldOnce() throws Exception {
        trial.file("modules/notes.py", "no module");
        assertEquals(0, console("command echo one\ncommand echo two\n", "w1"));
        assertEquals(2, err.toString().split("notes\\.py", -1).length, err::toString);
    }

    @Test
    void aTaskMayGoOverLines() throws Exception {
        Path made = folder.resolve("made");
        assertEquals(0, console("copy: {dest: " + made + ",\n  content: \"a }\",\n  mode: \"0644\"}\n", "w1"));
        assertEquals("a }", Files.readString(made));
    }

    @Test
    void aDryRunChangesNothingUntilItIsSwitchedOff() throws Exception {
        String touch = "file path=" + folder.resolve("made") + " state=directory mode=0755\n";
        assertEquals(0, console(":check\n" + touch, "w1"));
        assertFalse(Files.exists(folder.resolve("made")));
        assertEquals(0, console(":check\n" + touch, "w1", "--check"));
        assertTrue(Files.exists(folder.resolve("made")));
        assertTrue(out.toString().contains("check is on\n") && out.toString().contains("check is off\n"));
    }

    @Test
    void aMistakeEndsNothing() throws Exception {
        assertEquals(0, console("file path=/a state=directry\n:chek\nfoo\n:pattern wbe\n:hosts\nping\n", "w1"));
        String said = err.toString();
        assertTrue(said.contains("--> PARAMETERS:1:15") && said.contains("Did you mean 'directory'?"), said);
        assertTrue(said.contains("no order ':chek'; ':help' lists them. Did you mean 'check'?"), said);
        assertTrue(said.contains("There is no module 'foo'."), said);
        assertTrue(said.contains("no host and no group 'wbe'"), said);
        assertTrue(out.toString().startsWith("  hosts (1):\n    w1\nw1 | SUCCESS"), out::toString);
    }

    @Test
    void theExitCodeIsThatOfTheLastTask() throws Exception {
        assertEquals(2, console("ping\ncommand false\n:check\n", "w1"));
        assertEquals(2, console("command false\n:quit\nping\n", "w1"));
    }

    /** The file is there for the first task only, as an answer would be. */
    @Test
    void passwordsAreAskedForOnce() throws Exception {
        Path file = trial.file("password", "hunter2\n");
        RememberedSecrets secrets = new RememberedSecrets(List.of(), Secrets.ASKED);
        Access first = secrets.access(arguments("--become-password-file", file.toString()));
        Files.delete(file);
        Access second = secrets.access(arguments("--become-password-file", file.toString(), "--become"));
        assertEquals("hunter2", first.become().password().orElseThrow().value());
        assertEquals(first.become().password(), second.become().password());
        assertTrue(second.become().wanted() && !first.become().wanted());
    }

    @Test
    void helpListsOrdersAndShowsModules() throws Exception {
        console(":help\n:help ping\n", "w1");
        ConsoleSession.ORDERS
                .keySet()
                .forEach(order -> assertTrue(out.toString().contains(":" + order + " "), order));
        assertTrue(out.toString().contains("\nParameters (= is required):\n"), out::toString);
    }

    @Test
    void whatMayHoldASecretIsInNoHistory() throws Exception {
        String typed = "command uptime\nuser name=a password=hunter2\ncopy {dest: /a,\ncontent: b}\n";
        try (PipedOutputStream keys = new PipedOutputStream();
                org.jline.terminal.Terminal terminal = terminal(keys, typed)) {
            LineReader reader = TypedInput.reader(terminal, words(), folder.resolve("history"));
            assertEquals("command uptime", reader.readLine("> "));
            assertEquals("user name=a password=hunter2", reader.readLine("> "));
            assertEquals("copy {dest: /a,\ncontent: b}", reader.readLine("> "));
            reader.getHistory().save();
        }
        String kept = Files.readString(folder.resolve("history"));
        assertTrue(kept.contains("command uptime") && kept.contains("content: b"), kept);
        assertFalse(kept.contains("hunter2"), kept);
    }

    /** As a full disk may have cut it off. */
    @Test
    void aDamagedHistoryKeepsNobodyFromTyping() throws Exception {
        Path history = folder.resolve("history");
        Files.write(history, new byte[] {'1', ':', 'a', (byte) 0xc3, '\n'});
        try (PipedOutputStream keys = new PipedOutputStream();
                org.jline.terminal.Terminal terminal = terminal(keys, "ping\n")) {
            assertEquals("ping", TypedInput.reader(terminal, words(), history).readLine("> "));
        }
    }

    /** Where keys end, the terminal may be closed before they are read. */
    private static org.jline.terminal.Terminal terminal(PipedOutputStream keys, String typed) throws IOException {
        PipedInputStream in = new PipedInputStream(keys);
        keys.write(typed.getBytes(StandardCharsets.UTF_8));
        keys.flush();
        return TerminalBuilder.builder()
                .system(false)
                .type("dumb")
                .streams(in, new ByteArrayOutputStream())
                .build();
    }

    private Vocabulary words() throws Exception {
        ProblemList problems = new ProblemList();
        Loaded loaded = Loaded.read(arguments(), Loaded.Asked.nothing(folder), new Vault(List.of()), problems);
        return ConsoleCommand.vocabulary(loaded, folder);
    }

    @Test
    void hostsGroupsAndModulesOfTheProjectAreWords() throws Exception {
        Trial.main("new", "module", "one_line", "--directory", folder.toString());
        Vocabulary words = words();
        assertTrue(words.hosts().containsAll(List.of("all", "web", "w1", "d1")), words.hosts()::toString);
        assertEquals("line=", words.offered("one_line li").getFirst().text());
    }
}
