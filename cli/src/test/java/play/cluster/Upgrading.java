package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A cluster that is written to all along gets the next minor version of Kubernetes, by a run that is killed twice and
 * begun again.
 */
final class Upgrading {
    private static final String PLAYBOOK = "upgrade";
    static final String VERSION = "1.37.2";

    /** Keeps writing objects until there is a file; a line for each that was kept, and for each that was not. */
    private static final String CLIENT = """
        n=0
        while [ ! -e /root/enough ]; do
          n=$((n + 1))
          if %1$s create configmap upgraded-$n --from-literal=n=$n >/dev/null 2>>/root/reasons &&
            [ "$(%1$s get configmap upgraded-$n -o 'jsonpath={.data.n}' 2>>/root/reasons)" = $n ]; then
            echo "kept $n"
          else
            echo "lost $n"
          fi
        done >/root/written
        """;

    private final ClusterLab lab;
    private final String master;
    private final Path folder;

    private Upgrading(ClusterLab lab, String master, Path folder) throws IOException {
        this.lab = lab;
        this.master = master;
        this.folder = folder;
        Files.writeString(folder.resolve("password.yml"), "backup_password: a word of the test\n");
    }

    /** @param folder empty, for the backups and the password */
    static void of(ClusterLab lab, String master, Path folder) throws Exception {
        Upgrading upgrading = new Upgrading(lab, master, folder);
        upgrading.refuses();
        upgrading.foretells();
        lab.setVariable("k8s_version: " + VERSION);
        upgrading.isUpgradedWhileItServes();
        upgrading.hasNothingLeftToDo();
    }

    private void refuses() throws Exception {
        play("-e", "k8s_version=1.35.9").refused("no program is taken back to an older version");
        lab.play("k8s-cluster", "-e", "k8s_version=" + VERSION)
                .refused("kubelet 1.36.4, kube-proxy 1.36.4 runs here, and k8s_version is " + VERSION);
        lab.kubectl(master, "create deployment kept --image=localhost/pause:1.0.0 --replicas=2");
        lab.kubectl(master, "rollout status deployment/kept --timeout=60s");
        lab.kubectl(master, "create poddisruptionbudget kept --selector=app=kept --min-available=2");
        play("-e", "k8s_version=" + VERSION, "--tags", "check-upgrade")
                .refused("Cannot evict pod as it would violate the pod's disruption budget");
        lab.kubectl(master, "delete poddisruptionbudget kept");
        lab.play(PLAYBOOK, "-e", "k8s_version=" + VERSION).refused("backup_password is not set");
    }

    /** A dry run tells what would be changed, and neither it nor a look changes anything. */
    private void foretells() throws Exception {
        Map<String, List<String>> before = lab.walk();
        ClusterLab.Run look =
                play("-e", "k8s_version=" + VERSION, "--tags", "check-upgrade").changedNothing();
        assertTrue(look.printed().contains("kubelet 1.36.4 on knode1, knode2, knode3"), look.printed());
        ClusterLab.Run dry = play("-e", "k8s_version=" + VERSION, "--check").ended(0);
        assertTrue(dry.printed().contains("restart kube-apiserver.service"), dry.printed());
        assertTrue(dry.printed().contains("drain knode3"), dry.printed());
        lab.isStill(before);
    }

    private void isUpgradedWhileItServes() throws Exception {
        lab.on(master, "cat >/root/client <<'T'\n" + CLIENT.formatted(ClusterLab.KUBECTL) + "T\n");
        lab.on(master, "rm -f /root/enough; systemd-run --unit=client sh /root/client");
        killedAt("Restart the API server with its new version");
        killedAt("Restart the kubelet with its new version");
        play().ended(0);
        lab.on(master, "touch /root/enough; while systemctl is-active --quiet client; do sleep 0.2; done");
        List<String> kept = written("kept");
        System.out.println("objects written while the cluster was upgraded: " + kept.size() + " kept, "
                + written("lost").size() + " refused while the only API server was restarted");
        String objects = lab.kubectl(master, "get configmaps -o 'jsonpath={range .items[*]}{.data.n}{\"\\n\"}{end}'");
        List<String> there = objects.lines().toList();
        assertEquals(List.of(), kept.stream().filter(n -> !there.contains(n)).toList());
        assertTrue(kept.size() > 10, objects);
    }

    private void killedAt(String task) throws Exception {
        lab.playKilledAt(task, PLAYBOOK, options());
    }

    private List<String> written(String how) throws Exception {
        return lab.on(master, "cat /root/written")
                .lines()
                .filter(line -> line.startsWith(how + " "))
                .map(line -> line.substring(how.length() + 1))
                .toList();
    }

    private void hasNothingLeftToDo() throws Exception {
        String nodes = lab.kubectl(
                master,
                "get nodes -o 'jsonpath={range .items[*]}{.status.nodeInfo.kubeletVersion} {.spec.unschedulable}"
                        + " {.metadata.annotations.play\\.upgrade/cordoned};{end}'");
        assertEquals(("v" + VERSION + "  ;").repeat(3), nodes);
        play().changedNothing();
        lab.play("k8s-cluster").changedNothing();
        lab.play("verify").ended(0);
        lab.kubectl(master, "delete deployment kept");
        lab.on(master, "rm /root/client /root/enough /root/written /root/reasons");
        play("-e", "k8s_version=1.36.4").refused("no program is taken back to an older version");
    }

    private ClusterLab.Run play(String... options) throws Exception {
        return lab.play(PLAYBOOK, options(options));
    }

    private String[] options(String... options) {
        List<String> words = new ArrayList<>(
                List.of("-e", "@" + folder.resolve("password.yml"), "-e", "backup_dir=" + folder.resolve("backups")));
        words.addAll(List.of(options));
        return words.toArray(String[]::new);
    }
}
