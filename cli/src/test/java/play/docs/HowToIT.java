package play.docs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.docs.PageWalk.Renamed;
import play.lab.Lab;
import play.lab.LabException;

/**
 * Pages with commands, followed: those whose hosts are directories of this machine, and one of hosts behind another.
 */
@Tag("lab")
class HowToIT {
    private static final Path HOME = Path.of(Objects.requireNonNull(System.getProperty("play.home")));
    private static final String LAB = "ci-howto";

    @TempDir
    Path folder = Path.of("/");

    private Renamed directory(String there) {
        return new Renamed(there, folder.resolve("work").toString());
    }

    @Test
    void secrets() throws IOException, InterruptedException {
        new PageWalk("secrets.md", folder, List.of(directory("/root/secrets"))).compare(12);
    }

    @Test
    void rollingUpdates() throws IOException, InterruptedException {
        new PageWalk("rolling-updates.md", folder, List.of(directory("/root/rolling"))).compare(6);
    }

    @Test
    void dryRun() throws IOException, InterruptedException {
        new PageWalk("dry-run.md", folder, List.of(directory("/root/dry"))).compare(1);
    }

    @Test
    void jumpHosts() throws IOException, InterruptedException, LabException {
        Lab lab = new Lab(HOME, line -> {});
        List<Renamed> renamed = List.of(
                new Renamed("--name jump ", "--name " + LAB + " "),
                new Renamed("play-lab/jump/", "play-lab/" + LAB + "/"),
                new Renamed("10.99.0", "10.91.35"),
                directory("/root/jump"));
        try {
            new PageWalk("jump-hosts.md", folder, renamed).compare(5);
        } finally {
            lab.call(List.of("down", "--name", LAB, "--purge", "--force"));
        }
    }
}
