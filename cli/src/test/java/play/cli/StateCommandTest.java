package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.value.Bytes;
import play.vault.Vault;
import play.vault.VaultPassword;

class StateCommandTest {
    @TempDir
    Path folder = Path.of("/");

    private Path mine = Path.of("/");
    private Path theirs = Path.of("/");

    private record Said(int code, String text) {}

    @BeforeEach
    void keepSomething() throws Exception {
        mine = folder.resolve("mine");
        theirs = folder.resolve("theirs");
        write(mine.resolve("secrets/lab/token"), "planted-token");
        write(mine.resolve("lab/ca.pem"), "-----BEGIN CERTIFICATE-----\nplanted-authority\n");
        write(mine.resolve(".lock"), "");
        write(folder.resolve("password"), "opensesame\n");
    }

    private static void write(Path file, String text) throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Said run(Path state, String... words) throws Exception {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text, true);
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--vault-password-file", folder.resolve("password").toString()));
        StateCommand command = new StateCommand(state);
        int code = command.run(Arguments.parse(all, command.options()), new Terminal(out, out, false, 80));
        return new Said(code, text.toString());
    }

    private String archive() {
        return folder.resolve("archive").toString();
    }

    @Test
    void anotherAdministratorGetsWhatIsKept() throws Exception {
        assertEquals(0, run(mine, "export", archive()).code());
        String exported = Files.readString(Path.of(archive()));
        assertTrue(Vault.isEncrypted(exported), exported);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(archive()))));
        Said said = run(theirs, "import", archive());
        assertEquals(new Said(0, "2 files imported, 0 were here already.\n"), said);
        assertEquals("planted-token", Files.readString(theirs.resolve("secrets/lab/token")));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(theirs.resolve("lab/ca.pem"))));
        assertEquals(
                "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(theirs.resolve("secrets"))));
        assertEquals(new Said(0, "0 files imported, 2 were here already.\n"), run(theirs, "import", archive()));
    }

    @Test
    void whatMeansNothingToOthersStaysHere() throws Exception {
        write(mine.resolve("plan-key"), "my key");
        write(mine.resolve("runs/20261130-224651-56219.jsonl"), "{}");
        write(theirs.resolve("plan-key"), "their key");
        assertEquals(0, run(mine, "export", archive()).code());
        assertEquals(new Said(0, "2 files imported, 0 were here already.\n"), run(theirs, "import", archive()));
        assertEquals("their key", Files.readString(theirs.resolve("plan-key")));
        assertFalse(Files.exists(theirs.resolve("runs")));
    }

    @Test
    void nothingIsReplacedUnasked() throws Exception {
        run(mine, "export", archive());
        write(theirs.resolve("lab/ca.pem"), "another authority");
        Said refused = run(theirs, "import", archive());
        assertEquals(1, refused.code());
        assertTrue(refused.text().contains("lab/ca.pem"), refused::text);
        assertEquals("another authority", Files.readString(theirs.resolve("lab/ca.pem")));
        assertFalse(Files.exists(theirs.resolve("secrets/lab/token")), "half of it was imported");
        assertEquals(0, run(theirs, "import", archive(), "--replace").code());
        assertEquals(Files.readString(mine.resolve("lab/ca.pem")), Files.readString(theirs.resolve("lab/ca.pem")));
        assertEquals(1, run(mine, "export", archive()).code());
        assertEquals(0, run(mine, "export", archive(), "--replace").code());
    }

    /** A folder stands where a file is to go: the step fails after others were done. */
    @Test
    void aStepThatFailsLeavesWhatWasThere() throws Exception {
        run(mine, "export", archive());
        write(theirs.resolve("lab/ca.pem"), "another authority");
        Files.createDirectories(theirs.resolve("secrets/lab/token/inside"));
        assertEquals(1, run(theirs, "import", archive(), "--replace").code());
        assertEquals("another authority", Files.readString(theirs.resolve("lab/ca.pem")));
        try (var left = Files.list(theirs)) {
            assertTrue(left.noneMatch(path -> path.getFileName().toString().startsWith(".import")));
        }
    }

    @Test
    void namesThatLeadElsewhereAreRefused() throws Exception {
        for (String name : List.of("../evil", "/evil", "a/../../evil", ".lock", "a/.hidden", "a//b", "")) {
            String text = "{\"play_state\":1,\"files\":{\"" + name + "\":\""
                    + Base64.getEncoder().encodeToString("x".getBytes(StandardCharsets.UTF_8)) + "\"}}";
            write(
                    Path.of(archive()),
                    Vault.seal(Bytes.of(text), new VaultPassword("default", "opensesame"), new SecureRandom()));
            assertEquals(1, run(theirs, "import", archive()).code(), name);
        }
        assertFalse(Files.exists(folder.resolve("evil")));
        write(Path.of(archive()), "no archive");
        assertEquals(1, run(theirs, "import", archive()).code());
    }

    @Test
    void whatIsWrongWithAFileNamesIt() throws Exception {
        String nowhere = folder.resolve("nowhere").toString();
        assertEquals(new Said(1, "play: " + nowhere + " does not exist\n"), run(theirs, "import", nowhere));
        assertEquals(new Said(1, "play: " + nowhere + " does not exist\n"), run(mine, "export", nowhere + "/archive"));
        assertEquals(
                new Said(1, "play: " + folder + " is a directory; name the exported file\n"),
                run(theirs, "import", folder.toString()));
        Files.write(Path.of(archive()), new byte[] {(byte) 0xff, 0});
        assertEquals(
                new Said(1, "play: " + archive() + " is not an exported state: it is not text\n"),
                run(theirs, "import", archive()));
        write(
                Path.of(archive()),
                Vault.seal(Bytes.of("{}"), new VaultPassword("default", "another"), new SecureRandom()));
        Said closed = run(theirs, "import", archive());
        assertTrue(
                closed.text().startsWith("play: " + archive() + " cannot be opened: None of the vault passwords"),
                closed::text);
    }

    @Test
    void showsWhatIsKeptAndNothingOfIt() throws Exception {
        Said said = run(mine, "show");
        assertEquals(0, said.code());
        assertTrue(said.text().contains("lab/ca.pem") && said.text().contains("certificate and key"), said::text);
        assertFalse(said.text().contains("planted"), said::text);
        assertTrue(run(theirs, "show").text().contains("nothing yet"));
        JsonNode kept = new ObjectMapper().readTree(run(mine, "show", "--json").text());
        assertEquals(mine.toString(), kept.get("directory").asText());
        assertTrue(kept.get("kept").size() > 0, kept::toString);
    }

    /** Such as FAT, of which most sticks are. */
    @Test
    void aFileSystemWithoutLinksTakesTheExport() throws IOException {
        Path stick = folder.resolve("stick.zip");
        Map<String, Object> made = Map.of("create", true, "enablePosixFileAttributes", true);
        try (FileSystem system = FileSystems.newFileSystem(stick, made)) {
            Path file = system.getPath("/archive");
            Files.writeString(system.getPath("/other"), "");
            assertThrows(
                    UnsupportedOperationException.class,
                    () -> Files.createLink(system.getPath("/link"), system.getPath("/other")));

            StateFiles.export(file, "first", false);
            assertEquals("first", Files.readString(file));
            assertThrows(FileAlreadyExistsException.class, () -> StateFiles.export(file, "second", false));
            assertEquals("first", Files.readString(file));
            StateFiles.export(file, "third", true);
            assertEquals("third", Files.readString(file));
            try (Stream<Path> left = Files.list(system.getPath("/"))) {
                assertEquals(2, left.count());
            }
        }
    }
}
