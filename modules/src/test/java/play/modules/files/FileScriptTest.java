package play.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import play.host.FileScript;
import play.host.FileState.Attributes;
import play.host.Mode;
import play.host.Script;
import play.host.ScriptResult;
import play.host.TemporaryName;
import play.testkit.LocalHost;
import play.testkit.OddNames;
import play.value.Bytes;
import play.value.Foreseen;

/** How files are written and given attributes, by the programs of this machine. */
class FileScriptTest {
    private Path folder;
    private Attributes mine;

    @BeforeEach
    void makeFolder(@TempDir Path temporary) throws IOException {
        folder = temporary.toRealPath();
        PosixFileAttributes own = Files.readAttributes(folder, PosixFileAttributes.class);
        mine = Attributes.of(own.owner().getName(), own.group().getName(), new Mode(0640));
    }

    private static ScriptResult run(Path path, String body, String input) {
        return LocalHost.run(Script.of(FileScript.enter(path.toString()) + body).withStdin(Bytes.of(input)));
    }

    private ScriptResult write(Path path, String content) {
        return run(path, FileScript.write(mine, "cat", ""), content);
    }

    private static String mode(Path path) throws IOException {
        return "0%o".formatted((int) Files.getAttribute(path, "unix:mode") & 07777);
    }

    private void leavesNothingElse(String... names) throws IOException {
        try (var all = Files.list(folder)) {
            assertEquals(
                    List.of(names),
                    all.map(path -> path.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void writesFilesWhateverTheirNames() throws IOException {
        for (String name : OddNames.all()) {
            ScriptResult result = write(folder.resolve(name), name);
            assertTrue(result.succeeded(), name + ": " + result.err());
            assertEquals(name, Files.readString(folder.resolve(name)));
            assertEquals("0640", mode(folder.resolve(name)));
        }
        try (var all = Files.list(folder)) {
            assertEquals(OddNames.all().size(), all.count());
        }
    }

    @Test
    void aLinkIsReplacedAndWhatItLeadsToStays() throws IOException {
        Files.writeString(folder.resolve("other"), "other");
        Files.createSymbolicLink(folder.resolve("a"), Path.of("other"));
        assertTrue(write(folder.resolve("a"), "new").succeeded());
        assertEquals("other", Files.readString(folder.resolve("other")));
        assertFalse(Files.isSymbolicLink(folder.resolve("a")));
        leavesNothingElse("a", "other");
    }

    @Test
    void aReplacedFileKeepsItsExtendedAttributes() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "old");
        var view = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
        view.write("note", ByteBuffer.wrap("kept".getBytes(StandardCharsets.US_ASCII)));
        assertTrue(write(file, "new").succeeded());
        assertEquals("new", Files.readString(file));
        assertEquals(
                List.of("note"),
                Files.getFileAttributeView(file, UserDefinedFileAttributeView.class)
                        .list());
    }

    @Test
    void aModeIsSetWholeEvenOfAFolderThatHandsItsGroupOn() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("d"));
        Attributes shared = new Attributes(mine.owner(), mine.group(), new Foreseen.Exactly<>(new Mode(02755)));
        Attributes plain = new Attributes(mine.owner(), mine.group(), new Foreseen.Exactly<>(new Mode(0755)));
        assertTrue(run(inner, FileScript.setAttributes(true, shared), "").succeeded());
        assertEquals("02755", mode(inner));
        assertTrue(run(inner, FileScript.setAttributes(true, plain), "").succeeded());
        assertEquals("0755", mode(inner));
    }

    @Test
    void attributesOfAnotherKindOfThingAreNotSet() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        assertFalse(run(link, FileScript.setAttributes(false, mine), "").succeeded());
        assertEquals("0600", mode(file));
    }

    @Test
    void foldersAreReachedThroughLinksThatAreOurs() throws IOException {
        Files.createDirectory(folder.resolve("real"));
        Files.createSymbolicLink(folder.resolve("way"), Path.of("./x/../real/"));
        Files.createDirectory(folder.resolve("x"));
        ScriptResult result = write(folder.resolve("way/../way/a"), "x");
        assertTrue(result.succeeded(), result.err());
        assertEquals("x", Files.readString(folder.resolve("real/a")));
        Files.createSymbolicLink(folder.resolve("circle"), Path.of("circle"));
        assertFalse(write(folder.resolve("circle/a"), "x").succeeded());
    }

    private static String boot() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).substring(0, 8);
    }

    /** A power cut leaves what was being written, and nobody is there to remove it. */
    @Test
    void whatAnEarlierStartOfTheHostLeftIsRemoved() throws IOException {
        Files.writeString(folder.resolve(".play.0badb007.aaaaaaaaaa"), "half");
        Files.createSymbolicLink(folder.resolve(".play.0badb007.bbbbbbbbbb"), Path.of("nowhere"));
        Files.createDirectories(folder.resolve(".play.0badb007.cccccc/x"));
        String live = ".play." + boot() + ".dddddddddd";
        Files.writeString(folder.resolve(live), "of a run that goes on");
        Files.writeString(folder.resolve(".play.notes"), "of the user");
        Path file = folder.resolve("a");
        assertTrue(write(file, "new").succeeded());
        leavesNothingElse(live, ".play.notes", "a");
        Files.writeString(folder.resolve(".play.0badb007.aaaaaaaaaa"), "half");
        assertTrue(run(folder.resolve("b"), FileScript.link("a"), "").succeeded());
        leavesNothingElse(live, ".play.notes", "a", "b");
    }

    /** In a folder where others may put things in the place of what was looked at, trees stay. */
    @Test
    void aTreeInASharedFolderIsLeftAlone() throws IOException {
        Files.createDirectories(folder.resolve(".play.0badb007.cccccc/x"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertTrue(write(folder.resolve("a"), "new").succeeded());
        leavesNothingElse(".play.0badb007.cccccc", "a");
    }

    @Test
    void aFileThatArrivedTakesItsPlace() throws IOException {
        Path arrived = Files.writeString(folder.resolve(".play." + boot() + ".1"), "big");
        Files.setPosixFilePermissions(arrived, PosixFilePermissions.fromString("rw-------"));
        Path path = folder.resolve("a");
        assertTrue(run(
                        path,
                        FileScript.place(
                                TemporaryName.of("1"),
                                new Foreseen.Exactly<>(Bytes.of("big").sha256()),
                                mine,
                                ""),
                        "")
                .succeeded());
        assertEquals("big", Files.readString(path));
        assertEquals("0640", mode(path));
        leavesNothingElse("a");
    }

    @Test
    void aRefusedFileLeavesWhatWasThere() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "old");
        assertFalse(run(file, FileScript.write(mine, "cat", FileScript.check(Optional.of("grep -q good %s"))), "bad")
                .succeeded());
        assertEquals("old", Files.readString(file));
        leavesNothingElse("a");
        assertTrue(run(file, FileScript.write(mine, "cat", FileScript.check(Optional.of("grep -q good %s"))), "good")
                .succeeded());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grep -q good %s",
                "sh -c 'grep -q good %s'",
                "sh -c \"grep -q good %s\"",
                "sh -c \"grep -q good \\\"%s\\\"\"",
                "sh -c 'grep -q \"good\" \"%s\" && test \"%s\" = \"$1\"' it\\'s %s"
            })
    void aCheckGetsThePathWhereverItStandsInQuotes(String check) throws IOException {
        Path file = folder.resolve("a");
        assertTrue(run(file, FileScript.write(mine, "cat", FileScript.check(Optional.of(check))), "good")
                .succeeded());
        ScriptResult refused = run(
                file,
                FileScript.write(mine, "cat", FileScript.check(Optional.of("echo no such luck; " + check))),
                "bad");
        assertEquals(
                "no such luck\n" + file + " is not replaced: its validate command ended with exit code 1\n",
                refused.err());
        assertEquals("good", Files.readString(file));
    }

    @Test
    void aNewFolderIsEmptyAndHasItsMode() throws IOException {
        assertTrue(
                run(folder.resolve("d e"), FileScript.makeDirectory(mine), "").succeeded());
        assertEquals("0640", mode(folder.resolve("d e")));
        assertTrue(run(folder.resolve("l"), FileScript.link("to\nnowhere"), "").succeeded());
        assertEquals("to\nnowhere", Files.readSymbolicLink(folder.resolve("l")).toString());
    }
}
