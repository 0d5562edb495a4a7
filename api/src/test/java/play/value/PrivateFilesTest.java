package play.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
    @TempDir
    Path folder;

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.map(path -> path.getFileName().toString()).toList();
        }
    }

    @Test
    void onlyTheOwnerReadsWhatIsWritten() throws IOException {
        Path file = folder.resolve("deep/er/key");
        PrivateFiles.write(file, Bytes.of("grün"));
        assertEquals("grün", Files.readString(file));
        assertEquals(
                List.of("rwx------", "rwx------", "rw-------"),
                List.of(
                        permissions(folder.resolve("deep")),
                        permissions(folder.resolve("deep/er")),
                        permissions(file)));
    }

    @Test
    void whatWasOpenToOthersIsReplacedByWhatIsNot() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "a much longer text");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        PrivateFiles.write(file, Bytes.of("new"));
        assertEquals("new rw-------", Files.readString(file) + " " + permissions(file));
        assertEquals(List.of("key"), names(folder));
    }

    @Test
    void whatCannotBeWrittenLeavesNothingBehind() throws IOException {
        Files.createDirectories(folder.resolve("key/inside"));
        assertThrows(IOException.class, () -> PrivateFiles.write(folder.resolve("key"), Bytes.of("new")));
        assertEquals(List.of("key"), names(folder));
    }
}
