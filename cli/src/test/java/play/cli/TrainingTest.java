package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The playbook that is run for the cache of the JDK changes its folder alone, and comes to its end. */
class TrainingTest extends TrialTest {
    @Test
    void theTrainingRuns() throws Exception {
        Path playbook = Path.of(Objects.requireNonNull(System.getProperty("play.home")))
                .resolve("cli/src/main/config/training.yml");
        Trial.Said said =
                Trial.main("run", "--diff", "-i", "localhost,", "-e", "folder=" + folder, playbook.toString());
        assertEquals(0, said.code(), said::everything);
        assertTrue(said.out().contains("failed=0 "), said::everything);
        assertTrue(said.out().contains("rescued=1 "), said::everything);
        assertEquals("ONE 1\nTWO 2\n", Files.readString(folder.resolve("two/file3")));
    }
}
