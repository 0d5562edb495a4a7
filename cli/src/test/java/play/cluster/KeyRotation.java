package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The key that Secrets and config maps are encrypted by gives way to another one. */
final class KeyRotation {
    private static final String PREFIX = "k8s:enc:secretbox:v1:";

    private KeyRotation() {}

    /**
     * Only by its own playbook, which leaves no object behind; then everything is as the inventory says.
     *
     * @param masters all of them: they have to know a key before any writes by it
     */
    static void of(ClusterLab lab, List<String> masters, String store) throws Exception {
        String master = masters.getFirst();
        lab.kubectl(master, "create secret generic rotated --from-literal=word=kept");
        assertEquals(Set.of("key1"), keys(lab, store));
        lab.setVariable("apiserver_encryption_keys: [key2, key1]");
        ClusterLab.Run refused = lab.play("k8s-cluster");
        assertTrue(
                refused.code() != 0 && refused.printed().contains("run playbooks/rotate-encryption-keys.yml"),
                refused.printed());
        if (masters.size() > 1) {
            ClusterLab.Run limited = lab.play("rotate-encryption-keys", "-l", "all:!" + masters.getLast());
            assertTrue(limited.code() != 0 && limited.printed().contains("run it without --limit"), limited.printed());
        }
        lab.playKilledAt("Wait until the API server encrypts by it", "rotate-encryption-keys");
        ordersAre(lab, masters, "key1 key2");
        lab.play("rotate-encryption-keys").ended(0);
        ordersAre(lab, masters, "key2 key1");
        assertEquals(Set.of("key2"), keys(lab, store));
        lab.setVariable("apiserver_encryption_keys: [key2]");
        lab.play("rotate-encryption-keys").ended(0);
        ordersAre(lab, masters, "key2");
        assertEquals("a2VwdA==", lab.kubectl(master, "get secret rotated -o jsonpath={.data.word}"));
        lab.play("rotate-encryption-keys").changedNothing();
        lab.play("k8s-cluster").changedNothing();
        lab.kubectl(master, "delete secret rotated");
        lab.play("verify").ended(0);
    }

    /** The keys of all API servers; the first one writes. */
    private static void ordersAre(ClusterLab lab, List<String> masters, String order) throws Exception {
        for (String master : masters) {
            assertEquals(
                    order,
                    lab.on(master, "sed -n 's/^ *- name: //p' /etc/kubernetes/encryption.yaml | paste -sd ' '"),
                    master);
        }
    }

    /** By the values themselves. */
    private static Set<String> keys(ClusterLab lab, String store) throws Exception {
        Set<String> keys = new TreeSet<>();
        for (String resource : List.of("secrets", "configmaps")) {
            String found = lab.etcdctl(
                    store,
                    "get --prefix --print-value-only /registry/" + resource + "/ | grep -ao '^" + PREFIX
                            + "[a-z0-9]*:' | sort -u");
            found.lines().forEach(line -> keys.add(line.substring(PREFIX.length(), line.length() - 1)));
        }
        return keys;
    }
}
