package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that take in themselves, or each other without end. */
class IncludeLoopTest {
    @TempDir
    Path folder;

    private Trial trial;

    @BeforeEach
    void start() throws IOException {
        trial = new Trial(folder);
    }

    /** As in Ansible, the usual way to try a block again. */
    @Test
    void aFileMayIncludeItselfOnACondition() throws IOException {
        trial.file(
                "again.yml",
                "- set_fact: {n: \"{{ n | default(0) | int + 1 }}\"}\n"
                        + "- include_tasks: again.yml\n"
                        + "  when: n | int < 3\n"
                        + "- debug: {msg: \"n={{ n }}\"}\n");
        Trial.Said said = trial.play("tasks:\n  - include_tasks: again.yml\n");

        assertEquals(0, said.code(), said::everything);
        assertEquals(3, said.out().split("included: ", -1).length - 1, said::out);
    }

    @Test
    void aConditionThatNeverEndsFailsTheTask() throws IOException {
        trial.file("again.yml", "- include_tasks: again.yml\n  when: true\n");
        Trial.Said said = trial.play("tasks:\n  - include_tasks: again.yml\n");

        assertEquals(2, said.code(), said::err);
        assertTrue(said.out().contains("At most 200 are read."), said::out);
        assertTrue(said.out().contains("failed=1"), said::out);
    }

    /** It is looked for when the task is reached, and what has made it by then counts. */
    @Test
    void aFileMayBeMadeBeforeItIsIncluded() throws IOException {
        Trial.Said said = trial.play("""
            vars: {modern: true}
            tasks:
              - copy: {dest: "{{ playbook_dir }}/made.yml", content: "- debug: {msg: in it}\n"}
              - include_tasks: made.yml
                when: modern
            """);
        assertEquals(0, said.code(), said::everything);
        assertTrue(said.out().contains("ok=3    changed=1"), said::out);
    }

    @Test
    void anIncludeThatFindsNothingIsRescuedOrIgnored() throws IOException {
        Trial.Said said = trial.play("""
            tasks:
              - block:
                  - include_tasks: nowhere.yml
                rescue:
                  - debug: {msg: "{{ ansible_failed_result.msg }}"}
              - include_role: {name: nowhere}
                ignore_errors: true
                register: role
              - assert: {that: role is failed}
            """);
        assertEquals(0, said.code(), said::everything);
        assertTrue(said.out().contains("There is no task file 'nowhere.yml'"), said::out);
        assertTrue(said.out().contains("failed=0    skipped=0    rescued=1    ignored=1"), said::out);
    }

    @Test
    void withoutAConditionItIsToldBeforeTheRun() throws IOException {
        trial.file("again.yml", "- include_tasks: again.yml\n");
        Trial.Said said = trial.play("tasks:\n  - include_tasks: again.yml\n");

        assertEquals(4, said.code());
        assertTrue(said.err().contains("error[import-cycle]"), said::err);
    }

    @Test
    void aLinkOnTheWayHidesNoCycle() throws IOException {
        Files.createSymbolicLink(folder.resolve("here"), folder);
        trial.file("again.yml", "- import_tasks: here/again.yml\n");
        Trial.Said said = trial.play("tasks:\n  - import_tasks: again.yml\n");

        assertTrue(said.err().contains("error[import-cycle]") && said.err().contains("again.yml:1:17"), said::err);
    }

    @Test
    void filesMayNotBeInsideEachOtherWithoutEnd() throws IOException {
        for (int i = 0; i < 210; i++) {
            trial.file("t" + i + ".yml", "- import_tasks: t" + (i + 1) + ".yml\n");
        }
        Trial.Said said = trial.play("tasks:\n  - import_tasks: t0.yml\n");

        assertTrue(said.err().contains("error[import-depth]") && said.err().contains("t198.yml:1:17"), said::err);
    }
}
