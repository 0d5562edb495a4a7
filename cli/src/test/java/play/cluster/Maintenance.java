package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a cluster needs from time to time: done at once, and by a timer. */
final class Maintenance {
    private static final String UNIT = "play-maintenance-all-in-one-net";
    private static final int MEBIBYTE = 1 << 20;
    private static final int FILLED = 40;

    private final ClusterLab lab;
    private final String host;
    private final Path folder;

    private Maintenance(ClusterLab lab, String host, Path folder) {
        this.lab = lab;
        this.host = host;
        this.folder = folder;
    }

    /**
     * @param host the member of etcd, which has the timer for a while
     * @param folder empty, for the backup and the password
     */
    static void of(ClusterLab lab, String host, Path folder) throws Exception {
        Maintenance maintenance = new Maintenance(lab, host, folder);
        maintenance.isDoneAtOnce();
        maintenance.isDoneByATimer();
    }

    private void isDoneAtOnce() throws Exception {
        Path password = Files.writeString(folder.resolve("password.yml"), "backup_password: a word of the test\n");
        leavesUnusedSpace();
        long before = size();
        assertTrue(before > FILLED * (long) MEBIBYTE, () -> before + " bytes");
        String small = "maintenance_defrag_min_size=" + MEBIBYTE;
        Path backups = folder.resolve("backups");
        lab.play("maintenance", "-e", "@" + password, "-e", "backup_dir=" + backups, "-e", small)
                .ended(0);
        long after = size();
        assertTrue(after < before / 2, () -> before + " bytes before, " + after + " after");
        assertEquals(1, count(backups));
        lab.play("maintenance", "-e", "maintenance_backup=false", "-e", small).changedNothing();
    }

    /** Values of a mebibyte each, which are deleted and compacted. */
    private void leavesUnusedSpace() throws Exception {
        lab.on(host, "head -c " + MEBIBYTE + " /dev/zero | tr '\\0' x >/root/value");
        for (int number = 0; number < FILLED; number++) {
            lab.etcdctl(host, "put /test/" + number + " </root/value");
        }
        lab.etcdctl(host, "del --prefix /test/");
        String revision = lab.etcdctl(host, "get / -w json | sed 's/.*\"revision\":\\([0-9]*\\).*/\\1/'");
        lab.etcdctl(host, "compact --physical " + revision);
        lab.on(host, "rm /root/value");
    }

    /** Of etcd's file, in bytes. */
    private long size() throws Exception {
        return Long.parseLong(lab.etcdctl(host, "endpoint status -w json | sed 's/.*\"dbSize\":\\([0-9]*\\).*/\\1/'"));
    }

    private static int count(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return (int) files.count();
        }
    }

    private void isDoneByATimer() throws Exception {
        timer().ended(0);
        assertEquals(
                "enabled\nactive",
                lab.on(host, "systemctl is-enabled " + UNIT + ".timer; systemctl is-active " + UNIT + ".timer"));
        lab.on(host, "systemctl start " + UNIT + ".service");
        String said = lab.on(host, "journalctl -o cat -u " + UNIT + ".service");
        assertTrue(said.contains("/maintenance.yml --inventory=/"), said);
        assertTrue(said.contains(" -e note=50% of $HOME \"now\"\n"), said);
        timer().changedNothing();
        timer("-e", "maintenance_timer=absent").ended(0);
        assertEquals("", lab.on(host, "ls /etc/systemd/system | grep play-maintenance || true"));
        assertEquals("", lab.on(host, "systemctl list-units --all --no-legend '" + UNIT + "*'"));
        timer("-e", "maintenance_timer=absent").changedNothing();
    }

    /** The program is one that prints its words. */
    private ClusterLab.Run timer(String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of(
                "-e",
                "{\"maintenance_host\": \"" + host + "\", \"maintenance_program\": \"/bin/echo\","
                        + " \"maintenance_user\": \"root\", \"maintenance_directory\": \"/root\","
                        + " \"maintenance_options\": [\"-e\", \"note=50% of $HOME \\\"now\\\"\"]}"));
        words.addAll(List.of(more));
        return lab.play("maintenance-timer", words.toArray(String[]::new));
    }
}
