package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All certificates of a cluster are renewed while a client writes through the address of the load balancers. */
final class Renewal {
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

    /** Young ones stay; all are renewed as the dry run told; what was renewed is not renewed again. */
    void isServedThrough() throws Exception {
        assertEquals(List.of(), new Announced(lab.play("renew-certs").ended(0).events()).changed());
        Announced told = new Announced(
                lab.play("renew-certs", "--check", "-e", "renew=all").ended(0).events());
        Map<String, String> before = certificates();
        SteadyClient client = SteadyClient.of(lab, master, lab.address(200));
        ClusterLab.Run run = lab.play("renew-certs", "-e", "renew=all").ended(0);
        SteadyClient.Answers answers = client.stop();
        assertEquals(List.of(), told.differences(new Announced(run.events())));
        Map<String, String> after = certificates();
        assertEquals(before.keySet(), after.keySet());
        before.forEach((file, digest) -> assertNotEquals(digest, after.get(file), file));
        System.out.println(
                before.size() + " certificates and kubeconfigs are renewed; answers to a client: " + answers);
        Matcher began = BEGAN.matcher(run.printed());
        assertTrue(began.find(), run.printed());
        lab.play("renew-certs", "-e", "renew=all", "-e", began.group(1)).changedNothing();
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
