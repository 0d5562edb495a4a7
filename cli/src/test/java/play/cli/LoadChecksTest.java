package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a task's literals tell is told while it is loaded, and nothing is connected to; else before anything is asked of
 * the host.
 */
class LoadChecksTest extends TrialTest {
    @BeforeEach
    void prepare() throws IOException {
        Files.createDirectories(folder.resolve("files/conf.d"));
        Files.createDirectories(folder.resolve("templates/conf.d"));
    }

    private Trial.Said load(String task) throws IOException {
        return trial.play("tasks:\n  - " + task + "\n", "--syntax-check");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "command: echo 'a | invalid-value | a quote ' is never closed",
                "command: ['', 'x'] | | ",
                "file: {path: /srv/a, state: hard} | missing-parameter | 'file' needs 'src', as 'state' is 'hard': ",
                "file: {path: '{{ inventory_hostname }}', state: hard} | missing-parameter | 'file' needs 'src'",
                "file: {path: //, state: absent} | invalid-value | the root directory is not removed",
                "sysctl: {name: vm.swappiness} | missing-parameter | 'sysctl' needs 'value', as 'state' is 'present'",
                "sysctl: {name: '{{ inventory_hostname }}', state: '{{ inventory_hostname }}'} | | ",
                "etcdctl: {key: /a, client: {endpoints: ['http://127.0.0.1:2379']}} | missing-parameter | needs"
                        + " 'value'",
                "kubectl-apply: {kubeconfig: /k, definition: {kind: Pod}} | invalid-value | object 1 lacks apiVersion",
                "kubectl-apply: {kubeconfig: /k, definition: {kind: '{{ inventory_hostname }}'}} | | ",
                "copy: {src: 'https://example.org/x', dest: /srv/} | missing-file | is a URL",
                "copy: {src: 'https://a.example/x', dest: x, remote_src: true} | invalid-value | src must be a path on",
                "copy: {content: x, dest: /srv/} | invalid-value | dest must name a file",
                "copy: {content: x, dest: /srv/x, validate: visudo -c} | invalid-value | %s",
                "template: {src: conf.d, dest: /srv/x} | missing-file | is a directory",
                "unarchive: {src: 'https://example.org/x.tgz', dest: /srv} | missing-file | is a URL",
                "unarchive: {src: 'https://example.org/x.tgz', dest: /srv, remote_src: true} | | ",
                "unarchive: {src: x.tgz, dest: srv, remote_src: true} | | ",
                "unarchive: {src: none.tgz, dest: /srv} | missing-file | There is no file on the controller 'none.tgz'",
                "lineinfile: {path: /srv/x} | missing-parameter | 'lineinfile' needs 'line'",
                "lineinfile: {path: /srv/x, line: x, regexp: '(a'} | invalid-value | regexp '(a' is not a regular"
                        + " expression: Unclosed group",
                "lineinfile: {path: /srv/x, line: x, backrefs: true} | invalid-value | backrefs needs regexp",
                "blockinfile: {path: /srv/x, block: x, insertafter: '*'} | invalid-value | insertafter '*' is not a"
                        + " regular expression",
                "blockinfile: {path: /srv/x, block: x, insertafter: a, insertbefore: b} | parameter-group | only one"
                        + " of",
                "cephdeploy_keyring: {name: mon., key: x, dest: /srv/k} | invalid-value | key is not a key of Ceph",
                "wait_for: {path: /srv/x, search_regex: '[a'} | invalid-value | search_regex '[a' is not a regular"
                        + " expression",
                "user: {name: app, password: plain} | invalid-value | password takes a hash",
                "systemd: {name: app, masked: true, state: started} | invalid-value | a masked unit can neither be"
                        + " enabled nor run",
                "file: {path: /srv/x, state: directory, owner: {a: 1, b: [x, 'no']}} | invalid-value | not mapping"
                        + " '{a: 1, b: [x, \"no\"]}'",
                "systemd: {name: 'app@', state: started} | invalid-value | is a template, which cannot run",
            })
    void whatLiteralsTellIsToldAtLoad(String task, String code, String words) throws IOException {
        Trial.Said said = load(task);
        if (code == null) {
            assertEquals(0, said.code(), said::everything);
            return;
        }
        assertTrue(said.code() != 0 && said.everything().contains("error[" + code + "]"), said::everything);
        assertTrue(said.everything().contains(words) && said.everything().contains("site.yml:4:"), said::everything);
    }

    @Test
    void whatTemplatesHideIsToldBeforeTheHostIsAsked() throws IOException {
        Trial.Said said = trial.play("""
            vars: {quote: "'", state: hard, password: plain}
            tasks:
              - command: "echo {{ quote }}a"
                ignore_errors: true
              - file: {path: FOLDER/x, state: "{{ state }}"}
                ignore_errors: true
              - user: {name: app, password: "{{ password }}"}
                ignore_errors: true
            """, "--check");
        assertEquals(0, said.code(), said::everything);
        assertTrue(
                said.out().contains("a quote ' is never closed")
                        && said.out().contains("needs 'src', as 'state' is 'hard'"),
                said::everything);
        assertTrue(said.out().contains("ignored=3"), said::everything);
        assertFalse(said.out().contains("changed:"), said::everything);
    }

    @Test
    void brokenKeywordsFailTheTaskWhereItsFailureIsProvidedFor() throws IOException {
        Trial.Said said = trial.play("""
            tasks:
              - debug:
                loop: [1]
                loop_control: {loop_var: '0'}
                ignore_errors: true
                register: named
              - debug:
                loop: [1]
                loop_control: {pause: long}
                ignore_errors: true
                register: paused
              - debug: {msg: shown}
                when: '"foo" in {{ a.b }}'
                ignore_errors: true
                register: asked
              - debug: {var: {a: 1}}
                ignore_errors: true
                register: shown
              - block:
                  - debug:
                    with_sequence: start=0 junk=3
                rescue:
                  - debug: {msg: rescued}
              - assert:
                  that: [named is failed, paused is failed, asked is failed, shown is failed]
              - debug: {msg: "{{ nowhere }}"}
                loop: "{{ nothing }}"
                when: false
            """);
        assertEquals(0, said.code(), said::everything);
        assertTrue(said.out().contains("rescued=1    ignored=4"), said::everything);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "debug: {msg: \"{{ lookup('file', '/dev/zero') }}\"} | '/dev/zero' is larger than 64 MiB",
                "debug: {msg: \"{{ lookup('file', 'FOLDER/latin') }}\"} | latin:2:4: The byte 0xE9 here is not UTF-8.",
                "debug: {msg: \"{{ lookup('template', 'FOLDER/latin') }}\"} | latin:2:4: The byte 0xE9 here is not"
                        + " UTF-8.",
                "debug: {msg: \"{{ lookup('file', 'FOLDER/files') }}\"} | files' is a directory; name a file in it.",
                "template: {src: '{{ place }}/latin', dest: FOLDER/out} | latin:2:4: The byte 0xE9 here is not UTF-8.",
            })
    void textsThatAreNoneNameTheirPlace(String task, String words) throws IOException {
        Files.write(folder.resolve("latin"), "ab\ncaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

        Trial.Said said = trial.play("tasks:\n  - set_fact: {place: FOLDER}\n  - " + task + "\n");
        assertEquals(2, said.code(), said::everything);
        assertTrue(said.everything().contains(words), said::everything);
    }

    @Test
    void rowsOfVariablesAreFollowedSoFar() throws IOException {
        assertEquals(0, row(100, "localhost", "debug: {msg: '{{ v99 }}'}").code());

        Trial.Said said = row(20_000, "localhost", "debug: {msg: '{{ v19999 }}'}");
        assertEquals(2, said.code(), said::everything);
        assertTrue(
                said.everything().contains("variable-chain")
                        && said.everything().contains("the next is 'v19899'"),
                said::everything);

        Trial.Said undefined = row(20_000, "{{ nowhere }}", "debug: {msg: '{{ v19999 }}'}");
        assertEquals(4, undefined.code(), undefined::everything);
        assertTrue(undefined.err().contains("Nothing that this play reads defines 'nowhere'"), undefined::everything);
    }

    /** Variables v0, v1 and so on, each of which reads the one before; the first is a text. */
    private Trial.Said row(int count, String first, String task) throws IOException {
        String vars = IntStream.range(1, count)
                .mapToObj(i -> "  v" + i + ": '{{ v" + (i - 1) + " }}'\n")
                .collect(Collectors.joining());
        return trial.play("vars:\n  v0: '" + first + "'\n" + vars + "tasks:\n  - " + task + "\n");
    }

    @Test
    void setFactHasNoCacheToKeepFactsIn() throws IOException {
        Trial.Said said = trial.play("""
            tasks:
              - set_fact: {one: 1, cacheable: true}
              - set_fact: {two: 2, cacheable: false}
              - assert: {that: [one == 1, two == 2]}
              - debug: {msg: "{{ hostvars[inventory_hostname].cacheable | default('no variable') }}"}
            """);
        assertEquals(0, said.code(), said.everything());
        assertTrue(said.out().contains("no variable"), said.out());
        assertEquals(1, said.err().split("warning\\[no-effect\\]", -1).length - 1, said.err());
        assertTrue(
                said.err().contains("site.yml:4:26") && said.err().contains("'cacheable' of 'set_fact'"), said.err());
    }

    @Test
    void whatIsNoKeyIsFoundBesideATemplate() throws IOException {
        Trial.Said said = trial.play("""
            tasks:
              - authorized_key: {user: "{{ item }}", key: "https://keys.example/ada"}
                loop: [ada]
              - authorized_key: {user: "{{ item }}", key: AAAA}
                loop: [ada]
            """);
        assertEquals(4, said.code(), said::everything);
        assertTrue(said.err().contains("is a URL") && said.err().contains("no public key in line 1"), said.err());
    }

    @Test
    void whatIsDoneInStepThoughItIsToBeLeftRunningIsToldOf() throws IOException {
        Trial.Said said = trial.play("""
            tasks:
              - {file: {path: FOLDER/x, state: directory}, async: 9, poll: 0, register: made}
              - {async_status: {jid: "{{ made.ansible_job_id }}"}, register: asked}
              - {assert: {that: [asked.path == made.path, asked is finished, asked is changed]}}
              - {file: {path: FOLDER/x, state: directory}, async: 9}
              - {file: {path: FOLDER/x, state: directory}, async: 0, poll: 0}
              - {command: "true", async: 9, poll: 0}
            """);
        assertEquals(0, said.code(), said::everything);
        assertEquals(1, said.err().split("warning\\[no-effect\\]", -1).length - 1, said.err());
        assertTrue(said.err().contains("site.yml:4:") && said.err().contains("'file' is done in step"), said.err());
    }

    /** As in Ansible, but that only the host fails. */
    @Test
    void whatABranchLacksFailsWhoTakesIt() throws IOException {
        trial.file("other.yml", "- nobody.nothing.dism: {name: x}\n- debug: {msg: a}\n");
        String play = "vars: {other: %s}\ntasks:\n  - include_tasks: other.yml\n    when: other\n";
        Trial.Said passed = trial.play(play.formatted("false"));
        assertEquals(0, passed.code(), passed::everything);
        assertTrue(passed.err().contains("warning[unknown-module]"), passed::err);
        assertTrue(passed.err().contains("a host that it holds for fails here"), passed::err);
        Trial.Said taken = trial.play(play.formatted("true"));
        assertEquals(2, taken.code(), taken::everything);
        assertTrue(taken.out().contains("There is no module 'nobody.nothing.dism'"), taken::out);
        assertFalse(taken.out().contains("\"msg\": \"a\""), taken::out);
    }

    @Test
    void slipsInABranchAreErrors() throws IOException {
        String play = "vars: {other: false}\ntasks:\n  - include_tasks: other.yml\n    when: other\n";
        for (String task : new String[] {"cpoy: {dest: /a}", "copy: {dset: /a, content: b}", "debug: {msg: [}"}) {
            trial.file("other.yml", "- " + task + "\n");
            assertEquals(4, trial.play(play).code(), task);
        }
        trial.file("other.yml", "- copy: {nothing: x}\n");
        assertEquals(
                4,
                trial.play("tasks:\n  - import_tasks: other.yml\n    when: false\n")
                        .code());
    }

    @Test
    void rolesAreFoundInDirectoriesAndCollectionsThatAreNamed() throws IOException {
        for (String role : new String[] {"a/one", "b/two", "c/ansible_collections/some/kit/roles/three"}) {
            Path tasks = Files.createDirectories(folder.resolve(role).resolve("tasks"));
            Files.writeString(tasks.resolve("main.yml"), "- debug: {msg: \"{{ role_name }} here\"}\n");
        }
        String play = "roles: [one, two, some.kit.three]\ntasks:\n  - include_role: {name: some.kit.three}\n";
        String[] options = {
            "--roles-path",
            folder.resolve("a") + ":" + folder.resolve("b"),
            "--collections-path",
            folder.resolve("c").toString()
        };
        Trial.Said said = trial.play(play, options);
        assertEquals(0, said.code(), said::everything);
        for (String role : new String[] {"one", "two", "three"}) {
            assertTrue(said.out().contains(role + " here"), said::out);
        }
        assertEquals(4, trial.play(play).code());
    }

    @Test
    void directoriesOfRolesThatAreNotThereAreTold() throws IOException {
        for (String option : new String[] {"--roles-path", "--collections-path"}) {
            Trial.Said said = trial.play("tasks: []\n", option, folder.resolve("conf") + ":" + folder);
            assertEquals(4, said.code(), said::everything);
            assertTrue(said.err().contains("missing-directory") && said.err().contains(option), said::err);
        }
    }

    /** With {@code nowhere} beside what else is wrong: all is told at once, and nothing that may be right. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "debg: {msg: x} | unknown-module | true",
                "copi: {contents: x} | unknown-module | true",
                "set_fat: {nowhere: x} | unknown-module | false",
                "set_fat: {other: x} | unknown-module | true",
                "{copi: {dest: /x}, register: nowhere} | unknown-module | false",
                "{block: [{debg: {msg: x}}]} | unknown-module | true",
                "include_task: x.yml | unknown-module | false",
                "community.general.pkgng: {name: x} | unknown-module | true",
                "{community.general.pkgng: {name: x}, register: nowhere} | unknown-module | false",
                "community.general.cloud_init_data_facts: {} | unknown-module | false",
                "acme.box.weigh: {} | unknown-module | false",
                "{command: x, whn: true} | unknown-key | true",
                "{command: x, regster: nowhere} | unknown-key | false",
                "{command: x, becom: true} | unknown-key | true",
                "command: 'echo {{ x y }}' | expression-syntax | true",
                "{file: {path: /x, stat: absent}} | unknown-parameter | true"
            })
    void undefinedVariablesAreToldBesideWhatElseIsWrong(String task, String code, boolean told) throws IOException {
        Trial.Said said = trial.play(
                "tasks:\n  - debug: {msg: '{{ nowhere }}'}\n  - " + task + "\n", "--syntax-check", "--all-problems");
        assertEquals(4, said.code(), said::everything);
        assertTrue(said.err().contains("error[" + code + "]"), said::everything);
        assertEquals(told, said.err().contains("error[undefined-variable]"), said::everything);
    }
}
