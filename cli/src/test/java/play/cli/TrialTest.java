package play.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test that runs playbooks on this machine, in a directory of its own. */
abstract class TrialTest {
    @TempDir
    Path folder = Path.of("/");

    Trial trial;

    @BeforeEach
    void begin() throws IOException {
        trial = new Trial(folder);
    }
}
