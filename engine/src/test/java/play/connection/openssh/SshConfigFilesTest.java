package play.connection.openssh;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where it cannot be told what the files say, {@code ssh} is asked, which tells what is wrong with them. */
class SshConfigFilesTest {
    @TempDir
    Path home = Path.of("/");

    private Path config = Path.of("/");

    @BeforeEach
    void folder() throws IOException {
        config = Files.createDirectories(home.resolve(".ssh/conf.d")).resolveSibling("config");
    }

    @Test
    void filesThatIncludeEachOtherMatter() throws IOException {
        Files.writeString(config, "Include " + home.resolve(".ssh/conf.d/*") + "\n");
        Files.writeString(home.resolve(".ssh/conf.d/a"), "Include " + config + "\n");
        assertTrue(SshConfigFiles.matter(home));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/ssh/[", "/etc/\0"})
    void patternsThatCannotBeReadMatter(String pattern) throws IOException {
        Files.writeString(config, "Include " + pattern + "\n");
        assertTrue(SshConfigFiles.matter(home));
    }
}
