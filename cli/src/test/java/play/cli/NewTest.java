package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made has no fault that {@code play lint} finds, works, and takes the place of nothing. */
class NewTest {
    @TempDir
    Path folder;

    private Trial.Said make(String kind, String name) {
        return Trial.main("new", kind, name, "--directory", folder.toString());
    }

    private String lint(String playbook) {
        Trial.Said said = Trial.main(
                "lint",
                "--strict",
                folder.resolve(playbook).toString(),
                "-i",
                folder.resolve("hosts.yml").toString());
        return said.out() + said.err();
    }

    @Test
    void aPlaybookAndItsInventoryPassLint() {
        assertEquals(
                folder.resolve("hosts.yml") + "\n", make("inventory", "hosts").out());
        assertEquals(
                folder.resolve("site.yml") + "\n", make("playbook", "site.yml").out());
        assertEquals("Nothing found.\n", lint("site.yml"));
    }

    @Test
    void aPlaybookRunsTwice() throws IOException {
        make("playbook", "try-it");
        Path playbook = folder.resolve("try-it.yml");
        Files.writeString(
                playbook,
                Files.readString(playbook)
                        .replace("/srv/try_it", folder.resolve("made").toString()));
        String[] run = {"run", playbook.toString(), "-i", "localhost,", "-c", "local"};
        assertTrue(Trial.main(run).out().contains("changed=2"));
        assertTrue(Trial.main(run).out().contains("changed=0"));
        assertTrue(Files.readString(folder.resolve("made/greeting")).startsWith("Hello from localhost"));
    }

    @Test
    void aRolePassesLint() throws IOException {
        make("inventory", "hosts");
        assertEquals(5, make("role", "web_app").out().lines().count());
        Files.writeString(folder.resolve("site.yml"), "- name: Set up\n  hosts: web\n  roles: [web_app]\n");
        assertEquals("Nothing found.\n", lint("site.yml"));
    }

    @Test
    void aModulePassesLintAndKeepsToItsContract() throws IOException {
        make("inventory", "hosts");
        assertEquals(0, make("module", "one_line").code());
        Files.writeString(folder.resolve("site.yml"), """
                - name: Try the module
                  hosts: all
                  tasks:
                    - name: Write a line
                      one_line: {path: /tmp/a, line: one}
                """);
        assertEquals("Nothing found.\n", lint("site.yml"));
        Trial.Said said =
                Trial.main("test-module", folder.resolve("modules/one_line.yml").toString(), "--local");
        assertEquals(0, said.code(), said.out() + said.err());
        Files.deleteIfExists(Path.of("/tmp/one_line-example"));
    }

    @Test
    void nothingIsOverwrittenAndNothingHalfMade() throws IOException {
        Path mine = folder.resolve("roles/app/handlers/main.yml");
        Files.createDirectories(mine.getParent());
        Files.writeString(mine, "mine\n");
        Trial.Said said = make("role", "app");
        assertEquals(1, said.code());
        assertTrue(said.err().contains(mine + " is there already, and nothing was written"), said::err);
        try (Stream<Path> files = Files.walk(folder.resolve("roles"))) {
            assertEquals(List.of(mine), files.filter(Files::isRegularFile).toList());
        }
        assertEquals("mine\n", Files.readString(mine));
    }

    /** It would be written to. */
    @Test
    void aLinkThatLeadsNowhereIsLeftAlone() throws IOException {
        Files.createSymbolicLink(folder.resolve("site.yml"), folder.resolve("elsewhere"));
        assertEquals(1, make("playbook", "site").code());
        assertTrue(Files.notExists(folder.resolve("elsewhere")));
    }

    @ParameterizedTest
    @CsvSource({
        "rol, app, Did you mean 'role'?",
        "role, my-app, is no name for a role",
        "playbook, ../site, is no name for a playbook",
        "module, copy, play has a module 'copy' itself"
    })
    void whatCannotBeMadeIsRefused(String kind, String name, String words) {
        Trial.Said said = make(kind, name);
        assertEquals(2, said.code());
        assertTrue(said.err().contains(words), said::err);
    }

    @Test
    void aNameIsNeeded() {
        assertEquals(2, Trial.main("new", "role").code());
    }
}
