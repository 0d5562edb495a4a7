package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

/**
 * A cluster of Ceph on the same hosts, and claims on it, as far as they get where the driver's images can't be pulled.
 */
final class Volumes {
    private static final List<String> DISKS = List.of("--data-disks", "1", "--data-size", "6G");

    /** As the page of role ceph_csi has them. */
    private static final String CLAIM = """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: tried}
        spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: tried}
        spec:
          containers:
            - {name: writer, image: "localhost/probe:1.4.0", volumeMounts: [{name: data, mountPath: /data}]}
          volumes: [{name: data, persistentVolumeClaim: {claimName: tried}}]
        """;

    private Volumes() {}

    /** Gives each host a disk, and all of them a cluster of Ceph. */
    static void before(ClusterLab lab) throws Exception {
        lab.call("up", DISKS.toArray(String[]::new));
        lab.call("reboot", lab.hosts().toArray(String[]::new));
        lab.play("ceph").ended(0);
    }

    /** What a claim gets, and what is said of it; Ceph is as it was before Kubernetes came. */
    static void of(ClusterLab lab, String master) throws Exception {
        ClusterLab.Run again = lab.play("ceph").ended(0);
        assertEquals(List.of(), new Announced(again.events()).changed(), again.printed());
        lab.on(master, "cat >/tmp/claim.yaml <<'END'\n" + CLAIM + "END\n");
        lab.kubectl(master, "apply -f /tmp/claim.yaml");
        assertEquals("ceph-rbd", lab.kubectl(master, "get pvc tried -o jsonpath={.spec.storageClassName}"));
        // A node is chosen for the pod, then the driver is asked, which does not run.
        lab.kubectl(
                master,
                "wait pvc tried"
                        + " --for=jsonpath='{.metadata.annotations.volume\\.kubernetes\\.io/storage-provisioner}'"
                        + "=rbd.csi.ceph.com"
                        + " --timeout=60s");
        List<String> pods = new ArrayList<>(
                List.of(lab.kubectl(master, "-n ceph-csi-rbd get pods -o name").split("\n")));
        pods.replaceAll(pod -> pod.substring(pod.indexOf('/') + 1));
        assertEquals(2 * lab.hosts().size(), pods.size(), pods.toString());
        told(lab.play("verify", "--tags", "nodes").ended(0), pods);
        told(
                lab.play("verify", "--tags", "nodes", "-e", "{\"verify_addons_may_wait\": []}")
                        .ended(2),
                pods);
        lab.kubectl(master, "delete --wait=false -f /tmp/claim.yaml");
    }

    private static void told(ClusterLab.Run run, List<String> pods) {
        assertTrue(run.printed().contains("pods of ceph-csi-rbd are not ready: "), run.printed());
        assertTrue(run.printed().contains("/cephcsi/cephcsi/manifests/"), run.printed());
        pods.forEach(pod ->
                assertTrue(run.printed().contains(pod + " (Pending"), () -> pod + " is not told:\n" + run.printed()));
    }
}
