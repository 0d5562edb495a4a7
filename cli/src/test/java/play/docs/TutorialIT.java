package play.docs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.docs.PageWalk.Renamed;
import play.lab.Lab;
import play.lab.LabException;

/** The tutorial, followed on a blank host. */
@Tag("lab")
class TutorialIT {
    private static final Path HOME = Path.of(Objects.requireNonNull(System.getProperty("play.home")));

    @TempDir
    Path folder = Path.of("/");

    @AfterEach
    void purge() throws LabException, InterruptedException {
        new Lab(HOME, line -> {}).call(List.of("down", "--name", "ci-tutorial", "--purge", "--force"));
    }

    @Test
    void printsWhatThePageShows() throws IOException, InterruptedException, LabException {
        purge();
        List<Renamed> renamed = List.of(
                new Renamed("--name first ", "--name ci-tutorial "),
                new Renamed("play-lab/first/", "play-lab/ci-tutorial/"),
                new Renamed("10.99.0", "10.91.34"),
                new Renamed("/root/first", folder.resolve("work").toString()));
        new PageWalk("tutorial.md", folder, renamed).compare(15);
    }
}
