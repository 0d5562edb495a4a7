package play.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import play.diag.Diagnostic;
import play.diag.DiagnosticText;
import play.playbook.Vars;

/** Files of a playbook that can't be read at all: one problem for each, which names it. */
class WholeFilesTest {
    @TempDir
    Path folder;

    @BeforeEach
    void project() throws IOException {
        write("hosts.yml", "web: {hosts: {w1: }}\n");
        write("vars.yml", "a: 1\n");
        write("group_vars/web.yml", "b: 1\n");
        write("tasks.yml", "- debug: msg={{ a }}\n");
        write("page.j2", "{{ b }}\n");
        write("other.yml", "- hosts: web\n");
        write("roles/r/defaults/main.yml", "c: 1\n");
        write("roles/r/tasks/main.yml", "- debug: msg={{ c }}\n");
        write("site.yml", """
            - hosts: web
              vars_files: [vars.yml]
              roles: [r]
              tasks:
                - import_tasks: tasks.yml
                - include_tasks: tasks.yml
                - template: {src: page.j2, dest: /tmp/x}
            - import_playbook: other.yml
            """);
    }

    @Test
    void theProjectIsFine() throws Exception {
        assertEquals(List.of(), problems());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "site.yml",
                "hosts.yml",
                "vars.yml",
                "group_vars/web.yml",
                "tasks.yml",
                "page.j2",
                "other.yml",
                "roles/r/defaults/main.yml",
                "roles/r/tasks/main.yml"
            })
    void isNoUtf8(String name) throws Exception {
        Files.write(folder.resolve(name), "# one\n# caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

        Diagnostic problem = only("not-utf8");

        assertEquals(
                folder.resolve(name) + ":2:6", problem.subject().orElseThrow().toString());
        assertTrue(
                problem.detail().contains("0xE9") && problem.detail().contains("iconv -f ISO-8859-1"),
                problem.detail());
    }

    @ParameterizedTest
    @ValueSource(strings = {"site.yml", "roles/r/tasks/main.yml"})
    void isAFolder(String name) throws Exception {
        Files.delete(folder.resolve(name));
        Files.createDirectory(folder.resolve(name));

        assertTrue(only("unreadable-file").detail().contains("'" + folder.resolve(name) + "' is a directory"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"site.yml", "hosts.yml", "vars.yml", "page.j2"})
    void isHuge(String name) throws Exception {
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
            file.setLength(1L << 40);
        }

        assertTrue(only("unreadable-file").detail().contains("is larger than 64 MiB"));
    }

    @Test
    void hasMarksOfUtf16() throws Exception {
        Files.write(folder.resolve("vars.yml"), "a: 1\n".getBytes(StandardCharsets.UTF_16));

        assertTrue(only("not-utf8").detail().contains("iconv -f UTF-16"));
    }

    private Diagnostic only(String code) throws Exception {
        List<Diagnostic> found = problems();
        assertEquals(List.of(code), found.stream().map(Diagnostic::code).toList(), () -> DiagnosticText.render(found));
        return found.getFirst();
    }

    private List<Diagnostic> problems() throws Exception {
        StaticCheck check = new StaticCheck(Vars.NONE);
        check.check(folder.resolve("site.yml"), folder.resolve("hosts.yml"));
        return check.problems().sorted();
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
