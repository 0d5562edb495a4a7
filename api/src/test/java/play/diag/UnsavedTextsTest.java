package play.diag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.source.SourceFile;

class UnsavedTextsTest {
    @TempDir
    Path folder;

    private static String text(Path file) {
        return TextFiles.read(file, new ProblemList()).map(SourceFile::text).orElse("");
    }

    @Test
    void countInsteadOfFilesWithinACall() throws Exception {
        Path file = Files.writeString(folder.resolve("a.yml"), "saved");
        String other = UnsavedTexts.call(Map.of(file, "typed"), () -> text(folder.resolve("x/../a.yml")));
        assertEquals("typed", other);
        assertEquals("saved", text(file));
    }

    @Test
    void areThereWhereNoFileIs() throws Exception {
        Path nowhere = folder.resolve("b.yml");
        assertTrue(UnsavedTexts.call(Map.of(nowhere, "typed"), () -> UnsavedTexts.exists(nowhere)));
        assertFalse(UnsavedTexts.exists(nowhere));
    }

    @Test
    void areAmongTheFilesThatWereRead() throws Exception {
        Path file = folder.resolve("c.yml");
        ProblemList problems = new ProblemList();
        UnsavedTexts.call(Map.of(file, "typed"), () -> TextFiles.read(file, problems));
        assertEquals("typed", problems.taken().getFirst().text());
    }

    @Test
    void endWithACallThatFails() throws Exception {
        Path file = Files.writeString(folder.resolve("d.yml"), "saved");
        try {
            UnsavedTexts.call(Map.of(file, "typed"), () -> {
                throw new IOException("broken");
            });
        } catch (IOException e) {
            assertEquals("broken", e.getMessage());
        }
        assertEquals("saved", text(file));
    }
}
