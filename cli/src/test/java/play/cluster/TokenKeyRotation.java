package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;

/**
 * The key that tokens of service accounts are signed by gives way to another one, and no token is refused meanwhile.
 */
final class TokenKeyRotation {
    private static final String PLAYBOOK = "rotate-service-account-key";
    private static final String SECRET = """
        {apiVersion: v1, kind: Secret, type: kubernetes.io/service-account-token, metadata: {name: old-token,
        namespace: default, annotations: {kubernetes.io/service-account.name: default}}}
        """;

    private final ClusterLab lab;
    private final List<String> masters;
    private final String master;

    private TokenKeyRotation(ClusterLab lab, List<String> masters) {
        this.lab = lab;
        this.masters = masters;
        this.master = masters.getFirst();
    }

    /**
     * Only by its own playbook, which takes the old key away once nothing needs it; then everything is as the inventory
     * says.
     *
     * @param masters all of them: they have to accept a key before any signs by it
     */
    static void of(ClusterLab lab, List<String> masters) throws Exception {
        TokenKeyRotation rotation = new TokenKeyRotation(lab, masters);
        String old = rotation.token();
        lab.on(rotation.master, "cat >/tmp/secret.yaml <<'T'\n" + SECRET + "T\n");
        lab.kubectl(rotation.master, "apply -f /tmp/secret.yaml");
        rotation.toTheNewKey(old);
        rotation.withoutTheOldKey(old);
        lab.play(PLAYBOOK).changedNothing();
        lab.play("k8s-cluster").changedNothing();
        lab.play("verify").ended(0);
    }

    private void toTheNewKey(String old) throws Exception {
        lab.setVariable("service_account_keys: [sa-2]");
        isRefused(lab.play(PLAYBOOK), "keep it behind the new key until all pods have new tokens");
        lab.setVariable("service_account_keys: [sa-2, sa]");
        isRefused(lab.play("k8s-cluster"), "run playbooks/rotate-service-account-key.yml");
        lab.playKilledAt("Remove the private keys that no longer sign", PLAYBOOK);
        isAccepted(old);
        lab.play(PLAYBOOK).ended(0);
        isAccepted(old);
        isAccepted(token());
        assertEquals("sa-2.key", keys("sa*.key"));
        assertEquals("sa-2.pub sa.pub", keys("sa*.pub"));
    }

    private void withoutTheOldKey(String old) throws Exception {
        String fresh = token();
        lab.setVariable("service_account_keys: [sa-2]");
        isRefused(lab.play(PLAYBOOK), "pods may still have tokens that sa has signed");
        String[] later = {"-e", "service_account_token_life=0"};
        isRefused(lab.play(PLAYBOOK, later), "/old-token. Make them anew");
        lab.kubectl(master, "delete secret old-token");
        renewTokens();
        lab.play(PLAYBOOK, later).ended(0);
        assertEquals("sa-2.pub", keys("sa*.pub"));
        isAccepted(fresh);
        assertEquals(Collections.nCopies(masters.size(), "401"), answers(old));
    }

    /** What the kubelet does within an hour: pods that begin anew have tokens of the new key. */
    private void renewTokens() throws Exception {
        String addons = "-n kube-system ";
        lab.kubectl(master, addons + "rollout restart deployment");
        for (String name :
                lab.kubectl(master, addons + "get deployment -o name").lines().toList()) {
            lab.kubectl(master, addons + "rollout status " + name + " --timeout=180s");
        }
    }

    private static void isRefused(ClusterLab.Run run, String why) {
        assertTrue(run.code() != 0 && run.printed().contains(why), run.printed());
    }

    private String token() throws Exception {
        return lab.kubectl(master, "create token default --duration=2h").strip();
    }

    /** On every host the same. */
    private String keys(String pattern) throws Exception {
        String first = "";
        for (String host : masters) {
            String there = lab.on(host, "cd /etc/kubernetes/pki && ls " + pattern + " | sort | paste -sd ' '")
                    .strip();
            assertTrue(first.isEmpty() || first.equals(there), host + ": " + there);
            first = there;
        }
        return first;
    }

    private void isAccepted(String token) throws Exception {
        assertEquals(Collections.nCopies(masters.size(), "200"), answers(token));
    }

    /** What each API server says to whoever has this token. */
    private List<String> answers(String token) throws Exception {
        String ask = "curl -s -o /dev/null -w '%{http_code}\\n' --cacert /etc/kubernetes/pki/ca.crt"
                + " -H 'Authorization: Bearer " + token + "' https://";
        StringBuilder all = new StringBuilder();
        for (String host : masters) {
            all.append(ask).append(lab.address(host)).append(":6443/apis; ");
        }
        return lab.on(master, all.toString()).lines().toList();
    }
}
