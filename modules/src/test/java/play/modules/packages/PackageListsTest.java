package play.modules.packages;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.Observed;
import play.host.StateKey;
import play.testkit.LocalHost;

/** Lists may look older than they are, never younger. */
class PackageListsTest {
    private static final StateKey<PackageLists.Age> HOUR = PackageLists.within(Duration.ofHours(1));

    @TempDir
    Path root = Path.of("/");

    @BeforeEach
    void listsThatCameFiveHoursAgo() throws IOException {
        touch("etc/apt/sources.list", Duration.ofHours(9));
        touch("var/lib/apt/lists/debian_InRelease", Duration.ofHours(9));
        touch(PackageLists.APT_STAMP.substring(1), Duration.ofHours(5));
    }

    private void touch(String path, Duration age) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    private boolean current() throws Exception {
        List<StateKey<PackageLists.Age>> keys = List.of(HOUR);
        Observed<PackageLists.Age> seen = new PackageLists()
                .parse(keys, LocalHost.run(PackageLists.read(root.toString(), keys)))
                .getOrDefault(HOUR, new Observed.Unknown<>("no answer"));
        return seen instanceof Observed.Known<PackageLists.Age>(PackageLists.Age age, var how) && age.current();
    }

    @Test
    void aFreshStampTellsThatListsAreNew() throws Exception {
        touch(PackageLists.APT_STAMP.substring(1), Duration.ZERO);
        assertTrue(current());
    }

    /** What a failed update, or one that clears the lists, leaves behind. */
    @Test
    void aFolderThatChangedDoesNotMakeListsNew() throws Exception {
        touch("var/lib/apt/lists/partial", Duration.ZERO);
        assertFalse(current());
    }

    @Test
    void aStampWithoutListsIsWorthNothing() throws Exception {
        touch(PackageLists.APT_STAMP.substring(1), Duration.ZERO);
        Files.delete(root.resolve("var/lib/apt/lists/debian_InRelease"));
        assertFalse(current());
    }

    @Test
    void aStampOfTheFutureIsWorthNothing() throws Exception {
        touch(PackageLists.APT_STAMP.substring(1), Duration.ofHours(-2));
        assertFalse(current());
    }

    @Test
    void withoutAStampTheNewestListTells() throws Exception {
        Files.delete(root.resolve(PackageLists.APT_STAMP.substring(1)));
        assertFalse(current());
        touch("var/lib/apt/lists/debian_InRelease", Duration.ZERO);
        assertTrue(current());
    }

    /** A package that brings a source gives it the date it was built. */
    @Test
    void aSourceThatCameLaterMakesListsOldWhateverItsDate() throws Exception {
        touch(PackageLists.APT_STAMP.substring(1), Duration.ZERO);
        assertTrue(current());
        FileTime stamp = Files.getLastModifiedTime(root.resolve(PackageLists.APT_STAMP.substring(1)));
        do {
            touch("etc/apt/sources.list.d/new.list", Duration.ofDays(300));
        } while (changed("etc/apt/sources.list.d/new.list").compareTo(stamp) <= 0);
        assertFalse(current());
    }

    /** The kernel's clock for this ticks every few milliseconds. */
    private FileTime changed(String path) throws IOException {
        return (FileTime) Files.getAttribute(root.resolve(path), "unix:ctime");
    }
}
