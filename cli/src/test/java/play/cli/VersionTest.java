package play.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The version that the program says is that of the build and of the list of changes. */
class VersionTest {
    @Test
    void theVersionStandsOnceInEachPlace() throws IOException {
        for (String pom : List.of("pom.xml", "cli/pom.xml", "release/pom.xml")) {
            String text = Files.readString(Home.folder().resolve(pom));
            assertTrue(text.contains("<version>" + Version.NUMBER + "</version>"), pom);
        }
        assertTrue(Files.readString(Home.folder().resolve("CHANGELOG.md")).contains("\n## " + Version.NUMBER));
    }
}
