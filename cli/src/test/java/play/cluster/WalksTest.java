package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WalksTest {
    private static final List<String> BEFORE =
            List.of("file\t/etc/a\tf\t644", "file\t/etc/b\tf\t644", "user\tann\t1000");

    @Test
    void namesWhatCameWentAndDiffers() {
        List<String> after = List.of("file\t/etc/a\tf\t644", "file\t/etc/b\tf\t600", "file\t/etc/c\tf\t644");
        assertEquals(Set.of("file /etc/b", "file /etc/c", "user ann"), Walks.changed(BEFORE, after));
    }

    @Test
    void takesASettingOfTheKernelThatWasNotToldBeforeAsNoChange() {
        List<String> before = List.of("sysctl\tvm/swappiness\t60");
        assertEquals(
                Set.of("sysctl vm.swappiness"),
                Walks.changed(before, List.of("sysctl\tvm/swappiness\t10", "sysctl\tvm/panic_on_oom\t0")));
    }

    @Test
    void leavesWhatWasNeitherToldNorAConsequence() {
        Set<String> changed =
                Set.of("file /etc/b", "file /etc/c", "file /var/lib/etcd/member/wal", "unit multi-user.target");
        assertEquals(List.of("file /etc/c"), Walks.unannounced(changed, Set.of("file /etc/b"), List.of()));
    }

    @Test
    void takesWhatAPackageBringsAsToldWithThePackage() {
        Set<String> changed = Set.of(
                "package nail:amd64",
                "package iron:amd64",
                "file /etc/nail.conf",
                "file /etc/rc2.d/S01nail",
                "user nail",
                "file /etc/other");
        List<String> owned = List.of("owned\t/etc/nail.conf\tnail:amd64", "owned\t/etc/other\twood:amd64");
        assertEquals(List.of("file /etc/other"), Walks.unannounced(changed, Set.of("package nail"), owned));
        assertEquals(6, Walks.unannounced(changed, Set.of(), owned).size());
    }
}
