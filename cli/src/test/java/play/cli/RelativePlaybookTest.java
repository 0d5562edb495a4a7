package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import play.testing.Scratch;

/** A playbook that is named by a relative path, from a directory above its own. */
class RelativePlaybookTest {
    private final Path folder;

    RelativePlaybookTest() throws IOException {
        folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "relative");
    }

    @AfterEach
    void remove() throws IOException {
        Scratch.delete(folder);
    }

    private void file(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(
                file, content.replace("FOLDER", folder.toAbsolutePath().toString()));
    }

    @Test
    void templatesTakeInWhatStandsBesideThem() throws IOException {
        file("hosts.ini", "here ansible_connection=local\n");
        file("templates/sub/x.j2", "{% include 'y.j2' %} {% include computed ~ '.j2' %}");
        file("templates/sub/y.j2", "beside");
        file("templates/sub/z.j2", "found");
        file("site.yml", """
            - hosts: here
              gather_facts: false
              tasks:
                - template: {src: sub/x.j2, dest: FOLDER/out}
                  vars: {computed: z}
            """);
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        List<String> words = List.of(
                "run",
                folder.resolve("site.yml").toString(),
                "-i",
                folder.resolve("hosts.ini").toString());
        assertEquals(0, Main.run(words, new Terminal(out, out, false, 80)), said::toString);
        assertEquals("beside found", Files.readString(folder.resolve("out")));
    }
}
