package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job on real hosts: blank servers to a cluster that works, as announced, and nothing left to do after it. */
@Tag("lab")
class ClusterIT {
  private static final String ETCDCTL =
      "/opt/etcd/current/bin/etcdctl --endpoints https://127.0.0.1:2379 --cacert /etc/etcd/pki/ca.crt --cert /etc/etcd/pki/healthcheck-client.crt --key /etc/etcd/pki/healthcheck-client.key ";
  private static final String KUBECTL = "/opt/k8s/current/bin/kubectl --kubeconfig /etc/kubernetes/admin.conf ";

  /** Below this share of a dry run's resources can't be told. */
  private static final double UNKNOWN = 0.02;

  @TempDir Path folder = Path.of("/");

  @Test
  void aClusterOfOneMasterAndOneStore() throws Exception {
    ClusterLab lab = new ClusterLab("lab", "10.91.1", List.of("knode1", "knode2", "knode3", "knode4"), folder);
    try {
      bringUp(lab);
      works(lab, "knode1", List.of("knode4"));
    } finally {
      lab.down();
    }
  }

  @Test
  void aClusterOfThreeOutlivesAMember() throws Exception {
    List<String> masters = List.of("master1", "master2", "master3");
    List<String> all = new ArrayList<>(masters);
    all.addAll(List.of("worker1", "worker2", "lb1", "lb2"));
    ClusterLab lab = new ClusterLab("ha", "10.91.2", all, folder);
    try {
      bringUp(lab);
      works(lab, "master1", masters);
      lab.call("poweroff", "master3");
      lab.leaveDown();
      lab.on("master1", ETCDCTL + "put /test/outlived yes");
      assertTrue(lab.on("master2", ETCDCTL + "get /test/outlived").contains("yes"));
      assertTrue(lab.on("master1", KUBECTL + "get --raw '/readyz'").contains("ok"));
      ClusterLab.Run run = lab.play("without-a-member");
      assertFalse(run.code() == 0, run.printed());
      assertTrue(run.printed().contains("master3") && run.printed().contains("UNREACHABLE"), run.printed());
      lab.start();
      ClusterLab.Run whole = lab.play("whole-again").ended(0);
      assertEquals(List.of(), new Announced(whole.events()).changed(), whole.printed());
    } finally {
      lab.down();
    }
  }

  private static void bringUp(ClusterLab lab) throws Exception {
    Map<String, List<String>> blank = lab.walk();
    ClusterLab.Run dry = lab.play("dry", "--check", "--diff").ended(0);
    assertEquals(blank, lab.walk(), "the dry run changed a host");
    Announced announced = new Announced(dry.events());
    assertFalse(announced.changed().isEmpty(), dry.printed());
    assertTrue(announced.unknown().size() < UNKNOWN * announced.resources(), () -> "not told: " + String.join("\n", announced.unknown()));

    ClusterLab.Run real = lab.play("real").ended(0);
    System.out.println(Phases.of(real.events()));
    Announced made = new Announced(real.events());
    assertEquals("", String.join("\n", announced.differences(made)));
    Map<String, List<String>> built = lab.walk();
    for (String host : lab.hosts()) {
      assertEquals(List.of(), Walks.unannounced(Walks.changed(blank.get(host), built.get(host)), announced.touched(host), lab.owned(host)), host);
    }

    ClusterLab.Run again = lab.play("again").ended(0);
    assertEquals(List.of(), new Announced(again.events()).changed(), again.printed());
  }

  private static void works(ClusterLab lab, String master, List<String> stores) throws Exception {
    for (String store : stores) {
      assertTrue(lab.on(store, ETCDCTL + "endpoint health 2>&1").contains("is healthy"));
    }
    String ready = lab.on(master, KUBECTL + "get --raw '/readyz?verbose'");
    assertTrue(ready.contains("readyz check passed"), ready);
    String object = "apiVersion: v1\\nkind: ConfigMap\\nmetadata: {name: tried, namespace: default}\\ndata: {a: b}\\n";
    lab.on(master, "printf '" + object + "' | " + KUBECTL + "apply --server-side -f -");
    assertEquals("b", lab.on(master, KUBECTL + "get configmap tried -o jsonpath={.data.a}"));
    System.out.println(lab.workload(master));
    executables(lab);
  }

  /** Prints what runs, for the record: version and digest of each process's own file. */
  private static void executables(ClusterLab lab) throws Exception {
    for (String host : lab.hosts()) {
      String found =
          lab.on(
              host,
              "for unit in etcd kube-apiserver kube-controller-manager kube-scheduler kubelet kube-proxy flanneld containerd kube-api-lb; do"
                  + " pid=$(systemctl show -p MainPID --value $unit); [ \"${pid:-0}\" != 0 ] || continue;"
                  + " echo \"$(/proc/$pid/exe --version | head -n 1) $(sha256sum <\"/proc/$pid/exe\" | cut -c 1-64)\"; done");
      found.lines().forEach(line -> System.out.println(host + ": " + line));
    }
  }
}
