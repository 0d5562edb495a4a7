package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsFileTest {
    @TempDir
    Path folder = Path.of("/");

    /** {@code /dev/full} is a disk without room. */
    @Test
    void aFileThatCannotBeWrittenToItsEndIsToldOf() throws Exception {
        Path playbook = Files.writeString(
                folder.resolve("p.yml"),
                "- hosts: localhost\n  gather_facts: false\n  tasks:\n    - debug: msg=hello\n");
        Path inventory = Files.writeString(folder.resolve("hosts.ini"), "localhost ansible_connection=local\n");
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> words = List.of("run", playbook.toString(), "-i", inventory.toString(), "--events", "/dev/full");
        assertEquals(
                1,
                Main.run(words, new Terminal(new PrintWriter(out), new PrintWriter(err), false, 80)),
                () -> out + "\n" + err);
        assertTrue(out.toString().contains("hello"), out::toString);
        assertTrue(err.toString().contains("the events file /dev/full is incomplete"), err::toString);
    }
}
