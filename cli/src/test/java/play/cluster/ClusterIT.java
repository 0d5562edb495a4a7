package play.cluster;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job on real hosts: blank servers to a cluster that works, as announced, and through what befalls it. */
@Tag("lab")
class ClusterIT {
  @TempDir Path folder = Path.of("/");

  @Test
  void aClusterOfOneMasterAndOneStore() throws Exception {
    ClusterLab lab = new ClusterLab("lab", "10.91.1", List.of("knode1", "knode2", "knode3", "knode4"), folder);
    try {
      Bringup.Built built = Bringup.of(lab);
      ClusterUse.of(lab, "knode1", List.of("knode4"));
      lab.play("verify").ended(0);
      NodeChange.of(lab, built, "knode3");
      Reset.of(lab, built, "lab");
    } finally {
      lab.down();
    }
  }

  @Test
  void aClusterOfThreeOutlivesAMember() throws Exception {
    ClusterLab lab = new ClusterLab("ha", "10.91.2", List.of("master1", "master2", "master3", "worker1", "worker2", "lb1", "lb2"), folder);
    try {
      Bringup.of(lab);
      ClusterUse.of(lab, "master1", List.of("master1", "master2", "master3"));
      lab.play("verify").ended(0);
      new Outage(lab).isOutlived("master3", List.of("master1", "master2"));
      Replacement.of(lab, "master3", "master1");
    } finally {
      lab.down();
    }
  }
}
