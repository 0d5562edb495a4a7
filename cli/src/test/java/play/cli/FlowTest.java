package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who runs what in which order, where Ansible ends with a trace or cannot be asked. */
class FlowTest {
    @TempDir
    private Path folder;

    private Trial trial;

    @BeforeEach
    void setUp() throws IOException {
        trial = new Trial(folder);
    }

    /** It has one only in a role that another calls. */
    @Test
    void aVariableThatHasNoValueHereIsNotSuggestedForItself() throws IOException {
        Trial.Said said = trial.play("tasks:\n  - debug: {msg: \"{{ ansible_parent_role_names }}\"}\n");
        assertTrue(said.out().contains("'ansible_parent_role_names' is undefined."), said::everything);
        assertFalse(said.everything().contains("Did you mean"), said::everything);
    }

    /** As much as without async. */
    @Test
    void whatATaskPrintsMayBeLongWithAsyncToo() throws IOException {
        Trial.Said said = trial.play("""
            tasks:
              - shell: head -c 9000000 /dev/zero | tr '\\0' x
                async: 60
                poll: 1
                register: printed
              - assert: {that: printed.stdout | length == 9000000}
            """);
        assertEquals(
                0,
                said.code(),
                said.everything()
                        .lines()
                        .map(line -> line.substring(0, Math.min(200, line.length())))
                        .toList()
                        .toString());
    }

    @Test
    void anOrderWhoseConditionCannotBeEvaluatedFails() throws IOException {
        Trial.Said said = trial.play("""
            tasks:
              - name: ends
                meta: end_play
                when: nothing_of_that_name == 1
              - file: {path: FOLDER/after, state: touch}
            """);
        assertEquals(4, said.code(), said.everything());
        said = trial.play("""
            tasks:
              - set_fact: {number: {}}
              - name: ends
                meta: end_play
                when: number.nothing == 1
              - command: touch FOLDER/after
            """);
        assertEquals(2, said.code(), said.everything());
        assertTrue(said.out().contains("nothing"), said.out());
        assertFalse(Files.exists(folder.resolve("after")));
    }

    @Test
    void aRunOnceThatIsNoBooleanFailsAndIsRescued() throws IOException {
        Trial.Said said = trial.play("""
            vars: {often: maybe}
            tasks:
              - block:
                  - name: never
                    command: touch FOLDER/never
                    run_once: "{{ often }}"
                rescue:
                  - command: touch FOLDER/rescued
            """);
        assertEquals(0, said.code(), said.everything());
        assertTrue(said.out().contains("'run_once' must be true or false, not 'maybe'"), said.out());
        assertFalse(Files.exists(folder.resolve("never")));
        assertTrue(Files.exists(folder.resolve("rescued")));
    }

    @Test
    void aDryRunThatCannotTellWhetherAnOrderIsMeantSaysSo() throws IOException {
        Trial.Said said = trial.play("""
            tasks:
              - command: cat /etc/hostname
                register: name
              - name: ends perhaps
                meta: end_play
                when: name.stdout == 'x'
            """, "--check");
        assertEquals(0, said.code(), said.everything());
        assertTrue(said.out().contains("TASK [ends perhaps]"), said.out());
        assertTrue(said.out().contains("unknown=1"), said.out());
    }

    /** It may change something, so it is no gate. */
    @Test
    void aQuestionThatMayActIsCountedAmongWhatIsUnknown() throws IOException {
        Trial.Said said = trial.play("""
            tasks:
              - uri: {url: 'http://127.0.0.1:1/', method: POST}
            """, "--check");
        assertTrue(said.out().contains("unknown=1    gates=0"), said.out());
    }

    @Test
    void resetConnectionMakesAShellAnew() throws IOException {
        Trial.Said said = trial.play("""
            tasks:
              - {shell: echo $$, register: first}
              - {shell: echo $$, register: second}
              - meta: reset_connection
              - {shell: echo $$, register: third}
              - assert: {that: first.stdout == second.stdout and second.stdout != third.stdout}
            """);
        assertEquals(0, said.code(), said.everything());
    }

    @Test
    void whatATaskInCheckModeForesawBindsNoRealTask() throws IOException {
        Trial.Said said = trial.play("""
            tasks:
              - {command: echo x, check_mode: true, register: foreseen}
              - {copy: {content: a, dest: FOLDER/file}, check_mode: true}
              - {assert: {that: foreseen.stdout == 'x'}}
              - {name: real, copy: {content: a, dest: FOLDER/file}}
              - {file: {path: FOLDER/other, state: touch}, check_mode: true}
              - {stat: {path: FOLDER/other}, register: other}
              - {assert: {that: not other.stat.exists}}
            """);
        assertEquals(0, said.code(), said.everything());
        assertEquals("a", Files.readString(folder.resolve("file")));
    }

    @Test
    void aRealTaskThatDependsOnWhatWasOnlyForeseenFails() throws IOException {
        for (String task : new String[] {
            "{command: touch FOLDER/x, when: foreseen.stdout == 'x'}",
            "{command: 'touch FOLDER/{{ foreseen.stdout }}'}",
            "{command: 'touch FOLDER/x', loop: '{{ foreseen.stdout_lines }}'}"
        }) {
            Trial.Said said = trial.play(
                    "tasks:\n  - {command: echo x, check_mode: true, register: foreseen}\n  - " + task + "\n");
            assertEquals(2, said.code(), said.everything());
            assertTrue(said.out().contains("FAILED!"), said.out());
            assertFalse(Files.exists(folder.resolve("x")));
        }
    }

    @Test
    void aUserWhoCannotBeTakenOnYetIsUnknownInADryRun() throws IOException {
        String becoming = """
              - name: as another
                copy: {content: b, dest: FOLDER/file}
                become: true
                become_user: nobody
                vars: {ansible_become_exe: FOLDER/sudo}
            """;
        Trial.Said foreseen =
                trial.play("tasks:\n  - copy: {content: a, dest: FOLDER/sudo, mode: '0755'}\n" + becoming, "--check");
        assertEquals(0, foreseen.code(), foreseen.everything());
        assertTrue(foreseen.out().contains("unknown=1"), foreseen.out());
        assertTrue(foreseen.out().contains("earlier changes are only predicted"), foreseen.out());
        assertEquals(2, trial.play("tasks:\n" + becoming, "--check").code());
    }

    @Test
    void aHostWithoutItsFileOfVariablesFails() throws IOException {
        trial.file("hosts.ini", "here ansible_connection=local\nthere ansible_connection=local\n[both]\nhere\nthere\n");
        trial.file("here.yml", "mine: 1\n");
        String playbook = """
            - hosts: both
              gather_facts: false
              vars_files: [["{{ inventory_hostname }}.yml", "{{ 'or_' ~ inventory_hostname }}.yml"]]
              tasks:
                - file: {path: "FOLDER/{{ inventory_hostname }}-{{ mine }}", state: touch}
            """;
        Trial.Said said = trial.playbook(playbook);
        assertEquals(2, said.code(), said.everything());
        assertTrue(said.out().contains("There is no variables file 'there.yml', 'or_there.yml'"), said.out());
        assertTrue(Files.exists(folder.resolve("here-1")));
        said = trial.playbook(playbook.replace("inventory_hostname }}.yml", "nothing_of_that_name }}.yml"));
        assertEquals(2, said.code(), said.everything());
        assertTrue(said.out().contains("nothing_of_that_name"), said.out());
    }

    @Test
    void keywordsOfAnIncludeHoldForIt() throws IOException {
        trial.file("tasks.yml", "- command: touch FOLDER/{{ item }}\n");
        Trial.Said said = trial.play("""
            vars: {missing: nowhere.yml}
            tasks:
              - include_tasks: "{{ missing }}"
                ignore_errors: true
              - include_tasks: tasks.yml
                loop: [one-hidden]
                no_log: true
            """);
        assertEquals(0, said.code(), said.everything());
        assertTrue(said.out().contains("...ignoring"), said.out());
        assertTrue(Files.exists(folder.resolve("one-hidden")));
        assertFalse(
                said.out()
                        .lines()
                        .filter(line -> line.startsWith("included"))
                        .anyMatch(line -> line.contains("hidden") && !line.contains("no_log")),
                said.out());
    }

    @Test
    void anEnvironmentThatIsNoMappingFails() throws IOException {
        Trial.Said said = trial.play("vars: {all: [{A: one}, {B: two}], other: text}\n"
                + "tasks:\n"
                + "  - {shell: 'echo $A $B >FOLDER/all', environment: '{{ all }}'}\n");
        assertEquals(0, said.code(), said.everything());
        assertEquals("one two\n", Files.readString(folder.resolve("all")));
        said = trial.play("vars: {other: text}\ntasks:\n  - {command: 'true', environment: '{{ other }}'}\n");
        assertEquals(2, said.code(), said.everything());
        assertTrue(said.out().contains("'environment' must be a mapping"), said.out());
    }

    @Test
    void flagsComeFromTemplatesInEachWayOfAnsible() throws IOException {
        String tasks = """
            tasks:
              - command: "false"
                ignore_errors: "{{ given }}"
                vars: {given: %s}
                become: "{{ none | default(omit) }}"
            """;
        for (String given : List.of("t", "' Yes '", "1.0")) {
            Trial.Said said = trial.play(tasks.formatted(given));
            assertEquals(0, said.code(), said.everything());
        }
        for (String given : List.of("N", "0", "null")) {
            Trial.Said said = trial.play(tasks.formatted(given));
            assertEquals(2, said.code(), said.everything());
            assertFalse(said.out().contains("must be true or false"), said.out());
        }
        for (String given : List.of("''", "'1.0'", "maybe")) {
            Trial.Said said = trial.play(tasks.formatted(given));
            assertEquals(2, said.code(), said.everything());
            assertTrue(said.out().contains("'ignore_errors' must be true or false, not '"), said.out());
        }
    }

    /** As in Ansible: a loop is ignored when one item that failed is. */
    @Test
    void errorsOfALoopAreIgnoredItemByItem() throws IOException {
        String tasks = """
            tasks:
              - command: "{{ item.run }}"
                ignore_errors: "{{ item.may_fail }}"
                loop: [{run: "false", may_fail: true}, {run: "true", may_fail: false}, %s]
              - debug: {msg: after}
            """;
        Trial.Said ignored = trial.play(tasks.formatted("{run: 'false', may_fail: true}"));
        assertEquals(0, ignored.code(), ignored.everything());
        assertTrue(ignored.out().contains("...ignoring") && ignored.out().contains("ignored=1"), ignored.out());
        Trial.Said one = trial.play(tasks.formatted("{run: 'false', may_fail: false}"));
        assertEquals(0, one.code(), one.everything());
        Trial.Said failed = trial.play(
                tasks.replace("may_fail: true", "may_fail: false").formatted("{run: 'false', may_fail: false}"));
        assertEquals(2, failed.code(), failed.everything());
        assertFalse(failed.out().contains("after"), failed.out());
    }

    /** As in Ansible: once one item is changed, each that was not skipped notifies. */
    @Test
    void aLoopGoesOnWhereAnItemsHostIsUnreachable() throws IOException {
        trial.file("hosts.ini", """
            here ansible_connection=local
            [gone]
            nobody ansible_host=127.0.0.9 ansible_port=9
            """);
        Trial.Said said = trial.play("""
            tasks:
              - stat: {path: /}
                delegate_to: "{{ item }}"
                loop: [nobody, here]
                ignore_unreachable: true
                register: asked
              - debug:
                  msg: "{{ asked.results | map(attribute='item') | join(' ') }} {{ asked is unreachable }}"
              - file: {path: "FOLDER/{{ item }}", state: touch}
                delegate_to: "{{ item }}"
                loop: [nobody, here]
              - debug: {msg: not reached}
            """);
        assertTrue(said.out().contains("nobody here True"), said.out());
        assertTrue(Files.exists(folder.resolve("here")), said.out());
        assertFalse(said.out().contains("not reached"), said.out());
        assertEquals(4, said.code(), said.out());
    }

    /** How often a server is asked that is none of SSH. */
    private int calls(String loop, boolean tolerated) throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                while (!server.isClosed()) {
                    try (Socket socket = server.accept()) {
                        calls.incrementAndGet();
                        socket.getOutputStream().write("SSH-1.0-none\r\n".getBytes(StandardCharsets.US_ASCII));
                    } catch (IOException closed) {
                        continue;
                    }
                }
            });
            Trial.Said said = trial.play("""
                vars: {ansible_connection: ssh, ansible_host: 127.0.0.1, ansible_port: %d}
                tasks:
                  - {ping: , loop: %s, ignore_unreachable: %s}
                """.formatted(server.getLocalPort(), loop, tolerated));
            assertTrue(said.out().contains("(item=1): UNREACHABLE!"), said.out());
            assertEquals(loop.contains("2"), said.out().contains("(item=2): UNREACHABLE!"), said.out());
        }
        return calls.get();
    }

    @Test
    void anItemDoesNotWaitAgainForAHostThatIsNotThere() throws Exception {
        int once = calls("[1]", false);
        assertTrue(once > 0);
        assertEquals(once, calls("[1, 2]", false));
        assertEquals(2 * once, calls("[1, 2]", true));
    }

    @Test
    void itemsNotifyHandlersOfTheirOwn() throws IOException {
        Trial.Said said = trial.play("""
            tasks:
              - command: "true"
                changed_when: item.changes
                when: item.runs
                notify: "{{ item.tells }}"
                loop:
                  - {changes: true, runs: true, tells: one}
                  - {changes: false, runs: true, tells: two}
                  - {changes: true, runs: false, tells: three}
                  - {changes: true, runs: true, tells: [four, five]}
            handlers:
              - {name: one, debug: {msg: x}}
              - {name: two, debug: {msg: x}}
              - {name: three, debug: {msg: x}}
              - {name: four, debug: {msg: x}}
              - {name: five, debug: {msg: x}}
            """);
        assertEquals(0, said.code(), said.everything());
        for (String told : List.of("one", "two", "four", "five")) {
            assertTrue(said.out().contains("RUNNING HANDLER [" + told + "]"), said.out());
        }
        assertFalse(said.out().contains("[three]"), said.out());
    }
}
