package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

/** Uses a cluster as people do, without {@code play}: it keeps what it is given, and runs what it is told. */
final class ClusterUse {
    private ClusterUse() {}

    static void of(ClusterLab lab, String master, List<String> stores) throws Exception {
        for (String store : stores) {
            assertTrue(lab.etcdctl(store, "endpoint health 2>&1").contains("is healthy"));
        }
        String ready = lab.kubectl(master, "get --raw '/readyz?verbose'");
        assertTrue(ready.contains("readyz check passed"), ready);
        String object =
                "apiVersion: v1\\nkind: ConfigMap\\nmetadata: {name: tried, namespace: default}\\ndata: {a: b}\\n";
        lab.on(master, "printf '" + object + "' >/tmp/tried.yaml");
        lab.kubectl(master, "apply --server-side -f /tmp/tried.yaml");
        assertEquals("b", lab.kubectl(master, "get configmap tried -o jsonpath={.data.a}"));
        System.out.println(lab.workload(master));
        executables(lab);
    }

    /** Prints what runs, for the record: version and digest of each process's own file. */
    private static void executables(ClusterLab lab) throws Exception {
        for (String host : lab.hosts()) {
            String found = lab.on(
                    host,
                    "for unit in etcd kube-apiserver kube-controller-manager kube-scheduler kubelet kube-proxy"
                            + " flanneld kube-router containerd kube-api-lb; do"
                            + " pid=$(systemctl show -p MainPID --value $unit); [ \"${pid:-0}\" != 0 ] || continue;"
                            + " echo \"$(/proc/$pid/exe --version | head -n 1)"
                            + " $(openssl dgst -sha256 -r <\"/proc/$pid/exe\" | cut -c 1-64)\"; done");
            found.lines().forEach(line -> System.out.println(host + ": " + line));
        }
    }
}
