package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans that are kept, what may be done by them, and what a plan that no longer holds comes to. */
class PlanCommandTest {
    @TempDir
    Path folder;

    private Trial trial;

    @BeforeEach
    void begin() throws IOException {
        trial = new Trial(folder);
        trial.file("hosts.ini", "[all]\nhere\nthere\n[all:vars]\nansible_connection=local\n");
    }

    private Path plan() {
        return folder.resolve("kept.plan");
    }

    private Trial.Said plan(String tasks, String... options) throws IOException {
        trial.file(
                "site.yml",
                "- hosts: here\n  gather_facts: false\n  tasks:\n" + tasks.indent(4)
                        + "  handlers:\n    - {name: tell, copy: {dest: FOLDER/told, content: told}}\n");
        return main(List.of("plan", folder.resolve("site.yml").toString(), "-o", plan().toString()), options);
    }

    private Trial.Said apply(String... options) {
        return main(List.of("apply", plan().toString()), options);
    }

    private Trial.Said main(List<String> words, String... options) {
        List<String> all = new ArrayList<>(words);
        if (!words.getFirst().equals("apply") && !words.getFirst().equals("show")) {
            all.addAll(List.of("-i", folder.resolve("hosts.ini").toString()));
        }
        all.addAll(List.of(options));
        return Trial.main(all.toArray(String[]::new));
    }

    private String text(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private static void assertCode(int code, Trial.Said said) {
        assertEquals(code, said.code(), said::everything);
    }

    private static void assertSays(String words, Trial.Said said) {
        assertTrue(said.everything().contains(words), said::everything);
    }

    @Test
    void whatWasPlannedIsShownAndDone() throws IOException {
        Trial.Said planned = plan("""
            - copy: {dest: FOLDER/a, content: "one\\n"}
              notify: tell
            - copy: {dest: "FOLDER/{{ item }}", content: two}
              loop: [b, c]
            - file: {path: FOLDER/a, mode: "0600"}
            - meta: flush_handlers
            - command: touch FOLDER/d
              args: {creates: FOLDER/d}
            """);
        assertCode(0, planned);
        assertSays("The plan has 6 changes.", planned);
        assertFalse(Files.exists(folder.resolve("a")));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(plan())));

        Trial.Said shown = main(List.of("show", plan().toString()));
        assertCode(0, shown);
        assertSays("+one", shown);
        assertSays("of     play run ", shown);
        JsonNode data = new ObjectMapper()
                .readTree(main(List.of("show", plan().toString(), "--json")).out());
        assertEquals(data.get("changes").asInt(), data.get("tasks").size());
        assertTrue(
                data.at("/tasks/0/change").isTextual()
                        && data.at("/tasks/0/host").isTextual(),
                data::toString);

        assertCode(0, apply());
        assertEquals("one\ntwotwo", text("a") + text("b") + text("c"));
        assertEquals("told", text("told"));
        assertTrue(Files.exists(folder.resolve("d")));
        Trial.Said again = apply();
        assertCode(0, again);
        assertSays("changed=0", again);
    }

    @Test
    void aStateThatMovedEndsAllChanges() throws IOException {
        trial.file("b", "old");
        assertCode(0, plan("""
            - copy: {dest: FOLDER/a, content: one}
            - copy: {dest: FOLDER/b, content: two}
              ignore_errors: true
            - copy: {dest: FOLDER/c, content: three}
              delegate_to: there
            """));
        trial.file("b", "somebody's");
        Trial.Said applied = apply();
        assertCode(2, applied);
        assertEquals("one", text("a"));
        assertEquals("somebody's", text("b"));
        assertFalse(Files.exists(folder.resolve("c")));
        assertSays(
                "'sha256' of file " + folder.resolve("b") + " is no longer as it was when the plan was made", applied);
        assertSays("nothing is changed any more", applied);
        assertSays("'play plan' makes a new one", applied);
    }

    @Test
    void whatThePlanDoesNotHaveIsNotDone() throws IOException {
        trial.file("a", "one");
        assertCode(0, plan("- copy: {dest: FOLDER/a, content: one}\n"));
        Files.delete(folder.resolve("a"));
        Trial.Said applied = apply();
        assertCode(2, applied);
        assertFalse(Files.exists(folder.resolve("a")));
        assertSays("the plan has no change here, and now there is one", applied);
    }

    @Test
    void aPlaybookThatWasChangedDoesNoMoreThanWasPlanned() throws IOException {
        assertCode(0, plan("- copy: {dest: FOLDER/a, content: one}\n- shell: echo x >FOLDER/b\n"));
        trial.file("site.yml", text("site.yml").replace("content: one", "content: other"));
        assertCode(2, apply());
        assertFalse(Files.exists(folder.resolve("a")));
        trial.file(
                "site.yml",
                text("site.yml").replace("content: other", "content: one").replace("echo x", "echo y"));
        Trial.Said applied = apply();
        assertCode(2, applied);
        assertEquals("one", text("a"));
        assertFalse(Files.exists(folder.resolve("b")), applied::everything);
    }

    @Test
    void whatOnlyTheRunTellsIsListedAndDoneOnRequest() throws IOException {
        Trial.Said planned = plan("""
            - command: echo new
              register: told
            - copy: {dest: FOLDER/a, content: "{{ told.stdout }}"}
            """);
        assertCode(0, planned);
        assertSays("The plan has 1 change, and what 1 task does only the run will tell.", planned);
        Trial.Said refused = apply();
        assertCode(2, refused);
        assertSays("unknown: 'copy' on here", refused);
        assertFalse(Files.exists(folder.resolve("a")));
        assertCode(0, apply("--allow-unknown"));
        assertEquals("new", text("a"));
    }

    @Test
    void noSecretStandsInIt() throws IOException {
        String tasks = """
            - copy: {dest: FOLDER/a, content: "word {{ word }}"}
            - command: echo {{ word }}
              no_log: true
            """;
        assertCode(0, plan(tasks, "-e", "word=planted-secret"));
        assertFalse(text("kept.plan").contains("word=planted-secret"));
        Trial.Said without = apply();
        assertCode(2, without);
        assertSays("give the same, in the same order", without);
        assertCode(2, apply("-e", "word=other"));
        assertFalse(Files.exists(folder.resolve("a")));
        assertCode(0, apply("-e", "word=planted-secret"));

        Files.delete(folder.resolve("a"));
        trial.file("pass", "letmein\n");
        trial.file("open.yml", "word: planted-secret\n");
        assertCode(
                0,
                Trial.main(
                        "vault",
                        "encrypt",
                        folder.resolve("open.yml").toString(),
                        "--vault-password-file",
                        folder.resolve("pass").toString()));
        assertCode(
                0,
                plan(
                        tasks,
                        "-e",
                        "@" + folder.resolve("open.yml"),
                        "--vault-password-file",
                        folder.resolve("pass").toString()));
        assertFalse(text("kept.plan").contains("planted-secret"), text("kept.plan"));
        assertCode(0, apply());
        assertEquals("word planted-secret", text("a"));
    }

    @Test
    void aSecretThatWasChangedIsNoticed() throws IOException {
        trial.file("word.yml", "word: first-secret\n");
        assertCode(
                0, plan("- copy: {dest: FOLDER/a, content: \"{{ word }}\"}\n", "-e", "@" + folder.resolve("word.yml")));
        trial.file("word.yml", "word: other-secret\n");
        assertCode(2, apply());
        assertFalse(Files.exists(folder.resolve("a")));
    }

    @Test
    void aFailedDryRunLeavesNoPlan() throws IOException {
        Trial.Said planned = plan("- fail: {msg: no}\n");
        assertCode(2, planned);
        assertFalse(Files.exists(plan()));
        assertSays("no plan is kept", planned);
    }

    @Test
    void plansOfOthersAndFilesThatAreNoneAreRefused() throws IOException {
        assertCode(0, plan("- copy: {dest: FOLDER/a, content: one}\n"));
        trial.file("kept.plan", text("kept.plan").replaceAll("\"key\" : \"[^\"]*\"", "\"key\" : \"another\""));
        Trial.Said foreign = apply();
        assertCode(2, foreign);
        assertSays("made by another user or on another machine", foreign);
        for (String broken : List.of("", "{", "[]", "{\"format\": 2}", "- hosts: all\n")) {
            trial.file("kept.plan", broken);
            Trial.Said refused = apply();
            assertCode(2, refused);
            assertSays("cannot be read: it is no plan", refused);
        }
    }

    @Test
    void whereAPlanIsKeptIsLookedAtFirst() throws IOException {
        String elsewhere = folder.resolve("none/kept.plan").toString();
        trial.file("site.yml", "- hosts: here\n  tasks: [command: touch FOLDER/a]\n");
        Trial.Said planned = main(List.of("plan", folder.resolve("site.yml").toString(), "-o", elsewhere));
        assertCode(2, planned);
        assertSays("its directory is not there", planned);
        Trial.Said shown = main(List.of("show", elsewhere));
        assertCode(2, shown);
        assertSays("there is no file " + elsewhere, shown);
    }

    @Test
    void driftIsToldByTheExitCode() throws IOException {
        trial.file(
                "site.yml", "- hosts: here\n  gather_facts: false\n  tasks: [copy: {dest: FOLDER/a, content: one}]\n");
        List<String> drift = List.of("drift", folder.resolve("site.yml").toString());
        assertCode(2, main(drift));
        assertFalse(Files.exists(folder.resolve("a")));
        trial.file("a", "one");
        assertCode(0, main(drift));
        trial.file("site.yml", "- hosts: here\n  tasks: [fail: {msg: no}]\n");
        assertCode(1, main(drift));
        assertCode(1, main(drift, "--no-such-option"));
        assertCode(1, main(List.of("drift")));
    }
}
