package play.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.FileState;
import play.host.Mode;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.module.Replacing;
import play.testkit.KnownStates;
import play.testkit.LocalHost;
import play.testkit.OddNames;
import play.value.Bytes;
import play.value.Content;
import play.value.Foreseen;

class BackupTest {
    private static final FileState.Regular FILE = new FileState.Regular(
            FileState.Attributes.of("root", "root", new Mode(0640)),
            new Foreseen.Exactly<>(""),
            new Foreseen.Exactly<>(1L));
    private static final StateKey<Backup> KEY = new Backup.Family().key("/srv/a");

    private static Plan replacing(String path) {
        return new Plan.Change("replace", new Action.WriteFile(path, Content.of("new"), FILE, Replacing.WHOLE));
    }

    /** What is kept of the file by a plan that replaces it, and where. */
    private static Path kept(Path file, Path name) {
        KnownStates known = new KnownStates().with(play.host.Files.at(file.toString()), FILE);
        Plan.Needs needs = assertInstanceOf(
                Plan.Needs.class, Backup.before(replacing(file.toString()), file.toString(), name.toString(), known));
        @SuppressWarnings("unchecked") // it asks for nothing else
        StateKey<Backup> key = (StateKey<Backup>) needs.more().getFirst();
        known.with(key, new Backup(new Foreseen.Exactly<>("")));
        Plan.Change change = assertInstanceOf(
                Plan.Change.class, Backup.before(replacing(file.toString()), file.toString(), name.toString(), known));
        Action.Run run = assertInstanceOf(Action.Run.class, change.actions().getFirst());
        ScriptResult ran = LocalHost.run(run.script());
        assertEquals(0, ran.exitCode(), ran.err());
        Map<String, Object> result = new HashMap<>();
        Backup.told(result, name.toString(), LocalHost.reading(List.of(key)));
        return Path.of(String.valueOf(result.get("backup_file")));
    }

    @Test
    void keepsContentModeAndTimeBesideOddNames(@TempDir Path folder) throws IOException {
        // No parameter takes a path of two lines, and the longest names have no room for more.
        for (String odd : OddNames.all().stream()
                .filter(name -> !name.contains("\n") && name.length() < 200)
                .toList()) {
            Path file = folder.resolve(odd);
            Files.writeString(file, odd);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
            FileTime old = FileTime.fromMillis(1_000_000_000_000L);
            Files.setLastModifiedTime(file, old);
            Path backup = kept(file, file);
            assertEquals(odd, Files.readString(backup));
            assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)));
            assertEquals(old, Files.getLastModifiedTime(backup));
        }
    }

    @Test
    void aSecondOneTakesNoPlaceOfTheFirst(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "one");
        Path first = kept(file, file);
        Files.writeString(file, "two");
        assertEquals("two", Files.readString(kept(file, file)));
        assertEquals("one", Files.readString(first));
    }

    @Test
    void whatALinkLeadsToIsKeptBesideTheLink(@TempDir Path folder) throws IOException {
        Path file =
                Files.writeString(Files.createDirectory(folder.resolve("real")).resolve("a"), "one");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        Path backup = kept(file, link);
        assertEquals(folder, backup.getParent());
        assertEquals("one", Files.readString(backup));
    }

    @Test
    void nothingIsKeptOfWhatIsNotReplaced() {
        KnownStates known = new KnownStates().with(play.host.Files.at("/srv/a"), FileState.ABSENT);
        assertEquals(replacing("/srv/a"), Backup.before(replacing("/srv/a"), "/srv/a", "/srv/a", known));
        assertEquals(Plan.UNCHANGED, Backup.before(Plan.UNCHANGED, "/srv/a", "/srv/a", known));
        Map<String, Object> result = new HashMap<>();
        Backup.told(result, "/srv/a", known);
        assertTrue(result.isEmpty());
    }

    @Test
    void whatIsNoNameOfABackupIsNotTaken() {
        ScriptResult odd = new ScriptResult(0, Bytes.of("/etc/shadow\0"), Bytes.EMPTY);
        assertInstanceOf(
                Observed.Unknown.class,
                new Backup.Family().parse(List.of(KEY), odd).get(KEY));
    }
}
