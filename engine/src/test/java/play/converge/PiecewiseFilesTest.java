package play.converge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PiecewiseFilesTest {
    private static final int PIECE = 4 << 20;

    @TempDir
    private Path folder = Path.of("/");

    private final PiecewiseFiles files = new PiecewiseFiles(new LocalShell());

    @ParameterizedTest
    @ValueSource(ints = {0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 12345})
    void aFileOfAnySizeArrivesWhole(int size) throws Exception {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        Path file = Files.write(folder.resolve("it's a file"), content);
        try (InputStream in = files.open(file.toString())) {
            assertArrayEquals(content, in.readAllBytes());
            assertEquals(-1, in.read());
        }
    }

    @Test
    void aFileThatIsNotThereIsToldOf() {
        IOException told = assertThrows(IOException.class, () -> files.open(folder + "/none"));
        assertTrue(String.valueOf(told.getMessage()).contains("/none cannot be read on the host"), told.getMessage());
    }

    /** Half a file is never taken for one. */
    @Test
    void aFileThatGoesAwayIsToldOf() throws Exception {
        Path file = Files.write(folder.resolve("file"), new byte[PIECE + 1]);
        try (InputStream in = files.open(file.toString())) {
            in.readNBytes(PIECE);
            Files.delete(file);
            assertThrows(IOException.class, in::readAllBytes);
        }
    }
}
