package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --output ansible} prints has the form of what the program {@code ansible} 2.21 prints. */
class ExecCommandTest {
    @TempDir
    Path folder;

    private Trial trial;

    @BeforeEach
    void start() throws IOException {
        trial = new Trial(folder);
        trial.file("hosts.ini", "[web]\nw1\nw2\n[all:vars]\nansible_connection=local\n");
    }

    private Trial.Said exec(String... words) {
        List<String> all = new ArrayList<>(
                List.of("exec", "-i", folder.resolve("hosts.ini").toString()));
        all.addAll(List.of("--playbook-dir", folder.toString()));
        all.addAll(List.of(words));
        return Trial.main(all.toArray(String[]::new));
    }

    @Test
    void whatACommandPrintsIsShownHostByHost() {
        Trial.Said said = exec("web", "-f", "1", "-a", "echo hi");
        assertEquals("w1 | CHANGED | rc=0 >>\n    hi\nw2 | CHANGED | rc=0 >>\n    hi\n", said.out());
        assertEquals("", said.err());
        assertEquals(0, said.code());
        assertEquals(
                "w1 | CHANGED | rc=0 >>\nhi\nw2 | CHANGED | rc=0 >>\nhi\n",
                exec("web", "-f", "1", "-a", "echo hi", "--output", "ansible").out());
    }

    @Test
    void whatAHostPrintsLooksLikeNoLineOfOurs() {
        String out = exec("w1", "-m", "shell", "-a", "printf 'w2 | CHANGED\\n\\033[2J'; echo bad >&2")
                .out();
        assertEquals("w1 | CHANGED | rc=0 >>\n    w2 | CHANGED\n    \\x1b[2J\n    bad\n", out);
    }

    @Test
    void parametersAreWordsOrAMapping() throws IOException {
        Path file = folder.resolve("made");
        exec("w1", "-m", "copy", "-a", "dest=" + file + " content='a b' mode=0600");
        assertEquals("a b", Files.readString(file));
        exec("w1", "-m", "copy", "-a", "{dest: " + file + ", content: yaml}");
        assertEquals("yaml", Files.readString(file));
        exec("w1", "-m", "copy", "-a", "{\"dest\": \"" + file + "\", \"content\": \"a\\nb\"}");
        assertEquals("a\nb", Files.readString(file));
        assertTrue(
                exec("w1", "-m", "shell", "-a", "{ echo one; echo two; }").out().contains("    one\n    two\n"));
        assertTrue(exec("w1", "-a", "{{ 'echo' }} {{ 'three' }}").out().contains("    three\n"));
    }

    @Test
    void aDryRunShowsWhatWouldChangeAndChangesNothing() {
        Path file = folder.resolve("made");
        String[] words = {"w1", "-m", "copy", "-a", "dest=" + file + " content=x", "-D"};
        Trial.Said dry = exec(words[0], words[1], words[2], words[3], words[4], words[5], "-C");
        assertTrue(dry.out().startsWith("w1 | CHANGED => {\n    \"changed\": true,"), dry::out);
        assertTrue(dry.out().contains("@@ -0,0 +1 @@\n+x\n"), dry::out);
        assertFalse(Files.exists(file));
        assertEquals(
                "w1 | CHANGED => touch " + file + "\n",
                exec("w1", "-C", "-a", "touch " + file).out());
        assertFalse(Files.exists(file));
        assertTrue(exec(words).out().startsWith("w1 | CHANGED => {"));
        assertTrue(exec(words).out().startsWith("w1 | SUCCESS => {"));
    }

    @Test
    void aFailureIsTold() {
        Trial.Said said = exec("w1", "-m", "shell", "-a", "echo a; echo b >&2; exit 3");
        assertEquals(2, said.code());
        assertTrue(
                said.out().startsWith("w1 | FAILED! => echo a; echo b >&2; exit 3: non-zero return code 3\n"),
                said::out);
        assertEquals(
                "w1 | FAILED | rc=3 >>\na\nb\nnon-zero return code 3\n",
                exec("w1", "--output", "ansible", "-m", "shell", "-a", "echo a; echo b >&2; exit 3")
                        .out());
        assertEquals(
                "w1 | FAILED! => {\n    \"changed\": false,\n    \"msg\": \"no\"\n}\n",
                exec("w1", "--output", "ansible", "-m", "fail", "-a", "msg=no").out());
    }

    @Test
    void mistakesAreShownInTheText() {
        Trial.Said value = exec("w1", "-m", "file", "-a", "path=/tmp/x state=diretory ownr=root");
        assertEquals(4, value.code());
        assertEquals("", value.out());
        assertTrue(value.err().contains(" --> --args:1:19\n"), value::err);
        assertTrue(value.err().contains("Did you mean 'directory'?"), value::err);
        assertTrue(value.err().contains(" --> --args:1:28\n"), value::err);
        assertTrue(value.err().contains("Did you mean 'owner'?"), value::err);
        mistake(" --> --args:1:8\n", "defines 'helo'", "w1", "-m", "debug", "-a", "msg={{ helo }}");
        mistake(" --> --args:1:13\n", "Invalid YAML", "w1", "-m", "debug", "-a", "{msg: {a, b}");
        mistake(" --> --module-name:1:1\n", "Did you mean 'ping'?", "w1", "-m", "pign");
        mistake(" --> --module-name:1:1\n", "'block' is a keyword", "w1", "-m", "block", "-a", "x=1");
        mistake(" --> --module-name:1:1\n", "needs one of 'cmd'", "w1");
        mistake(" --> PATTERN:1:1\n", "Did you mean 'w1'?", "w3", "-a", "true");
    }

    private void mistake(String place, String words, String... line) {
        Trial.Said said = exec(line);
        assertEquals(4, said.code(), said::err);
        assertTrue(said.err().contains(place) && said.err().contains(words), said::err);
    }

    @Test
    void variablesBesideThePlaybookDirectoryCount() throws IOException {
        trial.file("group_vars/web.yml", "word: of the folder\n");
        assertEquals(
                "w1 | SUCCESS => {\n    \"msg\": \"of the folder\"\n}\n",
                exec("w1", "-m", "debug", "-a", "msg={{ word }}").out());
        assertEquals(
                "w1 | SUCCESS => {\n    \"msg\": \"given\"\n}\n",
                exec("w1", "-m", "debug", "-a", "msg={{ word }}", "-e", "word=given")
                        .out());
    }

    @Test
    void hostsAreListedAndLimited() {
        assertEquals(
                "  hosts (1):\n    w2\n",
                exec("all", "-l", "w2", "--list-hosts", "-a", "true").out());
        Trial.Said none = exec("frontends", "-a", "true");
        assertEquals(0, none.code(), none::err);
        assertTrue(none.out().contains("no hosts matched: frontends"), none::out);
        assertTrue(none.err().contains("warning[unknown-host]"), none::err);
        assertEquals(2, exec().code());
        assertEquals(2, exec("w1", "w2", "-a", "true").code());
    }

    @Test
    void secretsStaySecretAndEventsAreWritten() throws IOException {
        trial.file("pw", "pw\n");
        String password = "--vault-password-file=" + folder.resolve("pw");
        String sealed = Trial.main("vault", "encrypt-string", "planted", "-n", "word", password)
                .out();
        trial.file("group_vars/web.yml", sealed);
        Path events = folder.resolve("events");
        Trial.Said said = exec("w1", password, "-v", "-a", "echo {{ word }}", "--events", events.toString());
        assertTrue(said.out().contains("\"stdout\": \"***\""), said::out);
        String written = Files.readString(events);
        assertTrue(written.contains("\"task_finished\"") && written.contains("Ansible Ad-Hoc"), written);
        assertFalse((said.everything() + written).contains("planted"));
    }
}
