package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultCommandTest {
    /** Of ansible-vault, by the password {@code pw1}: {@code hello}. */
    private static final String THEIRS = """
        $ANSIBLE_VAULT;1.2;AES256;dev
        65346437326538643534336530336634633838396636326635663436666535623462396233636235
        3965653037333064336238306564313636333661333532390a323832376134393831666339323337
        32623337626361613731313731623766396531333364613039363735393634613737663335613366
        6433393332643261630a386233323063313535376332326461663162383665363334363337376332
        3431
        """;

    @TempDir
    Path folder;

    private record Said(int code, String out, String err) {}

    @BeforeEach
    void passwords() throws IOException {
        Files.writeString(folder.resolve("pw1"), "pw1\n");
        Files.writeString(folder.resolve("pw2"), "pw2\n");
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private Said play(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of("vault"));
        all.addAll(List.of(words));
        int code = Main.run(all, new Terminal(new PrintWriter(out), new PrintWriter(err), false, 80));
        return new Said(code, out.toString(), err.toString());
    }

    private String dev() {
        return "--vault-id=dev@" + path("pw1");
    }

    private String prod() {
        return "--vault-id=prod@" + path("pw2");
    }

    @Test
    void showsWhatAnsibleEncrypted() throws IOException {
        Files.writeString(folder.resolve("theirs"), THEIRS);
        assertEquals(new Said(0, "hello", ""), play("view", path("theirs"), prod(), dev()));
        Said other = play("view", path("theirs"), prod());
        assertEquals(1, other.code());
        assertTrue(
                other.err().contains("None of the vault passwords")
                        && other.err().contains("'dev'"),
                other::err);
    }

    @Test
    void encryptsInPlaceForItsOwnerAloneAndBack() throws IOException {
        Path file = Files.writeString(folder.resolve("f.yml"), "a: b\n");
        assertEquals(0, play("encrypt", file.toString(), dev()).code());
        assertTrue(Files.readString(file).startsWith("$ANSIBLE_VAULT;1.2;AES256;dev\n"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        Said again = play("encrypt", file.toString(), dev());
        assertTrue(again.code() == 1 && again.err().contains("is encrypted already"), again::err);

        assertEquals(
                0,
                play("rekey", file.toString(), dev(), "--new-vault-id", "prod@" + path("pw2"))
                        .code());
        assertTrue(Files.readString(file).startsWith("$ANSIBLE_VAULT;1.2;AES256;prod\n"));
        assertEquals(
                "a: b\n",
                play("decrypt", file.toString(), prod(), "--output", "-").out());
        assertEquals(0, play("decrypt", file.toString(), prod()).code());
        assertEquals("a: b\n", Files.readString(file));
        assertTrue(play("decrypt", file.toString(), prod()).err().contains("is not encrypted"));
    }

    @Test
    void severalPasswordsNeedAChoice() throws IOException {
        Path file = Files.writeString(folder.resolve("f.yml"), "a: b\n");
        Said unsure = play("encrypt", file.toString(), dev(), prod());
        assertTrue(unsure.code() == 2 && unsure.err().contains("--encrypt-vault-id"), unsure::err);
        assertEquals("a: b\n", Files.readString(file));
        assertEquals(
                0,
                play("encrypt", file.toString(), dev(), prod(), "--encrypt-vault-id", "prod")
                        .code());
        assertTrue(Files.readString(file).startsWith("$ANSIBLE_VAULT;1.2;AES256;prod\n"));
    }

    @Test
    void stringsAreValuesOfYaml() throws IOException {
        Said said = play("encrypt-string", "hello", "-n", "secret", "--vault-password-file", path("pw1"));
        assertTrue(said.out().startsWith("secret: !vault |\n          $ANSIBLE_VAULT;1.1;AES256\n"), said::out);
        Files.writeString(
                folder.resolve("back"),
                said.out().lines().skip(1).map(String::strip).reduce("", (a, b) -> a + b + "\n"));
        assertEquals(
                "hello",
                play("view", path("back"), "--vault-password-file", path("pw1")).out());
    }

    @Test
    void whatIsMissingIsSaid() {
        assertEquals(2, play("view").code());
        assertEquals(2, play("view", path("nothing")).code());
        Said gone = play("view", path("nothing"), dev());
        assertTrue(gone.code() == 1 && gone.err().contains("does not exist"), gone::err);
        assertFalse(play("destroy", path("nothing"), dev()).code() == 0);
    }
}
