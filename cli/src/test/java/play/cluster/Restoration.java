package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A cluster is backed up, loses first the majority of etcd and then all its data, and comes back with all it had. */
final class Restoration {
    private static final String PASSWORD = "a word of the test";
    private static final long BUMP = 1_000_000_000L;

    private final ClusterLab lab;
    private final List<String> members;
    private final String first;
    private final Path folder;
    private final Path backups;

    /**
     * @param members hosts of etcd that are the control plane too
     * @param folder empty, for the backups and passwords
     */
    Restoration(ClusterLab lab, List<String> members, Path folder) throws IOException {
        this.lab = lab;
        this.members = List.copyOf(members);
        this.first = members.getFirst();
        this.folder = folder;
        this.backups = folder.resolve("backups");
        Files.writeString(folder.resolve("password.yml"), "backup_password: " + PASSWORD + "\n");
        Files.writeString(folder.resolve("wrong.yml"), "backup_password: another word\n");
    }

    void bringsAllBack() throws Exception {
        lab.kubectl(first, "create secret generic before --from-literal=word=kept");
        foretells();
        String backup = backedUp();
        assertTrue(
                backup("--tags", "test-restore").ended(0).printed().contains("an etcd starts from it and holds"),
                "it is tried");
        lab.kubectl(first, "create configmap after --from-literal=word=new");
        refusesWhatServes(backup);
        fromOneThatIsLeft();
        fromNothing(backup);
    }

    /** A dry run tells of the backup, and makes none. */
    private void foretells() throws Exception {
        ClusterLab.Run dry = backup("--check").ended(0);
        assertTrue(dry.printed().contains("save the backup " + backups), dry.printed());
        assertFalse(Files.exists(backups));
    }

    /** Each run makes one, the oldest goes, and nothing stays on the hosts. */
    private String backedUp() throws Exception {
        backup("-e", "backup_keep=1").ended(0);
        String before = newest();
        ClusterLab.Run run = backup("-e", "backup_keep=1").ended(0);
        assertFalse(run.printed().contains(PASSWORD));
        assertTrue(newest().compareTo(before) > 0);
        assertEquals(1, all().size(), "the older one is gone");
        for (String member : members) {
            assertEquals("", lab.on(member, "ls -d /var/lib/play-backup 2>/dev/null || true"));
        }
        return newest();
    }

    private List<Path> all() throws IOException {
        try (Stream<Path> files = Files.list(backups)) {
            return files.sorted().toList();
        }
    }

    private String newest() throws IOException {
        return all().getLast().getFileName().toString();
    }

    private void refusesWhatServes(String backup) throws Exception {
        restore("password.yml", "-e", "backup=" + backup).refused("-e confirm=ha");
        restore("password.yml", "-e", "confirm=ha").refused("name the backup");
        restore("wrong.yml", "-e", "confirm=ha", "-e", "backup=" + backup).refused("cannot be decrypted");
        restored(backup).refused("serves: what it holds would be lost");
    }

    /** Two of three members have lost their data: what the third one has is the newest there is. */
    private void fromOneThatIsLeft() throws Exception {
        String last = members.getLast();
        stopsApiServers();
        for (String member : members.subList(0, members.size() - 1)) {
            loses(member);
        }
        ClusterLab.Run nobody = backup();
        assertTrue(nobody.code() != 0 && nobody.printed().contains("no member of etcd serves"), nobody.printed());
        backup("-e", "member=" + last).ended(0);
        restored(newest()).ended(0);
        assertEquals("new", lab.kubectl(first, "get configmap after -o jsonpath={.data.word}"));
        isWell();
    }

    /** Nobody has any data; and the first restore is broken off, for a member does not start. */
    private void fromNothing(String backup) throws Exception {
        long revision = revision();
        stopsApiServers();
        for (String member : members) {
            loses(member);
        }
        refusesWhatDoesNotFit(backup);
        breaksOff(backup);
        restored(newest()).refused("a restore from another snapshot has begun");
        restored(backup).ended(0);
        assertEquals("a2VwdA==", lab.kubectl(first, "get secret before -o jsonpath={.data.word}"));
        assertEquals("", lab.kubectl(first, "get configmap after --ignore-not-found"));
        assertTrue(revision() > revision, "no client sees the revision decrease");
        isWell();
    }

    private void breaksOff(String backup) throws Exception {
        String member = members.getLast();
        String dropIn = "/etc/systemd/system/etcd.service.d";
        lab.on(
                member,
                "mkdir -p " + dropIn + " && printf '[Service]\\nExecStartPre=/bin/false\\n' >" + dropIn
                        + "/broken.conf && systemctl daemon-reload");
        ClusterLab.Run broken =
                restore("password.yml", "-e", "confirm=ha", "-e", "backup=" + backup, "-e", "backup_health_timeout=5s");
        assertTrue(broken.code() != 0, broken.printed());
        lab.on(
                member,
                "rm " + dropIn
                        + "/broken.conf && systemctl daemon-reload && systemctl stop etcd && systemctl reset-failed");
    }

    private void refusesWhatDoesNotFit(String backup) throws Exception {
        String keys = "/etc/kubernetes/encryption.yaml";
        lab.on(first, "cp -p " + keys + " /root/keys && sed -i 's/secret: .*/secret: c29tZXRoaW5nIGVsc2U=/' " + keys);
        restored(backup).refused("lacks a key that the Secrets of the backup are encrypted with");
        lab.on(first, "mv /root/keys " + keys);
    }

    /** While etcd is there they stop at once. */
    private void stopsApiServers() throws Exception {
        for (String member : members) {
            lab.on(member, "systemctl stop kube-apiserver");
        }
    }

    private void loses(String member) throws Exception {
        lab.on(member, "systemctl kill -s KILL etcd; systemctl stop etcd; rm -r /var/lib/etcd/member");
    }

    private long revision() throws Exception {
        return Long.parseLong(lab.etcdctl(first, "get / -w fields")
                .lines()
                .filter(line -> line.startsWith("\"Revision\" : "))
                .findFirst()
                .orElseThrow()
                .replaceAll("\\D", ""));
    }

    /** Those who watch have noticed: a new pod is given a node, and its kubelet takes it. */
    private void isWell() throws Exception {
        assertTrue(revision() > BUMP);
        lab.play("verify").ended(0);
    }

    private ClusterLab.Run backup(String... options) throws Exception {
        return play("backup", "password.yml", options);
    }

    private ClusterLab.Run restored(String backup) throws Exception {
        return restore("password.yml", "-e", "confirm=ha", "-e", "backup=" + backup);
    }

    private ClusterLab.Run restore(String passwords, String... options) throws Exception {
        return play("restore", passwords, options);
    }

    private ClusterLab.Run play(String playbook, String passwords, String... options) throws Exception {
        List<String> words =
                new ArrayList<>(List.of("-e", "@" + folder.resolve(passwords), "-e", "backup_dir=" + backups));
        words.addAll(List.of(options));
        return lab.play(playbook, words.toArray(String[]::new));
    }
}
