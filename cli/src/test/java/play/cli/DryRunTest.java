package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a dry run says of what it can't know, from the task that isn't run to the handler at the end. */
class DryRunTest extends TrialTest {
    private String dry(String keys) throws IOException {
        Trial.Said said = trial.play(keys, "--check", "--diff");
        assertEquals(0, said.code(), said::everything);
        return said.out();
    }

    private static void assertSays(String out, String... words) {
        for (String word : words) {
            assertTrue(out.contains(word), () -> "'" + word + "' is not in\n" + out);
        }
    }

    /** What stands below the header of a task. */
    private static String task(String out, String name) {
        String[] parts = out.split("(TASK|HANDLER) \\[" + name + "\\] \\**", 2);
        assertEquals(2, parts.length, () -> "no task '" + name + "' in\n" + out);
        return parts[1].split("\n\n", 2)[0];
    }

    @Test
    void howAndWhereATaskRunsMayBeUnknown() throws IOException {
        String out = dry("""
            tasks:
              - name: not run
                command: echo w2
                register: made
              - {name: elsewhere, file: {path: FOLDER/one, state: directory}, delegate_to: "{{ made.stdout }}"}
              - name: as another
                file: {path: FOLDER/one, state: directory}
                become: true
                become_user: "{{ made.stdout }}"
              - {name: perhaps as root, file: {path: FOLDER/one, state: directory}, become: "{{ made.stdout == 'x' }}"}
              - {name: perhaps, file: {path: FOLDER/one, state: directory}, check_mode: "{{ made.stdout == 'x' }}"}
              - name: by another name
                file: {path: FOLDER/one, state: directory}
                vars: {ansible_connection: "{{ made.stdout }}"}
            """);
        Map.of(
                        "elsewhere", "delegate_to",
                        "as another", "become_user",
                        "perhaps as root", "become",
                        "perhaps", "check_mode",
                        "by another name", "ansible_connection")
                .forEach((task, keyword) -> assertSays(
                        task(out, task), "unknown: ", "'" + keyword + "' is not known: 'not run' was not run"));
    }

    @Test
    void whatIsReceivedIsForeseenButForWhatItIs() throws IOException {
        String out = dry("""
            tasks:
              - name: receive
                uri: {url: "http://127.0.0.1:9/none", dest: FOLDER/page, mode: "0640"}
              - {name: look, stat: {path: FOLDER/page}, register: page}
              - {name: tell, debug: {msg: "{{ page.stat.exists }} {{ page.stat.mode }} {{ page.stat.size }}"}}
              - name: receive again
                uri: {url: "http://127.0.0.1:9/none", dest: FOLDER/page, mode: "0640"}
              - {name: something else, file: {path: FOLDER/one, state: directory}}
            """);
        assertSays(task(out, "receive"), "unknown: ", "is not done in a dry run");
        assertSays(task(out, "receive again"), "unknown: ", "it is received during the run");
        assertSays(task(out, "something else"), "changed: ");
        assertSays(task(out, "look"), "ok: ");
        assertSays(task(out, "tell"), "how much is received is known after the run");
    }

    @Test
    void theHomeOfAnAccountThatMayComeIsUnknown() throws IOException {
        String out = dry("""
            tasks:
              - {name: not run, command: useradd no-such-account}
              - {name: at its home, file: {path: ~no-such-account/x, state: directory}}
            """);
        assertSays(task(out, "at its home"), "unknown: ", "the account 'no-such-account' may come into being");
    }

    @Test
    void unknownSpreadsFromARegisteredResultToConditionLoopAndParameter() throws IOException {
        trial.file("file", "old");
        trial.file("two", "as wanted, but for its mode");
        String out = dry("""
            tasks:
              - name: not run
                command: touch FOLDER/made
                register: made
              - name: condition
                file: {path: FOLDER/one, state: directory}
                when: made.rc == 0
              - name: loop
                file: {path: "FOLDER/{{ item }}", state: directory}
                loop: "{{ made.stdout_lines }}"
              - name: parameter
                file: {path: "FOLDER/{{ made.stdout }}", state: directory}
              - name: through a fact
                set_fact: {word: "{{ made.stdout }}!"}
              - name: read again
                file: {path: "FOLDER/{{ word }}", state: directory}
              - name: content
                copy: {dest: FOLDER/file, content: "known {{ made.stdout }}"}
              - name: sure all the same
                file: {path: FOLDER/two, mode: "0600"}
                when: made is defined or true
              - name: ruled out
                file: {path: FOLDER/three, state: directory}
                when: [false, made.rc == 0]
            """);
        for (String name : new String[] {"condition", "loop", "parameter", "read again", "content"}) {
            assertSays(task(out, name), "unknown: [here] => ", "'not run' was not run in the dry run");
        }
        assertSays(task(out, "not run"), "changed: [here]");
        assertSays(task(out, "sure all the same"), "changed: [here]");
        assertSays(task(out, "ruled out"), "skipping: [here]");
        assertFalse(Files.exists(folder.resolve("made")));
    }

    @Test
    void aTaskThatChangesOneFileLeavesOnlyThatInDoubt() throws IOException {
        String out = dry("""
            tasks:
              - name: not run
                command: echo w2
                register: made
                delegate_to: localhost
              - name: edited
                ini_file: {path: FOLDER/settings.ini, section: a, option: b, value: "{{ made.stdout }}"}
              - {name: elsewhere, file: {path: FOLDER/one, state: directory}}
              - {name: the same, lineinfile: {path: FOLDER/settings.ini, line: b, create: true}}
            """);
        assertSays(task(out, "edited"), "unknown: ", "known after the run");
        assertSays(task(out, "elsewhere"), "changed: ");
        assertSays(task(out, "the same"), "unknown: ", "'edited' runs before");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "assemble: {src: FOLDER, dest: FOLDER/in/doubt, delimiter: UNKNOWN}",
                "authorized_key: {user: root, path: FOLDER/in/doubt, key: UNKNOWN}",
                "known_hosts: {name: a, path: FOLDER/in/doubt, key: UNKNOWN}",
                "get_url: {url: UNKNOWN, dest: FOLDER/in/doubt}",
                "unarchive: {src: UNKNOWN, remote_src: true, dest: FOLDER/in}",
                "mount: {path: /mnt, src: UNKNOWN, fstype: none, state: present, fstab: FOLDER/in/doubt}",
                "mount: {path: UNKNOWN, state: absent_from_fstab, fstab: FOLDER/in/doubt}",
                "tempfile: {path: FOLDER/in, prefix: UNKNOWN}"
            })
    void whatATaskLeavesInDoubtIsWhereItsModuleWrites(String task) throws IOException {
        String out = dry("""
            tasks:
              - name: not run
                command: echo w2
                register: made
                delegate_to: localhost
              - name: edited
                TASK
              - {name: elsewhere, file: {path: FOLDER/one, state: directory}}
              - {name: the same, lineinfile: {path: FOLDER/in/doubt, line: b, create: true}}
            """.replace("TASK", task.replace("UNKNOWN", "\"{{ made.stdout }}\"")));
        assertSays(task(out, "edited"), "unknown: ", "is unknown: ");
        assertSays(task(out, "elsewhere"), "changed: ");
        assertSays(task(out, "the same"), "unknown: ", "'edited' runs before");
    }

    @Test
    void aMountInDoubtLeavesTheHostInDoubt() throws IOException {
        String out = dry("""
            tasks:
              - {name: not run, command: echo w2, register: made, delegate_to: localhost}
              - name: edited
                mount: {path: /mnt, src: "{{ made.stdout }}", fstype: none, state: mounted, fstab: FOLDER/in/doubt}
              - {name: elsewhere, file: {path: FOLDER/one, state: directory}}
            """);
        assertSays(task(out, "elsewhere"), "unknown: ", "'edited' runs before");
    }

    /** It may make directories above what it changes, and go where links lead. */
    @Test
    void anUndecidedTaskLeavesDirectoriesAboveAndBehindLinksInDoubt() throws IOException {
        Files.createDirectories(folder.resolve("real"));
        Files.createSymbolicLink(folder.resolve("lk"), Path.of("real"));
        String out = dry("""
            tasks:
              - {name: not run, command: echo 0700, register: m, delegate_to: localhost}
              - file: {path: FOLDER/n1/n2/n3, state: directory, mode: "{{ m.stdout }}"}
              - {name: above, file: {path: FOLDER/n1, state: absent}}
              - {name: beside, file: {path: FOLDER/other, state: directory}}
              - file: {path: FOLDER/lk/sub, state: directory, mode: "{{ m.stdout }}"}
              - {name: behind, file: {path: FOLDER/real/sub, state: absent}}
            """);
        assertSays(task(out, "above"), "unknown: ");
        assertSays(task(out, "beside"), "changed: ");
        assertSays(task(out, "behind"), "unknown: ");
    }

    @Test
    void aResultOfAnUndecidedTaskIsUnknownToo() throws IOException {
        String out = dry("""
            tasks:
              - name: first
                command: "true"
                register: first
              - name: second
                file: {path: FOLDER/x, state: directory}
                when: first.rc == 0
                register: second
              - name: third
                debug: {msg: hello}
                when: second is changed
            """);
        assertSays(task(out, "third"), "unknown: [here]");
    }

    @Test
    void aHandlerMayRunWhenItsTaskCannotBeTold() throws IOException {
        trial.file("y", "");
        String out = dry("""
            tasks:
              - name: asked
                command: "true"
                register: asked
              - name: surely
                file: {path: FOLDER/y, mode: "0600"}
                notify: reload
              - name: perhaps
                file: {path: FOLDER/x, state: directory}
                when: asked.rc == 0
                notify: restart
            handlers:
              - name: restart
                debug: {msg: restarted}
              - name: reload
                debug: {msg: reloaded}
              - name: never
                file: {path: FOLDER/never, state: directory}
            """);
        assertSays(out, "may run: [here] handler 'restart'", "RUNNING HANDLER [reload]");
        assertFalse(out.contains("RUNNING HANDLER [restart]"), out);
        assertFalse(out.contains("never"), out);
    }

    @Test
    void aHandlerThatIsSurelyNotifiedIsNotOnlyPossible() throws IOException {
        trial.file("y", "");
        String out = dry("""
            tasks:
              - command: "true"
                register: asked
              - file: {path: FOLDER/x, state: directory}
                when: asked.rc == 0
                notify: restart
              - file: {path: FOLDER/y, mode: "0600"}
                notify: restart
            handlers:
              - name: restart
                debug: {msg: restarted}
            """);
        assertSays(out, "RUNNING HANDLER [restart]");
        assertFalse(out.contains("may run"), out);
    }

    @Test
    void whatIsNotRunIsNotTriedAgain() throws IOException {
        String out = dry("""
            tasks:
              - name: by its result
                command: "true"
                register: done
                until: done.rc == 0
                retries: 1000
                delay: 1000
              - name: by something else
                command: "true"
                until: false
                retries: 1000
                delay: 1000
              - name: a question about what is only foreseen
                stat: {path: FOLDER/there}
                register: there
                until: there.stat.exists
                retries: 1000
                delay: 1000
            """);
        for (String name :
                new String[] {"by its result", "by something else", "a question about what is only foreseen"}) {
            assertSays(task(out, name), "unknown: [here] => ");
        }
        assertFalse(out.contains("RETRYING"), out);
    }

    @Test
    void aQuestionIsAskedAgainWhenNothingIsForeseen() throws IOException {
        Trial.Said said = trial.play("""
            tasks:
              - stat: {path: FOLDER/nowhere}
                register: there
                until: there.stat.exists
                retries: 1
                delay: 0
            """, "--check");
        assertEquals(2, said.code(), said::everything);
        assertSays(said.out(), "after 1 retries");
    }

    @Test
    void aTaskThatAsksToBeRunIsRun() throws IOException {
        String out = dry("""
            tasks:
              - name: looked
                command: echo yes
                check_mode: false
                changed_when: false
                register: looked
              - name: known
                file: {path: "FOLDER/{{ looked.stdout }}", state: directory}
            """);
        assertSays(task(out, "known"), "changed: [here]", folder + "/yes");
        assertFalse(Files.exists(folder.resolve("yes")));
    }

    @Test
    void factsOfAHostWhoseConnectionIsKnownByTheRunAreUnknown() throws IOException {
        String playbook = """
            - hosts: here
              gather_facts: false
              tasks:
                - name: not run
                  command: echo local
                  check_mode: true
                  register: made
            - hosts: here
              gather_facts: true
              vars: {ansible_connection: "{{ made.stdout }}"}
              tasks:
                - {name: as a fact says, file: {path: "FOLDER/{{ ansible_os_family }}", state: directory}}
            """;
        Trial.Said dry = trial.playbook(playbook.replace("FOLDER", folder.toString()), "--check");
        assertEquals(0, dry.code(), dry::everything);
        assertSays(task(dry.out(), "Gathering Facts"), "unknown: [here]", "'ansible_connection' is not known");
        assertSays(task(dry.out(), "as a fact says"), "unknown: [here]");
        assertSays(dry.out(), "failed=0", "unknown=2");
        Trial.Said real = trial.playbook(playbook.replace("FOLDER", folder.toString()));
        assertEquals(2, real.code(), real::everything);
        assertSays(task(real.out(), "Gathering Facts"), "fatal: [here]: FAILED!", "'ansible_connection' is not known");
    }
}
