package play.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import play.host.StateKey;
import play.value.Foreseen;

class MountPointTest {
    private static final MountPoint.Mounted SOME =
            new MountPoint.Mounted(known("proc"), known("/"), known("proc"), known("0:1"));

    private static Foreseen<String> known(String value) {
        return new Foreseen.Exactly<>(value);
    }

    /** Of this machine; a path that only begins as one of a mount is another. */
    @ParameterizedTest
    @CsvSource({"/proc, false", "/pro, true", "/proc/self, true", "/ho st/a.b, true", "/pr.c, true"})
    void whatIsNoMountIsCheckedToBeNone(String path, boolean holds) throws Exception {
        String check = check(path, MountPoint.NONE).orElseThrow();
        assertEquals(holds, new ProcessBuilder("sh", "-c", check).start().waitFor() == 0);
    }

    @Test
    void aMountIsNotChecked() {
        assertEquals(Optional.empty(), check("/proc", SOME));
    }

    private static Optional<String> check(String path, MountPoint state) {
        StateKey<MountPoint> key = MountPoint.at(path);
        return key.family().still(key, state);
    }
}
