package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A cluster of several masters gets the next minor version of Kubernetes while a client writes through the address of
 * the load balancers: no request is lost.
 */
final class ServedUpgrade {
    private static final String PLAYBOOK = "upgrade";

    private final ClusterLab lab;
    private final String master;
    private final Path backups;
    private final String[] options;

    /** @param folder empty, for the backup and the password */
    ServedUpgrade(ClusterLab lab, String master, Path folder) throws IOException {
        this.lab = lab;
        this.master = master;
        Path password = Files.writeString(folder.resolve("password.yml"), "backup_password: a word of the test\n");
        this.backups = folder.resolve("backups");
        this.options = new String[] {"-e", "@" + password, "-e", "backup_dir=" + backups};
    }

    void losesNothing() throws Exception {
        lab.setVariable("k8s_version: " + Upgrading.VERSION);
        SteadyClient client = SteadyClient.of(lab, master, lab.address(200));
        lab.play(PLAYBOOK, options).ended(0);
        SteadyClient.Answers answers = client.stop();
        System.out.println("answers to a client while the cluster was upgraded: " + answers);
        assertEquals(List.of(), answers.others());
        assertTrue(manifest().contains("1.36.4"), "the backup is of the version that ran");
        lab.play(PLAYBOOK, options).changedNothing();
        lab.play("k8s-cluster").changedNothing();
        lab.play("verify").ended(0);
    }

    /** Of the only backup. */
    private String manifest() throws IOException {
        try (Stream<Path> all = Files.list(backups)) {
            return Files.readString(all.findFirst().orElseThrow().resolve("manifest.json"));
        }
    }
}
