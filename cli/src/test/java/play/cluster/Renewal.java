package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All certificates of a cluster are renewed. */
final class Renewal {
    private static final String PLAYBOOK = "renew-certs";

    private static final Pattern BEGAN = Pattern.compile("-e (renew_began=\\S+Z)");
    /** What CAs have is not renewed, and what kubelets are known by renews itself. */
    private static final String FILES = "find /etc/etcd/pki /etc/kubernetes /var/lib/kubelet/pki/serving.crt \\("
            + " -name '*.crt' -o -name '*.conf' \\) ! -name '*ca.crt' ! -name 'kubelet*.conf' 2>/dev/null"
            + " | xargs -r grep -lE 'BEGIN CERTIFICATE|client-certificate-data' | xargs -r sha256sum";

    private final ClusterLab lab;
    private final String master;

    Renewal(ClusterLab lab, String master) {
        this.lab = lab;
        this.master = master;
    }

    /** A run, and what was seen meanwhile. */
    @FunctionalInterface
    private interface Renewing {
        ClusterLab.Run run(String... options) throws Exception;
    }

    /** While a client writes, how often it got which answer is printed. */
    void isServedThrough() throws Exception {
        isDone(options -> {
            SteadyClient client = SteadyClient.of(lab, master, lab.address(200));
            ClusterLab.Run run = lab.play(PLAYBOOK, options);
            System.out.println("answers to a client while certificates are renewed: " + client.stop());
            return run;
        });
    }

    /** Of static pods, which a run that is broken off leaves with what they have read. */
    void isDoneByKubeadm() throws Exception {
        isDone(options -> lab.play(PLAYBOOK, options));
        String began = "renew_began=" + Instant.now().truncatedTo(ChronoUnit.SECONDS);
        lab.playKilledAt(
                "Restart the controller manager that runs since before its files were changed",
                PLAYBOOK,
                "-e",
                "renew=all",
                "-e",
                began);
        ClusterLab.Run run = lab.play(PLAYBOOK, "-e", "renew=all", "-e", began).ended(0);
        assertTrue(run.printed().contains("restart static pod kube-scheduler"), run.printed());
        assertTrue(run.printed().contains("restart static pod kube-apiserver"), run.printed());
        assertFalse(run.printed().contains("renew apiserver: "), run.printed());
        lab.play(PLAYBOOK, "-e", "renew=all", "-e", began).changedNothing();
        lab.play("verify").ended(0);
    }

    /** Young ones stay; all are renewed as the dry run told; what was renewed is not renewed again. */
    private void isDone(Renewing renewing) throws Exception {
        assertEquals(List.of(), new Announced(lab.play(PLAYBOOK).ended(0).events()).changed());
        Announced told = new Announced(
                lab.play(PLAYBOOK, "--check", "-e", "renew=all").ended(0).events());
        Map<String, String> before = certificates();
        ClusterLab.Run run = renewing.run("-e", "renew=all").ended(0);
        assertEquals(List.of(), told.differences(new Announced(run.events())));
        Map<String, String> after = certificates();
        assertEquals(before.keySet(), after.keySet());
        before.forEach((file, digest) -> assertNotEquals(digest, after.get(file), file));
        System.out.println(before.size() + " certificates and kubeconfigs are renewed");
        Matcher began = BEGAN.matcher(run.printed());
        assertTrue(began.find(), run.printed());
        lab.play(PLAYBOOK, "-e", "renew=all", "-e", began.group(1)).changedNothing();
    }

    /** Digests by host and file. */
    private Map<String, String> certificates() throws Exception {
        Map<String, String> digests = new TreeMap<>();
        for (String host : lab.hosts()) {
            lab.on(host, FILES + " || true")
                    .lines()
                    .map(line -> line.split("\\s+", 2))
                    .forEach(parts -> digests.put(host + " " + parts[1], parts[0]));
        }
        return digests;
    }
}
