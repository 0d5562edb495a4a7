package play.modules.artifacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactCacheTest {
    private static final LockEntry TOOL = new LockEntry(
            "tool", "1.0", "amd64", true, "", Optional.empty(), Optional.empty(), Map.of("tool", ""), List.of("tool"));

    @TempDir
    Path folder;

    private ArtifactCache cache = new ArtifactCache(Path.of("/nonexistent"));

    @BeforeEach
    void make() {
        cache = new ArtifactCache(folder);
    }

    private void put(String text) throws IOException {
        Path made = Files.writeString(folder.resolve("made"), text);
        cache.put(TOOL, new ArtifactCache.Fetched("built here", "", Map.of("tool", made)), cache.workFolder());
    }

    private Path cached() {
        return folder.resolve("artifacts/tool/1.0/amd64/tool");
    }

    private Object identity() throws IOException {
        return Files.getAttribute(cached(), "unix:ino");
    }

    @Test
    void theSameFilesOfAnotherRunStayForWhoeverReadsThem() throws IOException {
        put("one");
        Object before = identity();
        put("one");
        assertEquals(before, identity());
    }

    @Test
    void otherFilesTakeThePlaceOfThoseThatWere() throws IOException {
        put("one");
        Object before = identity();
        put("two");
        assertNotEquals(before, identity());
        assertEquals("two", Files.readString(cached()));
    }

    @Test
    void whatIsNoLongerWhatItWasIsPutThereAnew() throws IOException {
        put("one");
        Files.writeString(cached(), "spoilt");
        put("one");
        assertEquals("one", Files.readString(cached()));
    }
}
