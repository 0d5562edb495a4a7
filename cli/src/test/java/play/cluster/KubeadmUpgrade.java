package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A cluster by kubeadm gets the next minor version of Kubernetes, by a run that is killed and begun again. */
final class KubeadmUpgrade {
    private static final String PLAYBOOK = "upgrade";
    private static final String WANTED = "k8s_version=" + Upgrading.VERSION;

    private final ClusterLab lab;
    private final String master;
    private final Path folder;

    private KubeadmUpgrade(ClusterLab lab, String master, Path folder) throws IOException {
        this.lab = lab;
        this.master = master;
        this.folder = folder;
        Files.writeString(folder.resolve("password.yml"), "backup_password: a word of the test\n");
    }

    /** @param folder empty, for the backups and the password */
    static void of(ClusterLab lab, String master, Path folder) throws Exception {
        KubeadmUpgrade upgrade = new KubeadmUpgrade(lab, master, folder);
        upgrade.refuses();
        upgrade.foretells();
        lab.setVariable("k8s_version: " + Upgrading.VERSION);
        upgrade.isDone();
        upgrade.hasNothingLeftToDo();
    }

    private void refuses() throws Exception {
        play("-e", "k8s_version=1.35.9").refused("no program is taken back to an older version");
        lab.play("k8s-cluster", "-e", WANTED).refused("and k8s_version is " + Upgrading.VERSION);
        play("-e", WANTED, "-e", "kubeadm_etcd_image_tag=3.6.13")
                .refused("no program is taken back to an older version");
        play("-e", WANTED, "-e", "kubeadm_image_repository=registry.example")
                .refused("kubeadm goes by what the cluster keeps");
        play("-e", WANTED, "-e", "{\"containerd_images\": []}")
                .refused("lacks localhost/kube-apiserver:v" + Upgrading.VERSION);
    }

    /** A dry run tells what would be changed, and changes nothing. */
    private void foretells() throws Exception {
        Map<String, List<String>> before = lab.walk();
        ClusterLab.Run dry = play("-e", WANTED, "--check").ended(0);
        assertTrue(dry.printed().contains("kubeadm upgrade apply"), dry.printed());
        assertTrue(dry.printed().contains("kubeadm upgrade node"), dry.printed());
        assertTrue(dry.printed().contains("drain " + lab.hosts().getLast()), dry.printed());
        lab.isStill(before);
    }

    private void isDone() throws Exception {
        lab.kubectl(master, "create configmap written-before --from-literal=a=b");
        lab.playKilledAt("Upgrade the control plane by kubeadm", PLAYBOOK, options());
        lab.playKilledOn(lab.hosts().get(1), "Restart the kubelet with its new version", PLAYBOOK, options());
        play().ended(0);
        assertEquals("b", lab.kubectl(master, "get configmap written-before -o jsonpath={.data.a}"));
        lab.kubectl(master, "delete configmap written-before");
    }

    private void hasNothingLeftToDo() throws Exception {
        String nodes = lab.kubectl(
                master,
                "get nodes -o 'jsonpath={range .items[*]}{.status.nodeInfo.kubeletVersion} {.spec.unschedulable}"
                        + " {.metadata.annotations.play\\.upgrade/cordoned};{end}'");
        assertEquals(("v" + Upgrading.VERSION + "  ;").repeat(lab.hosts().size()), nodes);
        assertEquals(
                Set.of("v" + Upgrading.VERSION),
                lab.kubectl(
                                master,
                                "get pods -n kube-system -l tier=control-plane,component!=etcd -o"
                                        + " 'jsonpath={range .items[*]}{.spec.containers[0].image}{\"\\n\"}{end}'")
                        .lines()
                        .map(image -> image.substring(image.lastIndexOf(':') + 1))
                        .collect(Collectors.toSet()));
        assertTrue(
                lab.kubectl(master, "get configmap -n kube-system kubeadm-config -o jsonpath={.data}")
                        .contains("kubernetesVersion: v" + Upgrading.VERSION),
                "what kubeadm keeps");
        play().changedNothing();
        lab.play("k8s-cluster").changedNothing();
        lab.play("verify").ended(0);
        play("-e", "k8s_version=1.36.4").refused("no program is taken back to an older version");
    }

    private ClusterLab.Run play(String... options) throws Exception {
        return lab.play(PLAYBOOK, options(options));
    }

    private String[] options(String... options) {
        List<String> words = new ArrayList<>(List.of(
                "-e",
                "@" + folder.resolve("password.yml"),
                "-e",
                "backup_dir=" + folder.resolve("backups"),
                // The driver of volumes has its sockets in some.
                "-e",
                "upgrade_delete_emptydir_data=true"));
        words.addAll(List.of(options));
        return words.toArray(String[]::new);
    }
}
