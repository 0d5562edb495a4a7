package play.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.FileDigest;
import play.host.FileDigests;
import play.host.FileState;
import play.host.FileText;
import play.host.FileTexts;
import play.host.Files;
import play.host.Observed;
import play.host.Script;
import play.host.StateKey;
import play.testkit.LocalHost;
import play.testkit.OddNames;
import play.value.Bytes;
import play.value.Foreseen;

/** What is read of paths, by the programs of this machine. */
class PathStatesTest {
    @TempDir
    private Path folder;

    private static <S extends play.host.HostState> Observed<S> read(StateKey<S> key) {
        return LocalHost.reading(List.of(key)).of(key);
    }

    private static FileState known(Observed<FileState> seen) {
        return assertInstanceOf(Observed.Known.class, seen, seen.toString()).value() instanceof FileState state
                ? state
                : FileState.ABSENT;
    }

    @Test
    void readsFilesWhateverTheirNames() throws IOException {
        for (String name : OddNames.all()) {
            java.nio.file.Files.writeString(folder.resolve(name), name);
        }
        List<String> paths =
                OddNames.all().stream().map(name -> folder + "/" + name).toList();
        LocalHost host = LocalHost.reading(
                paths.stream().flatMap(path -> keys(path).stream()).toList());
        for (String path : paths) {
            Bytes content = Bytes.of(path.substring(folder.toString().length() + 1));
            FileState.Regular file = assertInstanceOf(FileState.Regular.class, known(host.of(Files.at(path))), path);
            assertEquals(new Foreseen.Exactly<>(content.sha256()), file.sha256(), path);
            assertEquals(Observed.read(new FileText.Held(content)), host.of(FileTexts.at(path)), path);
            assertEquals(
                    Observed.read(new FileDigest.Of(content.sha1())),
                    host.of(FileDigests.at(path, FileDigests.Algorithm.SHA1)),
                    path);
            assertInstanceOf(
                    Inode.Numbers.class,
                    assertInstanceOf(Observed.Known.class, host.of(Inodes.at(path)))
                            .value(),
                    path);
        }
    }

    private static List<StateKey<?>> keys(String path) {
        return List.of(
                Files.at(path), FileTexts.at(path), FileDigests.at(path, FileDigests.Algorithm.SHA1), Inodes.at(path));
    }

    @Test
    void saysAbsentOfOddNamesThatAreNotThere() throws IOException {
        java.nio.file.Files.createDirectory(folder.resolve("there"));
        List<StateKey<FileState>> keys = OddNames.all().stream()
                .map(name -> Files.at(folder + "/" + name))
                .toList();
        LocalHost host = LocalHost.reading(keys);
        keys.forEach(key -> assertEquals(FileState.ABSENT, known(host.of(key)), key.id()));
    }

    @Test
    void readsLinksWhateverTheyHold() throws IOException {
        for (String name : OddNames.all()) {
            java.nio.file.Files.createSymbolicLink(folder.resolve(name), Path.of(name + "x"));
        }
        List<StateKey<FileState>> keys = OddNames.all().stream()
                .map(name -> Files.at(folder + "/" + name))
                .toList();
        LocalHost host = LocalHost.reading(keys);
        for (StateKey<FileState> key : keys) {
            String name = key.id().substring(folder.toString().length() + 1);
            assertEquals(new FileState.Symlink(name + "x"), known(host.of(key)), key.id());
        }
    }

    @Test
    void takesNoLineOfALinkForAnother() throws IOException {
        java.nio.file.Files.writeString(folder.resolve("plain"), "x");
        java.nio.file.Files.createSymbolicLink(
                folder.resolve("link"), Path.of("a\nlink " + folder + "/plain\n/etc/shadow"));
        LocalHost host = LocalHost.reading(List.of(Files.at(folder + "/plain"), Files.at(folder + "/link")));
        assertInstanceOf(FileState.Regular.class, known(host.of(Files.at(folder + "/plain"))));
    }

    @Test
    void readsOwnersWithBlanksAndOwnersWithoutAName() throws IOException {
        StateKey<FileState> key = Files.at(
                java.nio.file.Files.writeString(folder.resolve("a"), "x").toString());
        String group = java.nio.file.Files.readAttributes(
                        folder.resolve("a"), java.nio.file.attribute.PosixFileAttributes.class)
                .group()
                .getName();
        Map<String, String> groups = Map.of(
                "domain users",
                "domain users",
                "DOM\\some  group ",
                "DOM\\some  group ",
                "UNKNOWN",
                gid(folder.resolve("a")));
        groups.forEach((there, read) -> assertEquals(
                new Foreseen.Exactly<>(read), owned(key, group, there).group(), there));
    }

    private static String gid(Path file) {
        try {
            return java.nio.file.Files.getAttribute(file, "unix:gid").toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Read where {@code stat} calls the group of the file otherwise. */
    private static FileState.Attributes owned(StateKey<FileState> key, String group, String name) {
        String other = "stat() { command stat \"$@\" | sed 's/" + group + "/" + name.replace("\\", "\\\\") + "/2'; }\n";
        Script script =
                Script.of(other.formatted() + key.family().read(List.of(key)).text());
        return known(Objects.requireNonNull(
                        key.family().parse(List.of(key), LocalHost.run(script)).get(key)))
                .attributesIfAny()
                .orElseThrow();
    }

    @Test
    void doesNotTakeAnErrorForAbsence() throws IOException {
        Path link = java.nio.file.Files.createSymbolicLink(folder.resolve("circle"), Path.of("circle"));
        for (String path : List.of(link + "/below", folder + "/" + "x".repeat(256), folder + "/y".repeat(2100))) {
            for (StateKey<?> key : List.of(Files.at(path), FileTexts.at(path), Inodes.at(path))) {
                Observed<?> seen = read(key);
                assertTrue(
                        seen instanceof Observed.Unknown<?>(String why) && why.contains("cannot be looked at: "),
                        key.family().name() + ": " + seen);
            }
        }
        java.nio.file.Files.writeString(folder.resolve("file"), "x");
        assertEquals(FileState.ABSENT, known(read(Files.at(folder + "/file/below"))));
        assertEquals(Observed.read(new FileText.Missing()), read(FileTexts.at(folder + "/file/below")));
        assertEquals(Observed.read(new FileText.Missing()), read(FileTexts.at(folder + "/nothing")));
    }

    @Test
    void tellsApartWhatIsThereAndWhatCannotBeSeenInOneRead() throws IOException {
        java.nio.file.Files.writeString(folder.resolve("a"), "x");
        java.nio.file.Files.createSymbolicLink(folder.resolve("circle"), Path.of("circle"));
        List<StateKey<FileState>> keys =
                List.of(Files.at(folder + "/circle/x"), Files.at(folder + "/a"), Files.at(folder + "/none\nof it"));
        LocalHost host = LocalHost.reading(keys);
        assertInstanceOf(Observed.Unknown.class, host.of(keys.get(0)));
        assertInstanceOf(FileState.Regular.class, known(host.of(keys.get(1))));
        assertEquals(FileState.ABSENT, known(host.of(keys.get(2))));
    }

    @Test
    void readsThousandsOfPaths() throws IOException {
        List<StateKey<FileState>> keys = IntStream.range(0, 3000)
                .mapToObj(i -> Files.at(folder + "/" + "d".repeat(200) + i))
                .toList();
        java.nio.file.Files.writeString(Path.of(keys.get(1234).id()), "x");
        LocalHost host = LocalHost.reading(keys);
        assertEquals(
                1, keys.stream().filter(key -> known(host.of(key)).present()).count());
        assertInstanceOf(FileState.Regular.class, known(host.of(keys.get(1234))));
    }
}
