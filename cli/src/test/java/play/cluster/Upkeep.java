package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is done to a cluster from day to day, by its playbooks: a workload is scaled and rolled out, a node emptied and
 * taken back, a person given access; and what people have of their own is named to it: registries, and who knows them.
 */
final class Upkeep {
    private static final String WORKLOAD = "workload=web";

    private final ClusterLab lab;
    private final String master;

    private Upkeep(ClusterLab lab, String master) {
        this.lab = lab;
        this.master = master;
    }

    /** @param node that carries pods, as others do */
    static void of(ClusterLab lab, String master, String node) throws Exception {
        Upkeep upkeep = new Upkeep(lab, master);
        upkeep.deploy();
        upkeep.scale();
        upkeep.rollOut();
        upkeep.empty(node);
        upkeep.giveAccess();
        new Mirroring(lab, master, node, lab.directory("registry")).serves();
        new Login(lab, master, lab.directory("issuer")).works();
        lab.play("verify").ended(0);
    }

    private void deploy() throws Exception {
        String web = Files.readString(ClusterLab.HOME.resolve("cli/src/test/resources/cluster/web.yaml"));
        lab.on(master, "cat >/tmp/web.yaml <<'T'\n" + web + "T\n");
        lab.kubectl(master, "apply --server-side -f /tmp/web.yaml");
    }

    private void scale() throws Exception {
        String[] words = {"-e", WORKLOAD, "-e", "replicas=3"};
        lab.play("scale", "-e", WORKLOAD, "-e", "replicas=3", "--check").ended(0);
        assertEquals("1", web("{.spec.replicas}"));
        lab.play("scale", words).ended(0);
        assertEquals("3", web("{.status.availableReplicas}"));
        lab.play("scale", words).changedNothing();
    }

    private void rollOut() throws Exception {
        Set<String> old = pods("");
        lab.play("rollout", "-e", WORKLOAD).ended(0);
        Set<String> fresh = pods("");
        assertEquals(3, fresh.size());
        assertTrue(Collections.disjoint(old, fresh), fresh + " after " + old);
        lab.kubectl(master, "set env deployment/web TRIED=yes");
        lab.play("rollout", "-e", WORKLOAD, "-e", "action=undo").ended(0);
        assertEquals("", web("{.spec.template.spec.containers[0].env}"));
    }

    private void empty(String node) throws Exception {
        String[] words = {"-e", "node=" + node};
        assertFalse(pods(node).isEmpty(), "no pod is on " + node);
        lab.play("drain-node", words).ended(0);
        assertEquals(Set.of(), pods(node));
        assertEquals("3", web("{.status.replicas}"));
        lab.play("drain-node", words).changedNothing();
        lab.play("uncordon-node", words).ended(0);
        lab.play("uncordon-node", words).changedNothing();
        assertEquals("", lab.kubectl(master, "get node " + node + " -o jsonpath={.spec.unschedulable}"));
    }

    /** The person may do what the role says, in the namespace, and nothing elsewhere. */
    private void giveAccess() throws Exception {
        Path folder = Files.createTempDirectory("kubeconfig");
        Path file = folder.resolve("jane.conf");
        String[] words = {
            "-e",
            "user=jane",
            "-e",
            "user_groups=dev,ops",
            "-e",
            "cluster_role=edit",
            "-e",
            "namespace=default",
            "-e",
            "kubeconfig=" + file
        };
        lab.play("kubeconfig", "-e", "user=jane", "-e", "user_groups=system:masters", "-e", "kubeconfig=" + file)
                .ended(2);
        assertFalse(Files.exists(file), "a kubeconfig of the system's own group");
        lab.play("kubeconfig", words).ended(0);
        lab.play("kubeconfig", words).changedNothing();
        lab.on(master, "umask 077; cat >/root/jane.conf <<'T'\n" + Files.readString(file) + "T\n");
        assertEquals(
                "jane [dev ops system:authenticated]",
                asJane("auth whoami -o 'jsonpath={.status.userInfo.username}" + " {.status.userInfo.groups}'")
                        .replace("\"", "")
                        .replace(",", " "));
        assertEquals("yes", asJane("auth can-i create configmaps"));
        assertEquals("no", asJane("auth can-i create configmaps -n kube-system || true"));
        assertEquals("no", asJane("auth can-i get nodes 2>/dev/null || true"));
        lab.on(master, "rm /root/jane.conf");
        Files.delete(file);
        Files.delete(folder);
    }

    private String asJane(String words) throws Exception {
        return lab.kubectl(master, "--kubeconfig /root/jane.conf " + words).strip();
    }

    private String web(String path) throws Exception {
        return lab.kubectl(master, "get deployment web -o 'jsonpath=" + path + "'");
    }

    /** Names of the workload's pods that are not on their way out; those of one node, unless its name is empty. */
    private Set<String> pods(String node) throws Exception {
        String template =
                "{{range .items}}{{if not .metadata.deletionTimestamp}}{{.metadata.name}}{{\"\\n\"}}{{end}}{{end}}";
        String where = node.isEmpty() ? "" : " --field-selector spec.nodeName=" + node;
        String names = lab.kubectl(master, "get pods -l app=web" + where + " -o 'go-template=" + template + "'");
        return new TreeSet<>(names.lines().toList());
    }
}
