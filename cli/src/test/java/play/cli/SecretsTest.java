package play.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Secrets planted in a run turn up nowhere: not on the console with all options, not among the events. */
class SecretsTest extends TrialTest {
    private static final String PLANTED = "planted-vault-value-1";

    /** The planted value, encrypted by ansible-vault with the password below. */
    private static final String VARS = """
        vars:
          token: !vault |
            $ANSIBLE_VAULT;1.1;AES256
            31343663326131613437323239396535633839306435313133653234326431653330316534623131
            6234646239316431643432363639653630666165383438630a303261333165663534366330643738
            63613438626230363937633937353366343462623032333364343134646531613365663435623832
            6665613633346335660a653237376432616330616165303434396535666539636234663430376162
            33376266326263333563333238366333366162613635633161393238313232366635
        """;

    @BeforeEach
    void prepare() throws IOException {
        trial.file("password", "opensesame-vault\n");
    }

    private Trial.Said run(String keys, String... more) throws IOException {
        List<String> options = new ArrayList<>(List.of(
                "--diff",
                "-vvv",
                "--vault-password-file",
                folder.resolve("password").toString()));
        options.addAll(List.of(more));
        return trial.play(keys, options.toArray(String[]::new));
    }

    private static void assertHidden(Trial.Said said, String... secrets) {
        for (String secret : secrets) {
            assertFalse(said.everything().contains(secret), () -> secret + " is shown:\n" + said.everything());
        }
        assertFalse(said.everything().contains("opensesame-vault"), said::everything);
    }

    @Test
    void whatADryRunForeseesOfASecretStaysHiddenInLaterDiffs() throws IOException {
        Trial.Said said = run(VARS + """
            tasks:
              - copy: {dest: FOLDER/file, content: "{{ token | upper }}\n"}
              - lineinfile: {path: FOLDER/file, line: plain}
              - copy: {dest: FOLDER/file, content: "nothing\n"}
            """, "--check");
        assertHidden(said, PLANTED, PLANTED.toUpperCase(java.util.Locale.ROOT));
        assertTrue(said.out().contains("(holds secrets, not shown)"), said.out());
    }

    /** Whoever has one finds a short secret by trying. */
    @Test
    void digestsOfFilesWithSecretsAreHidden() throws Exception {
        Files.writeString(folder.resolve("other"), "nothing of note\n");
        String tasks = VARS + """
            tasks:
              - copy: {dest: FOLDER/file, content: "{{ token }}"}
                register: made
              - copy: {dest: FOLDER/other, content: "{{ token }}"}
              - lineinfile: {path: FOLDER/file, line: plain}
              - copy: {dest: FOLDER/other, content: "plain\n"}
            """;
        List<String> digests = new ArrayList<>();
        for (String algorithm : List.of("SHA-256", "SHA-1", "MD5")) {
            for (String content : List.of(PLANTED, PLANTED + "\nplain\n")) {
                digests.add(HexFormat.of()
                        .formatHex(MessageDigest.getInstance(algorithm).digest(content.getBytes(UTF_8))));
            }
        }
        for (String mode : List.of("--check", "--diff", "--diff")) {
            Trial.Said said = run(tasks, mode);
            assertEquals(0, said.code(), said::everything);
            assertHidden(said, digests.toArray(String[]::new));
        }
    }

    @Test
    void aSecretMappingMayBeGivenAsDefaults() throws IOException {
        Trial.Said said = run(VARS + """
            tasks:
              - copy: {dest: FOLDER/file}
                module_defaults:
                  copy: "{{ {'content': token} | to_json | from_json }}"
            """);
        assertEquals(0, said.code(), said::everything);
        assertEquals(PLANTED, Files.readString(folder.resolve("file")));
        assertHidden(said, PLANTED);
    }

    @Test
    void aVaultValueIsHiddenWhereverItTurnsUp() throws IOException {
        String base64 = Base64.getEncoder().encodeToString(PLANTED.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Trial.Said said = run(VARS + """
            tasks:
              - debug: {var: token}
              - debug: {msg: "{{ {'nested': [token ~ '!', token | upper, token | b64encode]} }}"}
              - copy: {dest: FOLDER/file, content: "password = {{ token }}\\nplain\\n"}
              - copy: {dest: FOLDER/file, content: "password = {{ token }}\\nother\\n"}
              - lineinfile: {path: FOLDER/file, line: "again {{ token }}"}
              - blockinfile: {path: FOLDER/file, block: "block {{ token }}"}
              - file: {path: "FOLDER/{{ token }}", state: directory}
              - command: cat FOLDER/file
                register: shown
              - debug: {var: shown}
              - debug: {msg: "{{ shown.stdout }}"}
              - shell: "echo {{ token }} | base64"
              - set_fact: {again: "{{ token }}"}
              - debug: {var: again}
              - debug: {msg: item}
                loop: ["{{ token }}", {name: "{{ token }}"}]
              - name: "named {{ token }}"
                debug: {msg: named}
              - debug: {msg: "{{ hostvars[inventory_hostname] }}"}
            """);
        assertEquals(0, said.code(), said::everything);
        assertTrue(Files.readString(folder.resolve("file")).contains(PLANTED));
        assertHidden(said, PLANTED, base64, PLANTED.toUpperCase(java.util.Locale.ROOT));
    }

    @Test
    void theEnvironmentAndPartsOfLongerTextsAreHidden() throws IOException {
        Trial.Said said = run(VARS + """
            tasks:
              - command: sh -c 'echo ${HEADER#Bearer } >&2; exit 3'
                environment: {HEADER: "Bearer {{ token }}"}
                ignore_errors: true
            """);
        assertEquals(0, said.code(), said::everything);
        assertTrue(said.out().contains("***"), said::everything);
        assertHidden(said, PLANTED);
    }

    @Test
    void failuresHideIt() throws IOException {
        Trial.Said said = run(VARS + """
            tasks:
              - fail: {msg: "no: {{ token }}"}
                ignore_errors: true
              - assert: {that: token == 'x', fail_msg: "is {{ token }}"}
                ignore_errors: true
              - shell: "echo {{ token }} >&2; exit 1"
                ignore_errors: true
              - file: {path: "FOLDER/no/{{ token }}/deep", state: touch}
                ignore_errors: true
              - debug: {msg: "{{ token | int + {} }}"}
                ignore_errors: true
              - copy: {dest: FOLDER/x, content: x, mode: "{{ token }}"}
                ignore_errors: true
              - command: "false {{ token }}"
                retries: 1
                delay: 0
                register: tried
                until: tried.rc == 0
            """);
        assertEquals(2, said.code(), said::everything);
        assertHidden(said, PLANTED);
    }

    @Test
    void aDryRunHidesIt() throws IOException {
        Trial.Said said = run(VARS + """
            tasks:
              - copy: {dest: FOLDER/file, content: "password = {{ token }}\\n"}
              - command: "echo {{ token }}"
                register: echoed
              - debug: {msg: "{{ echoed.stdout }} {{ token }}"}
              - file: {path: "FOLDER/{{ token }}", state: directory}
                when: echoed.stdout == token
                notify: "tell {{ token }}"
            handlers:
              - name: "tell {{ token }}"
                debug: {msg: "{{ token }}"}
            """, "--check");
        assertEquals(0, said.code(), said::everything);
        assertHidden(said, PLANTED);
    }

    @Test
    void noLogHidesEverythingOfATask() throws IOException {
        Trial.Said said = run("""
            vars:
              plain: planted-plain-value
            tasks:
              - command: "echo {{ plain }}"
                no_log: true
                register: echoed
              - copy: {dest: FOLDER/file, content: "{{ plain }}\\n"}
                no_log: true
              - debug: {msg: "{{ item.password }}"}
                no_log: true
                loop: [{name: a, password: "{{ plain }}"}]
              - shell: "echo {{ plain }} >&2; exit 1"
                no_log: true
                ignore_errors: true
              - fail: {msg: "{{ item }}"}
                no_log: true
                ignore_errors: true
                loop: ["{{ plain }}"]
              - copy: {dest: FOLDER/x, content: x, mode: "{{ plain }}"}
                no_log: true
                ignore_errors: true
              - debug: {msg: "{{ {}[plain] }}"}
                no_log: true
                ignore_errors: true
              - command: "echo {{ plain }}"
                no_log: true
                retries: 1
                delay: 0
                until: "'nothing' in plain"
                ignore_errors: true
            """);
        assertEquals(0, said.code(), said::everything);
        assertTrue(said.out().contains("hidden"), said::everything);
        assertHidden(said, "planted-plain-value");
    }

    @Test
    void whatNoLogHidStaysHiddenWhenALaterTaskShowsIt() throws IOException {
        Trial.Said said = run("""
            vars:
              plain: planted-plain-value
            tasks:
              - command: "echo {{ plain }}"
                no_log: true
                register: echoed
              - set_fact: {copied: "{{ plain }}"}
                no_log: true
              - shell: "echo {{ item }}"
                no_log: true
                register: all
                loop: ["{{ plain }}"]
              - block:
                  - shell: "echo {{ plain }} >&2; exit 1"
                    no_log: true
                rescue:
                  - debug: {var: ansible_failed_result}
              - debug: {var: echoed}
              - debug: {msg: "{{ echoed.stdout | upper }} {{ all.results[0].stdout }} {{ hostvars.here.copied }}"}
              - debug: {var: all}
              - debug: {var: copied}
              - debug: {msg: still right}
                when: echoed is changed and echoed.rc == 0 and echoed.stdout == copied and all.results | length == 1
              - copy: {dest: FOLDER/file, content: "{{ echoed.stdout }}", mode: "0600"}
              - command: cat FOLDER/file
                register: back
              - assert: {that: "back.stdout == 'x'"}
            """);
        assertEquals(2, said.code(), said::everything);
        assertEquals("planted-plain-value", Files.readString(folder.resolve("file")));
        assertTrue(said.out().contains("still right"), said::everything);
        String shown = said.everything().replaceAll("(?s)error\\[.*", "");
        assertHidden(new Trial.Said(said.code(), shown, "", ""), "planted-plain-value", "PLANTED-PLAIN-VALUE");
    }

    @Test
    void whatNoLogHidStaysHiddenUnderNamesThatUsuallyTellNothing() throws IOException {
        Trial.Said said = run("""
            vars:
              plain: planted-plain-value
            tasks:
              - set_fact: {user: {comment: "{{ plain }}-1"}}
                no_log: true
              - debug: {msg: "{{ user.comment }}"}
              - debug: {msg: "{{ item.name }}"}
                no_log: true
                register: told
                loop: [{name: "{{ plain }}-2"}]
              - debug: {msg: "{{ told.results[0].item }}"}
            """);
        assertEquals(0, said.code(), said::everything);
        assertHidden(said, "planted-plain-value");
    }

    @Test
    void aSecretIsHiddenAsAKeyQuotedAndEncoded() throws IOException {
        Trial.Said said = run(VARS + """
            tasks:
              - copy: {dest: FOLDER/file, content: '{"{{ token }}": 1}'}
              - command: cat FOLDER/file
                register: read
              - debug: {msg: "{{ read.stdout | from_json }}"}
              - shell: "cut -c3-30 FOLDER/file | base64 -w 9; fold -w 7 FOLDER/file"
            """);
        assertEquals(0, said.code(), said::everything);
        assertHidden(said, PLANTED, "planted", "lanted-v", "cGxhbnRl", "bGFudGVk", "vault-value");
    }

    /** Too short to be masked wherever they turn up, but not to be left out of a message about them. */
    @Test
    void messagesAboutParametersHideSecretsOfAnyLength() throws IOException {
        Trial.Said said = run("""
            tasks:
              - {command: printf 7q9, register: kept, no_log: true}
              - {copy: {dest: FOLDER/x, content: x, mode: "{{ kept.stdout }}"}, ignore_errors: true}
              - {copy: {dest: FOLDER/x, content: x, force: "{{ kept.stdout }}"}, ignore_errors: true}
              - {file: {path: FOLDER/x, state: "{{ kept.stdout }}"}, ignore_errors: true}
              - {wait_for: {port: "{{ kept.stdout }}"}, ignore_errors: true}
              - {pause: {seconds: "{{ kept.stdout }}"}, ignore_errors: true}
              - {file: {path: FOLDER/x, state: touch, access_time: "{{ kept.stdout }}"}, ignore_errors: true}
            """);
        assertEquals(0, said.code(), said::everything);
        assertTrue(said.out().contains("ignored=6"), said::everything);
        assertFalse(said.everything().contains("7q9"), said::everything);
    }
}
