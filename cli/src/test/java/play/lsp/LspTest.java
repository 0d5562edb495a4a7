package play.lsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.cli.PlayCommand;
import play.editor.FileKind;

/** {@code play lsp} as a process, by a client of the protocol. */
class LspTest {
    private static final String PLAYBOOK = """
        - name: Set up web
          hosts: web
          vars:
            port: 80
            face: "😀{{ port }}"
          roles: [web]
          tasks:
            - name: Copy 😀
              copy: {content: "😀😀 {{ prot }} {{ face }}", dest: /etc/x, mode: "0644"}
              notify: Restart web
        """;

    @TempDir
    Path project;

    private Path site;
    private Path tasks;

    @BeforeEach
    void project() throws IOException {
        site = write("site.yml", PLAYBOOK);
        tasks = write("roles/web/tasks/main.yml", """
            - name: Make the directory
              file: {path: "{{ web_dir }}/{{ port }}", state: directory, mode: "0755"}
            """);
        write("roles/web/defaults/main.yml", "web_dir: /srv\n");
        write("roles/web/handlers/main.yml", "- name: Restart web\n  command: \"true\"\n");
        write("hosts.yml", "web: {hosts: {w1: {speed: 7}}}\n");
    }

    private Path write(String name, String text) throws IOException {
        Path file = project.toRealPath().resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Editor editor() throws Exception {
        return new Editor(project.toRealPath(), Map.of("inventory", "hosts.yml", "host", "w1"));
    }

    @Test
    void servesAnEditorFromItsStartToItsEnd() throws Exception {
        try (Editor editor = editor()) {
            editor.open(site);
            List<Diagnostic> found = editor.problems(site, all -> !all.isEmpty());
            assertEquals(1, found.size(), found::toString);
            Diagnostic undefined = found.getFirst();
            assertEquals("undefined-variable", undefined.getCode().getLeft());
            assertEquals(DiagnosticSeverity.Error, undefined.getSeverity());
            assertEquals(8, undefined.getRange().getStart().getLine());
            // Each emoji is two units of UTF-16.
            assertEquals(
                    PLAYBOOK.lines().toList().get(8).indexOf("prot"),
                    undefined.getRange().getStart().getCharacter());
            assertTrue(undefined.getCodeDescription().getHref().endsWith("diagnostics.md#undefined-variable"));
            assertEquals(
                    "'port' is defined here",
                    undefined.getRelatedInformation().getFirst().getMessage());
            assertEquals(
                    "port",
                    editor.fixes(site, "{{ pr")
                            .getFirst()
                            .getEdit()
                            .getChanges()
                            .getOrDefault(Uris.of(site), List.of())
                            .getFirst()
                            .getNewText());
            halfTyped(editor);
            mended(editor);
            lookedUp(editor);
            assertEquals(List.of(), editor.messages());
            editor.shutDown();
        }
    }

    private void halfTyped(Editor editor) throws Exception {
        editor.type(site, PLAYBOOK + "    - name: \"New\n      co");
        assertEquals(List.of("yaml-syntax"), editor.codes(site, all -> all.contains("yaml-syntax")));
        editor.type(site, PLAYBOOK + "    - name: New\n      cop");
        assertTrue(editor.completions(site, "      cop").contains("copy"));
        editor.type(site, PLAYBOOK + "    - name: New\n      debug:\n        msg: \"{{ ");
        List<String> names = editor.completions(site, "msg: \"{{ ");
        // What was known before the text was broken.
        assertTrue(names.containsAll(List.of("port", "face", "web_dir", "speed")), names::toString);
        editor.type(site, PLAYBOOK + "    - name: New\n      command: x\n      notify: ");
        assertEquals(List.of("Restart web"), editor.completions(site, "command: x\n      notify: "));
    }

    private void mended(Editor editor) throws Exception {
        editor.type(site, PLAYBOOK.replace("prot", "port"));
        assertEquals(List.of(), editor.problems(site, List::isEmpty));
    }

    private void lookedUp(Editor editor) throws Exception {
        assertTrue(editor.hover(site, "cop").contains("Writes a file"));
        String port = editor.hover(site, "😀{{ po");
        assertTrue(port.contains("w1: port is 80") && port.contains("site.yml:4"), port);
        assertEquals(List.of(site + ":4"), editor.definitions(site, "😀{{ po"));
        String given = PLAYBOOK.replace("prot", "port").replace("face: ", "web_dir: /x\n    face: ");
        editor.type(site, given);
        editor.problems(site, List::isEmpty);
        editor.type(site, given.replace("{{ port }} {{ face", "{{ web_dir }} {{ face"));
        String layers = editor.hover(site, "{{ web_d");
        assertTrue(layers.contains("role defaults: `") && layers.contains("play vars: `"), layers);
        assertEquals(2, editor.definitions(site, "{{ web_d").size());
        assertEquals(List.of(tasks + ":1"), editor.definitions(site, "roles: [we"));
        assertEquals(
                List.of(tasks.resolve("../../handlers/main.yml").normalize() + ":1"),
                editor.definitions(site, "notify: Rest"));
        assertEquals(1, editor.symbols(site));
    }

    @Test
    void filesOfRolesAreCheckedFromThePlaybooksThatReadThem() throws Exception {
        try (Editor editor = editor()) {
            editor.open(tasks);
            assertEquals(List.of(), editor.problems(tasks, List::isEmpty));
            editor.type(tasks, Files.readString(tasks).replace("{{ port }}", "{{ prt }}"));
            assertEquals(List.of("undefined-variable"), editor.codes(tasks, all -> !all.isEmpty()));
            // What is defined in a text that nobody has saved counts.
            editor.open(site, PLAYBOOK.replace("face:", "prt: 1\n    face:").replace("prot", "port"));
            assertEquals(List.of(), editor.problems(tasks, List::isEmpty));
            editor.close(site);
            editor.problems(tasks, all -> !all.isEmpty());
            editor.close(tasks);
            assertEquals(List.of(), editor.problems(tasks, List::isEmpty));
        }
    }

    @Test
    void aFileThatNoPlaybookReadsIsCheckedByItself() throws Exception {
        Path alone = write("roles/other/tasks/main.yml", "- name: Do it\n  cpoy: {dest: \"{{ from_somewhere }}\"}\n");
        Path more = write("tasks/more.yml", "- name: Do it\n  file: {path: /x, stat: absent}\n");
        Path vars = write("roles/other/vars/main.yml", "a: 1\na: 2\n");
        Path inventory = write("other.yml", "all:\n  hosts:\n    a:\n  chidlren: {}\n");
        try (Editor editor = editor()) {
            editor.open(alone);
            assertEquals(List.of("missing-mode", "unknown-module"), editor.codes(alone, all -> !all.isEmpty()));
            editor.open(more);
            assertTrue(editor.codes(more, all -> !all.isEmpty()).contains("unknown-parameter"));
            editor.open(vars);
            assertEquals(List.of("duplicate-key"), editor.codes(vars, all -> !all.isEmpty()));
            editor.open(inventory);
            editor.problems(inventory, all -> !all.isEmpty());
        }
    }

    @Test
    void filesThatChangeOutsideOfTheEditorAreReadAgain() throws Exception {
        try (Editor editor = editor()) {
            editor.open(tasks);
            assertEquals(List.of(), editor.problems(tasks, List::isEmpty));
            Path defaults = write("roles/web/defaults/main.yml", "web_folder: /srv\n");
            editor.changedOutside(defaults);
            assertEquals(List.of("undefined-variable"), editor.codes(tasks, all -> !all.isEmpty()));
            write("hosts.yml", "web: {hosts: {w1: {web_dir: /srv}}}\n");
            editor.changedOutside(project.resolve("hosts.yml"));
            assertEquals(List.of(), editor.problems(tasks, List::isEmpty));
        }
    }

    @Test
    void whatIsEncryptedIsNotShown() throws Exception {
        Path password = write("password", "open sesame\n");
        PlayCommand.Said sealed = PlayCommand.run(
                "vault", "encrypt-string", "--vault-password-file", password.toString(), "--name", "token", "s3cr3t");
        assertEquals(0, sealed.code(), sealed.err());
        write("hosts.yml", "web:\n  hosts: {w1: }\n  vars:\n" + sealed.out().indent(4));
        String text = PLAYBOOK.replace("prot", "token");
        try (Editor editor = new Editor(
                project.toRealPath(),
                Map.of("inventory", "hosts.yml", "options", List.of("--vault-password-file", password.toString())))) {
            editor.open(site, text);
            assertEquals(List.of(), editor.problems(site, List::isEmpty));
            String shown = editor.hover(site, "{{ tok");
            assertTrue(shown.contains("w1: token is \"***\""), shown);
            assertFalse(shown.contains("s3cr3t"), shown);
        }
    }

    @Test
    void whatIsFoundIsWhatLintFinds() throws Exception {
        Path home = Path.of(System.getProperty("play.home", "")).toAbsolutePath();
        List<Path> playbooks = new ArrayList<>();
        for (String folder : List.of(
                "cli/src/test/resources/lint", "cli/src/test/resources/defects", "engine/src/test/resources/broken")) {
            try (Stream<Path> fixtures = Files.list(home.resolve(folder))) {
                fixtures.filter(file -> file.toString().endsWith(".yml") && isPlaybook(file))
                        .sorted()
                        .limit(8)
                        .forEach(playbooks::add);
            }
        }
        assertTrue(playbooks.size() > 10, playbooks::toString);
        try (Editor editor = new Editor(project, Map.of())) {
            for (Path playbook : playbooks) {
                TreeSet<String> linted = linted(playbook);
                editor.open(playbook);
                List<Diagnostic> found = editor.problems(playbook, all -> true);
                TreeSet<String> told = new TreeSet<>();
                found.forEach(problem -> told.add(problem.getCode().getLeft() + " "
                        + (problem.getRange().getStart().getLine() + 1) + ":"
                        + (problem.getRange().getStart().getCharacter() + 1)));
                assertEquals(linted, told, playbook.toString());
                editor.close(playbook);
            }
        }
    }

    private static boolean isPlaybook(Path file) {
        try {
            return FileKind.of(file, Files.readString(file)) == FileKind.PLAYBOOK;
        } catch (IOException e) {
            // Fixtures that are not UTF-8 can't be open in an editor as they are.
            return false;
        }
    }

    private static TreeSet<String> linted(Path playbook) throws IOException {
        String json = PlayCommand.run("lint", "--json", "--guests", "off", playbook.toString())
                .out();
        TreeSet<String> all = new TreeSet<>();
        for (JsonNode problem : new ObjectMapper().readTree(json)) {
            if (problem.path("place").path("file").asText().equals(playbook.toString())) {
                all.add(problem.path("code").asText() + " "
                        + problem.path("place").path("line").asInt() + ":"
                        + problem.path("place").path("column").asInt());
            }
        }
        return all;
    }

    @Test
    void endsWithItsEditor() throws Exception {
        try (Editor editor = editor()) {
            editor.open(site);
            editor.problems(site, all -> true);
            editor.process().getOutputStream().close();
            assertTrue(editor.process().waitFor(60, TimeUnit.SECONDS));
            assertFalse(editor.process().exitValue() == 0);
        }
    }

    @Test
    void optionsThatThereAreNotAreTold() throws Exception {
        try (Editor editor = new Editor(project.toRealPath(), Map.of("options", List.of("--nosuch")))) {
            editor.open(site);
            editor.problems(site, all -> true);
            assertTrue(editor.messages().getFirst().contains("unknown option --nosuch"), editor.messages()::toString);
        }
    }
}
