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

    /** Only by its own playbook, which leaves no object behind; then everything is as the inventory says. */
    static void of(ClusterLab lab, String master, String store) throws Exception {
        lab.kubectl(master, "create secret generic rotated --from-literal=word=kept");
        assertEquals(Set.of("key1"), keys(lab, store));
        lab.setVariable("apiserver_encryption_keys: [key2, key1]");
        ClusterLab.Run refused = lab.play("k8s-cluster");
        assertTrue(
                refused.code() != 0 && refused.printed().contains("run playbooks/rotate-encryption-keys.yml"),
                refused.printed());
        lab.playKilledAt("Wait until the API server encrypts by it", "rotate-encryption-keys");
        assertEquals("key1 key2", order(lab, master), "it writes by what all have, and reads both");
        lab.play("rotate-encryption-keys").ended(0);
        assertEquals("key2 key1", order(lab, master));
        assertEquals(Set.of("key2"), keys(lab, store));
        lab.setVariable("apiserver_encryption_keys: [key2]");
        lab.play("rotate-encryption-keys").ended(0);
        assertEquals("key2", order(lab, master));
        assertEquals("a2VwdA==", lab.kubectl(master, "get secret rotated -o jsonpath={.data.word}"));
        lab.play("rotate-encryption-keys").changedNothing();
        assertEquals(List.of(), new Announced(lab.play("k8s-cluster").ended(0).events()).changed());
        lab.kubectl(master, "delete secret rotated");
        lab.play("verify").ended(0);
    }

    /** The keys of its API server; the first one writes. */
    private static String order(ClusterLab lab, String master) throws Exception {
        return lab.on(master, "sed -n 's/^ *- name: //p' /etc/kubernetes/encryption.yaml | paste -sd ' '");
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
