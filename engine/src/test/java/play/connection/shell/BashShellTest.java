package play.connection.shell;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The contract, where {@code sh} is bash. */
@Tag("lab")
final class BashShellTest extends ShellContract {
    @TempDir
    Path folder;

    @Override
    ShellChannel open() throws Exception {
        return Shells.of("bash", folder);
    }
}
