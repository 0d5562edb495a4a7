package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever hosts and playbooks come up with, a run is reported to its end and no failure is lost. */
class ReportsTest extends TrialTest {
    /** A console that has no memory for one of the lines. */
    private static final class Narrow extends StringWriter {
        @Override
        public void write(String text, int from, int count) {
            if (text.contains("too much")) {
                throw new OutOfMemoryError("Java heap space");
            }
            super.write(text, from, count);
        }
    }

    @Test
    void aFailureCountsThoughTheConsoleHasBroken() throws IOException {
        Path playbook = trial.file("p.yml", """
            - hosts: here
              gather_facts: false
              tasks:
                - debug: {msg: too much}
                - fail: {msg: this is lost}
            """);
        StringWriter err = new StringWriter();
        List<String> words = List.of(
                "run", playbook.toString(), "-i", folder.resolve("hosts.ini").toString());
        assertEquals(
                2,
                Main.run(words, new Terminal(new PrintWriter(new Narrow()), new PrintWriter(err), false, 80)),
                err::toString);
        assertTrue(err.toString().contains("the console output ends here"), err::toString);
        assertTrue(
                err.toString().contains("here                       : ok=1    changed=0    unreachable=0    failed=1 "),
                err::toString);
    }

    @Test
    void deepAndLongValuesLoseNoFailure() throws IOException {
        Trial.Said said = trial.play("""
            vars:
              deep: "{{ ('[' * 300 ~ ']' * 300) | from_json }}"
            tasks:
              - debug: {var: deep}
              - debug: {msg: "{{ ['x' * 3000000, 'y' * 3000000] }}"}
              - command: head -c 4000000 /dev/zero
              - fail: {msg: the end}
            """, "-v");
        assertEquals(2, said.code(), said::err);
        assertTrue(said.out().contains("PLAY RECAP"), "no recap");
        assertTrue(said.out().contains("3000000 characters, the first 1048576 are shown"), "no size");
        assertTrue(said.events().lines().toList().getLast().contains("run_finished"), "no end");
        assertTrue(said.out().length() < 20_000_000, () -> said.out().length() + " characters");
    }

    @Test
    void aVariableThatCannotBeEvaluatedIsShownAsSuchAmongThoseOfAHost() throws IOException {
        trial.file("hosts.ini", "here ansible_connection=local bad={{nope}} good={{1+1}}\nw2 bad={{nope}}\n");
        Trial.Said said = trial.play("""
            tasks:
              - debug: {var: "hostvars[inventory_hostname]"}
              - debug: {msg: "{{ hostvars['w2'] }}"}
                ignore_errors: true
              - set_fact: {kept: "{{ hostvars['w2'] }}"}
                ignore_errors: true
              - debug: {msg: "{{ item }}"}
                loop: "{{ hostvars.values() | list }}"
                ignore_errors: true
              - debug: {msg: "{{ 'bad' in hostvars['w2'].keys() }}"}
              - fail: {msg: the end}
            """);
        assertEquals(2, said.code(), said::everything);
        assertTrue(said.out().contains("<< cannot be evaluated: 'nope' is undefined. >>"), said::everything);
        assertTrue(
                said.out()
                        .contains("ok=5    changed=0    unreachable=0    failed=1    skipped=0    rescued=0   "
                                + " ignored=3"),
                said::everything);
    }

    @Test
    void eventsAreInTheFileAsTheyHappen() throws IOException {
        Trial.Said said = trial.play("""
            tasks:
              - command: cat FOLDER/events
                register: seen
              - copy: {dest: FOLDER/copy, content: "{{ seen.stdout }}"}
            """.replace("FOLDER", folder.toString()));
        assertEquals(0, said.code(), said::everything);
        String early = Files.readString(folder.resolve("copy"));
        assertTrue(early.contains("\"play_started\""), early);
        assertFalse(early.contains("run_finished"), early);
    }

    @Test
    void aFailureShowsBothOutputsAndTheValuesThatDecided() throws IOException {
        Trial.Said said = trial.play("""
            vars: {wanted: 3}
            tasks:
              - shell: echo on stdout; echo on stderr >&2; exit 4
                ignore_errors: true
              - command: echo 1
                register: tried
                until: tried.stdout | int == wanted
                retries: 1
                delay: 0
                ignore_errors: true
              - assert: {that: "wanted == 4 and tried.rc == 0"}
                ignore_errors: true
              - command: echo bad words
                register: said
                failed_when: "'bad' in said.stdout"
                ignore_errors: true
              - block:
                  - command: echo 2
                    register: again
                    until: again.stdout == 'x'
                    retries: 1
                    delay: 0
                rescue:
                  - debug: {msg: "rescued: {{ ansible_failed_result.msg }}"}
            """);
        assertEquals(0, said.code(), said::everything);
        for (String words : List.of(
                "    stderr:\n    on stderr\n    stdout:\n    on stdout\n",
                "condition is still false: tried.stdout | int == wanted (tried.stdout is '1', wanted is 3)",
                "not true: wanted == 4 and tried.rc == 0 (wanted is 3, tried.rc is 0)",
                "failed, as failed_when says: 'bad' in said.stdout (said.stdout is 'bad words')",
                "rescued: after 1 retries: condition is still false: again.stdout == 'x' (again.stdout is '2')")) {
            assertTrue(said.out().contains(words), () -> words + " is not in\n" + said.out());
        }
    }

    @Test
    void allProblemsAreShownOnRequest() throws IOException {
        String tasks = "tasks:\n" + "  - debug: {mgs: x}\n".repeat(25);
        assertTrue(trial.play(tasks).err().contains("… and 5 more problems.\n'--all-problems' shows them."));
        Trial.Said all = trial.play(tasks, "--all-problems");
        assertEquals(25, all.err().split("error\\[").length - 1, all::err);
        assertFalse(all.err().contains("more problem"), all::err);
    }

    @Test
    void aHostsWordsForgeNoLine() throws IOException {
        Trial.Said said = trial.play("""
            tasks:
              - shell: |
                  printf '\\033[2Jx\\rok: [db1]\\nok: [db1]\\n\\nPLAY RECAP ****\\n' >&2; exit 1
                ignore_errors: true
              - shell: printf 'a\\033[2Jb'
                register: o
              - debug: {msg: m}
                loop: ["{{ o.stdout }}"]
              - name: "title {{ o.stdout }}"
                fail: {msg: "{{ o.stdout }}"}
                ignore_errors: true
              - copy: {dest: FOLDER/f, content: "x\\rok: [db1]\\n{{ o.stdout }}\\n"}
            """, "--diff", "-vv");
        assertEquals(0, said.code(), said::everything);
        assertTrue(said.everything().chars().noneMatch(c -> c < ' ' && c != '\n'), said::everything);
        assertTrue(
                said.out().lines().noneMatch(line -> line.startsWith("ok: [db1]") || line.equals("PLAY RECAP ****")),
                said::out);
    }

    @Test
    void titlesAndIncludesAreNamedAsAnsibleNamesThem() throws IOException {
        trial.file("inc.yml", "- debug: {msg: inc}\n");
        trial.file("roles/r/tasks/main.yml", "- debug: {msg: in role}\n");
        Trial.Said said = trial.play("""
            name: "The {{ title }} play"
            vars: {title: rendered}
            tasks:
              - include_tasks: inc.yml
                loop: [1, 2]
              - include_role: {name: r}
              - name: "named {{ title }}"
                include_tasks: inc.yml
            """);
        assertEquals(0, said.code(), said::everything);
        Path file = folder.toAbsolutePath().normalize().resolve("inc.yml");
        for (String words : List.of(
                "PLAY [The rendered play] *",
                "TASK [include_tasks] ***********************************************************\nincluded: " + file
                        + " for here => (item=1)\nincluded: " + file + " for here => (item=2)\n",
                "TASK [include_role : r] ********************************************************\n"
                        + "included: r for here\n",
                "TASK [named rendered] **********************************************************\nincluded: " + file
                        + " for here\n")) {
            assertTrue(said.out().contains(words), () -> words + " is not in\n" + said.out());
        }
        assertEquals(1, said.out().split("TASK \\[include_tasks]", -1).length - 1, said::out);
    }

    @Test
    void exitCodesAreAnsibles() throws IOException {
        trial.file("empty.yml", "");
        assertEquals(0, trial.play("tasks: [{debug: {msg: x}}]").code());
        assertEquals(
                1, trial.play("tasks: [{debug: {msg: x}}]", "--limit", "nobody").code());
        assertEquals(
                4,
                trial.play(
                                "tasks: [{debug: {msg: x}}]",
                                folder.resolve("empty.yml").toString())
                        .code());
        assertEquals(
                1,
                trial.play(
                                "tasks: [{debug: {msg: x}}]",
                                folder.resolve("none.yml").toString())
                        .code());
        assertEquals(
                4, trial.play("tasks: [{debug: {mgs: x}}]", "--limit", "nobody").code());
        assertEquals(2, trial.play("tasks: [{fail: {msg: x}}]").code());
    }
}
