package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which members of etcd k8s-cluster.yml starts, by what is on all hosts of the group. */
@Tag("lab")
class EtcdStartTest {
    private static final String REFUSED = "has no data of etcd in /var/lib/etcd";

    private static final String DATA = "mkdir -p /var/lib/etcd/member; ";
    private static final String FORMED =
            "mkdir -p /etc/systemd/system/etcd.service.d;" + " touch /etc/systemd/system/etcd.service.d/formed.conf; ";

    private final ClusterLab lab;

    EtcdStartTest(@TempDir Path folder) throws Exception {
        lab = new ClusterLab("ha", "10.91.6", List.of("master1", "master2", "master3"), folder);
    }

    @BeforeEach
    void runsFindHostsAsTheyAre() throws Exception {
        lab.leaveDown();
    }

    @AfterEach
    void down() throws Exception {
        lab.down();
    }

    @Test
    void onlyHostsWithDataStartOnceTheClusterHasFormed() throws Exception {
        assertFalse(check("etcd").printed().contains(REFUSED), "nobody has data");
        lab.on("master1", DATA);
        assertFalse(check("etcd").printed().contains(REFUSED), "a first start that did not come to its end goes on");

        lab.on("master1", FORMED);
        ClusterLab.Run refused = check("etcd");
        assertTrue(refused.printed().contains("master2 " + REFUSED), refused.printed());
        assertTrue(refused.printed().contains("master3 " + REFUSED), refused.printed());
        assertFalse(refused.printed().contains("master1 " + REFUSED), refused.printed());
        assertTrue(refused.printed().contains("add-node.yml -e node=master3"), refused.printed());
        assertEquals(List.of(), new Announced(refused.events()).changed());

        ClusterLab.Run limited = check("master2");
        assertTrue(limited.printed().contains("master2 " + REFUSED), "others are looked at: " + limited.printed());

        lab.on("master2", DATA + FORMED);
        lab.call("powercut", "master1");
        ClusterLab.Run beside = check("master3");
        assertTrue(beside.printed().contains("master3 " + REFUSED), "one is down: " + beside.printed());
        ClusterLab.Run theOther = check("master2");
        assertFalse(theOther.printed().contains(REFUSED), theOther.printed());

        lab.on("master2", "rm -r /var/lib/etcd/member");
        ClusterLab.Run lost = check("master2");
        assertTrue(lost.printed().contains("master2 " + REFUSED), "nobody has data: " + lost.printed());
        ClusterLab.Run itself = check("master3");
        assertFalse(itself.printed().contains(REFUSED), itself.printed());
    }

    private ClusterLab.Run check(String limit) throws Exception {
        return lab.play("k8s-cluster", "-l", limit, "-t", "etcd", "--check");
    }
}
