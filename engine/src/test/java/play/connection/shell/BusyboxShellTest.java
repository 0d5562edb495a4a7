package play.connection.shell;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The contract, where {@code sh} is busybox. */
@Tag("lab")
final class BusyboxShellTest extends ShellContract {
    @TempDir
    Path folder;

    @Override
    ShellChannel open() throws Exception {
        return Shells.of("busybox", folder);
    }
}
