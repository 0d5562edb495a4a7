package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small things of the language that playbooks written for Ansible count on. */
class AsInAnsibleTest {
    @TempDir
    private Path folder = Path.of("/");

    private Trial.Said play(String tasks) throws IOException {
        Trial trial = new Trial(folder);
        trial.file("inner.yml", "- debug: {msg: inner}\n");
        trial.file(
                "page.j2",
                "{{ template_path }}|{{ template_fullpath }}|{{ template_host }}|{{ template_uid }}|"
                        + "{{ template_mtime[:2] }}|{{ template_run_date[:2] }}\n");
        Trial.Said said = trial.play("tasks:\n" + tasks.indent(2));
        assertEquals(0, said.code(), said::everything);
        return said;
    }

    @Test
    void aResultTellsWhatItsConditionsSay() throws IOException {
        play("""
            - command: echo foo
              changed_when: nowhere
              register: wrong
              ignore_errors: true
            - command: echo foo
              changed_when: "'foo' in plain.stdout"
              failed_when: plain.nothing
              register: plain
              ignore_errors: true
            - assert:
                that:
                  - wrong is failed and wrong.stdout == 'foo'
                  - wrong.changed_when_result is contains('nowhere')
                  - plain is failed and plain.changed_when_result is true
                  - plain.failed_when_result is contains('nothing')
            """);
    }

    @Test
    void whatLoopsMakeOfOddValues() throws IOException {
        Trial.Said said = play("""
            - debug: {var: item}
              with_indexed_items: {a: 1}
              register: numbered
            - assert: {that: "numbered.results[0].item == [0, {'a': 1}]"}
            - block:
                - debug: {var: item}
                  with_together: []
              rescue:
                - debug: {msg: rescued}
            - set_fact: {names: "{{ lookup('varnames', True) }}"}
              ignore_errors: true
              register: named
            - assert: {that: named is failed}
            """);
        assertTrue(said.out().contains("rescued=1"), said::everything);
    }

    @Test
    void oneItemThatIsIgnoredIsEnoughForALoop() throws IOException {
        Trial.Said said = play("""
            - raw: exit 1
              ignore_errors: "{{ item }}"
              loop: [false, true]
              register: all
            - assert: {that: all is failed}
            """);
        assertTrue(said.out().contains("ignored=1"), said::everything);
    }

    @Test
    void anIncludeIsCalledAsItIsWritten() throws IOException {
        Trial.Said said = play("- ansible.builtin.include_tasks: inner.yml\n- include_tasks: inner.yml\n");
        assertTrue(said.out().contains("TASK [ansible.builtin.include_tasks]"), said::everything);
        assertTrue(said.out().contains("TASK [include_tasks]"), said::everything);
    }

    @Test
    void aTemplateKnowsItsFile() throws IOException {
        play("""
            - template: {src: page.j2, dest: FOLDER/page}
            - command: cat FOLDER/page
              register: page
            - assert:
                that:
                  - page.stdout.startswith('page.j2|/')
                  - page.stdout.split('|')[1].endswith('/page.j2')
                  - page.stdout.split('|')[2] == lookup('pipe', 'uname -n')
                  - page.stdout.split('|')[3] == lookup('pipe', 'stat -c %U FOLDER/page.j2')
                  - page.stdout.split('|')[4:] == ['20', '20']
            """.replace("FOLDER", folder.toString()));
    }

    @Test
    void statReadsTheSelinuxContextWhereItIsAskedFor() throws IOException {
        play("""
            - stat: {path: /etc/passwd, get_selinux_context: true}
              register: asked
            - stat: {path: /etc/passwd}
              register: plain
            - assert:
                that:
                  - asked.stat.selinux_context | length == 4
                  - plain.stat.selinux_context is undefined
            """);
    }

    @Test
    void aFileThatIsEditedAndMissingIsCreatedWithItsDirectories() throws IOException {
        play("""
            - lineinfile: {path: FOLDER/one/deep/file, line: one, create: true}
            - blockinfile: {path: FOLDER/two/file, block: two, create: true}
            - ini_file: {path: FOLDER/three/deep/file, section: three, option: a, value: b}
            - command: cat FOLDER/one/deep/file FOLDER/two/file FOLDER/three/deep/file
              register: all
            - assert: {that: "all.stdout_lines | select('in', ['one', 'two', '[three]']) | length == 3"}
            - lineinfile: {path: FOLDER/one/deep/file/below, line: x, create: true}
              ignore_errors: true
              register: below
            - assert: {that: below is failed}
            """.replace("FOLDER", folder.toString()));
    }

    @Test
    void whatHasNoEffectOrNoMeaningIsTold() throws IOException {
        play("""
            - command: {cmd: echo foo, executable: /bin/sh}
              register: told
            - getent: {database: passwd, split: ''}
              register: empty
              ignore_errors: true
            - assert:
                that:
                  - told.warnings[0] is contains('/bin/sh')
                  - empty is failed
            """);
    }

    @Test
    void aTaskThatTookTooLongTellsItsTimeout() throws IOException {
        play("""
            - command: sleep 5
              timeout: 1
              register: slow
              ignore_errors: true
            - assert:
                that:
                  - slow is timedout and slow.timedout.period == 1
                  - slow.msg is contains('Timed out after 1 second')
            """);
    }

    @Test
    void aLinkWithoutATargetIsOneThatIsThere() throws IOException {
        play("""
            - file: {path: FOLDER/real, state: touch, mode: '0644'}
            - file: {path: FOLDER/link, src: real, state: link}
            - file: {path: FOLDER/link, state: link}
              register: same
            - file: {path: FOLDER/link, state: link, mode: '0600'}
              register: mode
            - stat: {path: FOLDER/real}
              register: real
            - file: {path: "FOLDER/{{ item }}", state: link}
              loop: [none, real]
              ignore_errors: true
              register: wrong
            - assert:
                that:
                  - same is not changed and same.src == 'real' and same.state == 'link'
                  - mode is changed and real.stat.mode == '0600'
                  - wrong.results | select('failed') | length == 2
                  - wrong.results[1].msg is contains('is no link')
            """.replace("FOLDER", folder.toString()));
    }

    @Test
    void requestsAreSentAsTheyAreAskedFor() throws IOException {
        List<String> seen = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("User-Agent") + " "
                    + exchange.getRequestHeaders().getFirst("Cache-Control"));
            byte[] answer = ("answer " + seen.size() + "\n").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try {
            play("""
                - uri: {url: "URL/agent", http_agent: tester/1, force: true, use_proxy: false, use_netrc: false}
                - uri: {url: "URL/never", creates: /etc/passwd}
                  register: created
                - uri: {url: "URL/never", method: POST, body: x, removes: FOLDER/none}
                  register: removed
                - uri: {url: "URL/sent", method: POST, body: x, creates: FOLDER/none}
                - uri: {url: "URL/asked", creates: FOLDER/none, removes: /etc/passwd}
                - get_url: {url: "URL/file", dest: FOLDER/file, http_agent: tester/2}
                - get_url: {url: "URL/other", dest: FOLDER/file, force: true, backup: true}
                  register: kept
                - command: cat {{ kept.backup_file }} FOLDER/file
                  register: both
                - assert:
                    that:
                      - created is not changed and created.stdout is contains('/etc/passwd')
                      - removed is not changed and removed.stdout is contains('does not exist')
                      - both.stdout_lines == ['answer 4', 'answer 5']
                """.replace("URL", "http://127.0.0.1:" + server.getAddress().getPort())
                    .replace("FOLDER", folder.toString()));
        } finally {
            server.stop(0);
        }
        assertEquals("GET /agent tester/1 no-cache", seen.getFirst());
        assertTrue(seen.stream().noneMatch(request -> request.contains("/never")), seen::toString);
        assertEquals("GET /file tester/2 null", seen.get(3));
        assertEquals(5, seen.size(), seen::toString);
    }

    @Test
    void aTemplateThatALookupRendersKnowsItsFile() throws IOException {
        play("""
            - copy:
                content: !unsafe "{{ template_path }}|{{ template_fullpath }}|{{ template_destpath is none }}"
                dest: FOLDER/l.j2
            - assert:
                that:
                  - lookup('template', 'FOLDER/l.j2') == 'FOLDER/l.j2|FOLDER/l.j2|True'
                  - lookup('template', 'FOLDER/l.j2', template_vars={'template_path':'x'}) is match('x[|]')
                  - "('{}' | from_json(profile='legacy')) == {}"
            """.replace("FOLDER", folder.toString()));
    }

    @Test
    void argumentSpecsMayHaveKeysThatNobodyKnows() throws IOException {
        Trial trial = new Trial(folder);
        trial.file("roles/r/tasks/main.yml", "- debug: {msg: '{{ a }}'}\n");
        trial.file("roles/r/meta/argument_specs.yml", """
            argument_specs:
              main:
                x_owner: team
                options:
                  a: {type: int, required: true, ui_label: A}
            """);
        Trial.Said said = trial.play("tasks:\n  - include_role: {name: r}\n    vars: {a: 1}\n");
        assertEquals(0, said.code(), said::everything);
        assertTrue(said.everything().contains("warning[unknown-key]"), said::everything);
        assertTrue(said.everything().contains("'ui_label' is not a key of an option"), said::everything);
        trial.file("roles/r/meta/argument_specs.yml", """
            argument_specs:
              main:
                options:
                  a: {type: int, requird: true}
            """);
        Trial.Said slip = trial.play("tasks:\n  - include_role: {name: r}\n    vars: {a: 1}\n");
        assertEquals(4, slip.code(), slip::everything);
        assertTrue(slip.everything().contains("Did you mean 'required'?"), slip::everything);
    }

    @Test
    void aPortIsDrainedOnceNobodyIsConnected() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Socket client = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
                Socket taken = server.accept()) {
            assertTrue(client.isConnected() && taken.isConnected());
            play("""
                - wait_for: {port: PORT, state: drained, timeout: 1}
                  ignore_errors: true
                  register: busy
                - wait_for: {port: PORT, state: drained, timeout: 1, host: 0.0.0.0}
                  ignore_errors: true
                  register: any
                - wait_for: {port: PORT, state: drained, timeout: 1, exclude_hosts: [localhost, 127.0.0.1]}
                - wait_for: {port: PORT, state: drained, timeout: 1, active_connection_states: [TIME_WAIT, SYN_RECV]}
                - wait_for: {port: PORT, state: drained, timeout: 1, host: 127.0.0.9}
                - assert: {that: [busy is failed, any is failed, busy.msg is contains('1 connections')]}
                """.replace("PORT", String.valueOf(server.getLocalPort())));
        }
    }

    @Test
    void gitFetchesAndPutsAsideWhatItIsAskedFor() throws IOException {
        play("""
            - shell: |
                set -e
                init() { git init -q "$1"; cd "$1"; git config user.email a@example.com; git config user.name a; }
                save() { git add . && git commit -qm "$1"; }
                (init FOLDER/sub; echo 1 >s; save one; git branch -M main)
                init FOLDER/origin
                git -c protocol.file.allow=always submodule add -q FOLDER/sub sub
                git config -f .gitmodules submodule.sub.branch main
                save one; git branch -M main
                git checkout -q --orphan other; echo h >h; save hidden; git update-ref refs/meta/config HEAD
                git checkout -qf main; git branch -qD other; git rev-parse refs/meta/config
              register: hidden
            - block:
                - git: {repo: FOLDER/origin, dest: FOLDER/c, version: "{{ hidden.stdout }}", refspec: refs/meta/config}
                  register: meta
                - git: {repo: FOLDER/origin, dest: FOLDER/d, version: main, recursive: false}
                - git:
                    repo: FOLDER/origin
                    dest: FOLDER/d
                    version: main
                    recursive: false
                    separate_git_dir: FOLDER/apart
                    archive: FOLDER/all.tar.gz
                    archive_prefix: app/
                  loop: [1, 2]
                  register: apart
                - command: git -C FOLDER/d rev-parse --absolute-git-dir
                  register: place
                - command: tar tzf FOLDER/all.tar.gz
                  register: packed
                - git:
                    repo: FOLDER/origin
                    dest: FOLDER/f
                    version: main
                    reference: FOLDER/origin
                    umask: '0027'
                    track_submodules: true
                - shell: cd FOLDER/sub && echo 2 >s && git commit -qam two
                - git: {repo: FOLDER/origin, dest: FOLDER/f, version: main, track_submodules: true}
                  loop: [1, 2]
                  register: tracked
                - command: cat FOLDER/f/sub/s FOLDER/f/.git/objects/info/alternates
                  register: taken
                - stat: {path: FOLDER/f/.gitmodules}
                  register: modules
                - git: {repo: FOLDER/origin, dest: FOLDER/g, version: main, recursive: false, verify_commit: true}
                  ignore_errors: true
                  register: unsigned
              environment:
                GIT_CONFIG_COUNT: '1'
                GIT_CONFIG_KEY_0: protocol.file.allow
                GIT_CONFIG_VALUE_0: always
            - assert:
                that:
                  - meta.after == hidden.stdout
                  - apart.results | map(attribute='changed') == [true, false]
                  - place.stdout == 'FOLDER/apart'
                  - "'app/.gitmodules' in packed.stdout_lines"
                  - tracked.results | map(attribute='changed') == [true, false]
                  - taken.stdout_lines == ['2', 'FOLDER/origin/.git/objects']
                  - modules.stat.mode == '0640'
                  - unsigned is failed and unsigned.msg is contains('signature')
            """.replace("FOLDER", folder.toString()));
    }

    @Test
    void aModuleThatATemplateNamesIsLookedForBeforeTheRunWhereItsNameIsKnown() throws IOException {
        Trial.Said said = new Trial(folder).play("""
            vars: {module: copi, good: debug}
            tasks:
              - command: touch FOLDER/ran
              - action: "{{ module }} src=x dest=y"
              - action: "{{ good }} wrong=x"
              - action: "{{ later }} msg=x"
                when: later is defined
            """.replace("FOLDER", folder.toString()));
        assertEquals(4, said.code(), said::everything);
        assertTrue(said.everything().contains("There is no module 'copi'. Did you mean 'copy'?"), said::everything);
        assertTrue(said.everything().contains("Module 'debug' has no parameter 'wrong'"), said::everything);
        assertTrue(Files.notExists(folder.resolve("ran")), "nothing has run");
    }

    @Test
    void aHandlerOfARoleThatIsThereTwiceIsNotLostWhenItComesOnceMore() throws IOException {
        Trial trial = new Trial(folder);
        trial.file("roles/r/tasks/main.yml", "- command: echo x\n  notify: told\n");
        trial.file("roles/r/handlers/main.yml", "- name: told\n  debug: {msg: handler ran}\n");
        Trial.Said said = trial.play("""
            roles: [r]
            tasks:
              - import_role: {name: r, allow_duplicates: true}
              - include_role: {name: r, allow_duplicates: false}
            """);
        assertEquals(1, said.out().split("handler ran", -1).length - 1, said::everything);
    }
}
