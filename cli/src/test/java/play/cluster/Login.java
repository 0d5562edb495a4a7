package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** People whom somebody else knows are users of the cluster, for who they are there and no more. */
final class Login {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String AUDIENCE = "kubernetes";
    private static final Map<String, Object> JANE = Map.of("sub", "jane", "groups", List.of("dev", "system:masters"));
    private static final String[] MASTERS = {"--tags", "preflight,control_plane"};
    private static final String REFUSED = "refused";

    private final ClusterLab lab;
    private final String master;
    private final Path folder;

    /** @param folder for the key of the issuer */
    Login(ClusterLab lab, String master, Path folder) {
        this.lab = lab;
        this.master = master;
        this.folder = folder;
    }

    void works() throws Exception {
        try (Issuer issuer = new Issuer(lab.machine(), folder)) {
            assertEquals(REFUSED, whoIs(issuer.token(AUDIENCE, JANE)));
            believe(issuer, Map.of());
            String started = started();
            lab.play("k8s-cluster", "--tags", "preflight,control_plane", "--check")
                    .ended(0);
            assertEquals(REFUSED, whoIs(issuer.token(AUDIENCE, JANE)), "a dry run believes nobody");
            lab.play("k8s-cluster", MASTERS).ended(0);
            assertEquals(started, started(), "the API server was restarted");
            lab.play("k8s-cluster", MASTERS).changedNothing();
            knows(issuer);
            keepsWhatItHas(issuer);
            believe(issuer, Map.of());
            lab.play("k8s-cluster", MASTERS).ended(0);
        }
        lab.setVariable("oidc_issuers: []");
        lab.play("k8s-cluster", MASTERS).ended(0);
    }

    private void believe(Issuer issuer, Map<String, Object> more) throws Exception {
        Map<String, Object> said = new HashMap<>(Map.of(
                "url", issuer.server().url(),
                "audiences", List.of(AUDIENCE),
                "ca", issuer.server().certificate()));
        said.putAll(more);
        lab.setVariable("oidc_issuers: " + JSON.writeValueAsString(List.of(said)));
    }

    private void knows(Issuer issuer) throws Exception {
        // The API server asks for the keys only when it goes by them, and again every ten seconds.
        long until = System.nanoTime() + 60_000_000_000L;
        while (whoIs(issuer.token(AUDIENCE, JANE)).equals(REFUSED) && System.nanoTime() < until) {
            Thread.sleep(1000);
        }
        assertEquals(
                "oidc:jane [oidc:dev oidc:system:masters system:authenticated]", whoIs(issuer.token(AUDIENCE, JANE)));
        assertEquals(REFUSED, whoIs(issuer.token("another", JANE)));
        assertEquals(REFUSED, whoIs(issuer.forged(AUDIENCE, JANE)));
    }

    /** A rule that is none is not taken, and what was there before goes on. */
    private void keepsWhatItHas(Issuer issuer) throws Exception {
        believe(issuer, Map.of("claim_rules", List.of(Map.of("expression", "claims.", "message", "never"))));
        ClusterLab.Run run =
                lab.play("k8s-cluster", "--tags", "preflight,control_plane", "-e", "control_plane_ready_timeout=15s");
        assertTrue(
                run.ended(2).printed().contains("the API server has not read the authentication configuration"),
                run.printed());
        assertEquals(
                "oidc:jane [oidc:dev oidc:system:masters system:authenticated]", whoIs(issuer.token(AUDIENCE, JANE)));
    }

    private String started() throws Exception {
        return lab.on(master, "systemctl show -p MainPID --value kube-apiserver");
    }

    /** Name and groups, as the API server has them. */
    private String whoIs(String token) throws Exception {
        return lab.on(
                        master,
                        "/opt/k8s/current/bin/kubectl --kubeconfig /dev/null --server https://" + lab.address(master)
                                + ":6443 --certificate-authority /etc/kubernetes/pki/ca.crt --token " + token
                                + " auth whoami -o 'jsonpath={.status.userInfo.username} {.status.userInfo.groups}'"
                                + " 2>/dev/null || echo " + REFUSED)
                .replace("\"", "")
                .replace(",", " ")
                .strip();
    }
}
