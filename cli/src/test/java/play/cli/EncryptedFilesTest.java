package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import play.value.Bytes;
import play.vault.Vault;
import play.vault.VaultPassword;

/** Files of the controller that are encrypted as a whole. */
class EncryptedFilesTest extends TrialTest {
    private static final String KEY = "a-planted-private-key\nits second line\n";

    @BeforeEach
    void prepare() throws IOException {
        trial.file("password", "opensesame-vault\n");
        seal("files/key", KEY);
    }

    private void seal(String name, String plain) throws IOException {
        seal(name, Bytes.of(plain));
    }

    private void seal(String name, Bytes plain) throws IOException {
        trial.file(
                name,
                Vault.seal(
                        plain, new VaultPassword(VaultPassword.DEFAULT_LABEL, "opensesame-vault"), new SecureRandom()));
    }

    private Trial.Said run(String tasks, String... more) throws IOException {
        List<String> options = new ArrayList<>(List.of(
                "--diff",
                "-vvv",
                "--vault-password-file",
                folder.resolve("password").toString()));
        options.addAll(List.of(more));
        return trial.play("tasks:\n" + tasks.indent(2), options.toArray(String[]::new));
    }

    private void assertHidden(Trial.Said said, String... secrets) {
        for (String secret : secrets) {
            assertFalse(said.everything().contains(secret), () -> secret + " is shown:\n" + said.everything());
        }
    }

    @Test
    void copyDecryptsAndShowsNothingOfIt() throws IOException {
        String tasks = "- copy: {src: key, dest: FOLDER/out, mode: '0600'}\n"
                + "- command: cat FOLDER/out\n"
                + "- slurp: {src: FOLDER/out}\n";
        Trial.Said said = run(tasks);
        assertEquals(0, said.code(), said::everything);
        assertEquals(KEY, Files.readString(folder.resolve("out")));
        assertHidden(said, "a-planted-private-key");
        assertTrue(run(tasks).out().contains("changed=1"), "only the command changes anything the second time");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"opensesame-vault", "opensesame-vault \n", "\n\topensesame-vault\r\n\n", " opensesame-vault"})
    void blanksAroundAPasswordInAFileAreNoPartOfIt(String written) throws IOException {
        trial.file("password", written);

        Trial.Said said = run("- copy: {src: key, dest: FOLDER/out}\n");
        assertEquals(0, said.code(), said::everything);
        assertEquals(KEY, Files.readString(folder.resolve("out")));
    }

    @Test
    void aPasswordMayHaveLinesAndAProgramBlanks() throws IOException {
        program("printf '\\n first \\nsecond \\r\\n'");
        trial.file(
                "files/key",
                Vault.seal(
                        Bytes.of(KEY),
                        new VaultPassword(VaultPassword.DEFAULT_LABEL, " first \nsecond "),
                        new SecureRandom()));

        Trial.Said said = run("- copy: {src: key, dest: FOLDER/out}\n");
        assertEquals(0, said.code(), said::everything);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "exit 3>gave no password: exit code 3",
                "echo>gave an empty password",
                "printf '\\377'>is not UTF-8 text",
                "cat /dev/zero>gives more than 64 KiB"
            })
    void saysWhatIsWrongWithAPasswordProgram(String script, String expected) throws IOException {
        program(script);

        Trial.Said said = run("- debug:\n");
        assertEquals(2, said.code(), said::everything);
        assertTrue(said.err().contains(expected), said::everything);
    }

    @Test
    void aTypedVaultPasswordHasNoBlanksAroundIt() {
        assertEquals("a b", Passwords.stripped(" \ta b\r"));
    }

    private void program(String script) throws IOException {
        trial.file("password", "#!/bin/sh\n" + script + "\n");
        assertTrue(folder.resolve("password").toFile().setExecutable(true));
    }

    @Test
    void copyKeepsItAsItIsWhereToldTo() throws IOException {
        Trial.Said said = run("- copy: {src: key, dest: FOLDER/out, decrypt: false}\n");
        assertEquals(0, said.code(), said::everything);
        assertEquals(Files.readString(folder.resolve("files/key")), Files.readString(folder.resolve("out")));
    }

    @Test
    void aDryRunHidesItToo() throws IOException {
        Files.writeString(folder.resolve("out"), "before\n");
        Trial.Said said = run("- copy: {src: key, dest: FOLDER/out}\n", "--check");
        assertEquals(0, said.code(), said::everything);
        assertTrue(said.out().contains("+***"), said::everything);
        assertHidden(said, "a-planted-private-key", "its second line");
    }

    @Test
    void aTemplateIsDecryptedRenderedAndHidden() throws IOException {
        seal("templates/app.conf.j2", "user planted-user\nport {{ 8000 + 80 }}\n");
        Trial.Said said = run("- template: {src: app.conf.j2, dest: FOLDER/out}\n");
        assertEquals(0, said.code(), said::everything);
        assertEquals("user planted-user\nport 8080\n", Files.readString(folder.resolve("out")));
        assertHidden(said, "planted-user");
    }

    @Test
    void mistakesInATemplateShowNoLineOfIt() throws IOException {
        seal("templates/app.conf.j2", "password planted {{ nowhere.at.all }}\n");
        Trial.Said said = run("- template: {src: app.conf.j2, dest: FOLDER/out}\n");
        assertEquals(2, said.code(), said::everything);
        assertTrue(said.out().contains("app.conf.j2:1:21") && said.out().contains("nowhere"), said::everything);
        assertHidden(said, "password planted");
    }

    @Test
    void anArchiveIsDecrypted() throws IOException {
        Files.writeString(folder.resolve("one"), "from the archive\n");
        Path tar = folder.resolve("a.tar");
        try {
            assertEquals(
                    0,
                    new ProcessBuilder("tar", "-cf", tar.toString(), "-C", folder.toString(), "one")
                            .start()
                            .waitFor());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        seal("files/sealed.tar", Bytes.of(Files.readAllBytes(tar)));
        Files.createDirectory(folder.resolve("out"));
        Trial.Said said = run("- unarchive: {src: sealed.tar, dest: FOLDER/out}\n");
        assertEquals(0, said.code(), said::everything);
        assertEquals("from the archive\n", Files.readString(folder.resolve("out/one")));
    }

    @Test
    void withoutThePasswordNothingIsWritten() throws IOException {
        Trial.Said said = trial.play("tasks:\n  - copy: {src: key, dest: FOLDER/out}\n");
        assertEquals(2, said.code(), said::everything);
        assertTrue(said.out().contains("no vault password was given"), said::everything);
        assertFalse(Files.exists(folder.resolve("out")));
    }

    @Test
    void aMissingPasswordIsToldAtLoad() throws IOException {
        seal("templates/page.j2", "x\n");
        String tasks = """
            tasks:
              - copy: {src: key, dest: FOLDER/out}
                when: false
              - copy: {src: key, dest: FOLDER/kept, decrypt: false}
              - template: {src: page.j2, dest: FOLDER/page}
                when: false
            """;
        Trial.Said said = trial.play(tasks);
        assertEquals(0, said.code(), said::everything);
        for (String name : List.of("files/key", "templates/page.j2")) {
            assertEquals(
                    1,
                    said.everything()
                                    .split(folder.resolve(name) + ". It is encrypted, and no vault password", -1)
                                    .length
                            - 1,
                    said::everything);
        }
        String password = folder.resolve("password").toString();
        assertFalse(trial.play(tasks, "--vault-password-file", password)
                .everything()
                .contains("warning[vault]"));
    }

    @Test
    void stepsOfAnEncryptedFileAreStepsLikeOthersAndTheirTextsSecrets() throws IOException {
        String steps = """
            - name: "named {{ 1 + 1 }}"
              copy: content=planted-in-a-pair dest=FOLDER/pair mode=0600
              when: number == 1
              notify: told
            - shell: echo planted-in-words >words chdir=FOLDER
            - copy: {content: planted-in-a-mapping, dest: "{{ folder }}/mapping"}
            - command: touch FOLDER/never
              when: number == 2
            """;
        seal("steps.yml", steps.replace("FOLDER", folder.toString()));
        Trial.Said said = trial.play(
                "vars: {number: 1, folder: FOLDER}\n"
                        + "tasks:\n"
                        + "  - import_tasks: steps.yml\n"
                        + "handlers:\n"
                        + "  - {name: told, command: touch FOLDER/told}\n",
                "-vvv",
                "--diff",
                "--vault-password-file",
                folder.resolve("password").toString());
        assertEquals(0, said.code(), said::everything);
        assertEquals("planted-in-a-pair", Files.readString(folder.resolve("pair")));
        assertEquals("planted-in-words\n", Files.readString(folder.resolve("words")));
        assertEquals("planted-in-a-mapping", Files.readString(folder.resolve("mapping")));
        assertTrue(Files.exists(folder.resolve("told")), said::everything);
        assertFalse(Files.exists(folder.resolve("never")), said::everything);
        assertTrue(said.out().contains("TASK [named 2]"), said.out());
        assertHidden(said, "planted-in");
    }
}
