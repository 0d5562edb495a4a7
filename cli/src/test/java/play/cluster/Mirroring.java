package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Nodes get images through a mirror that wants a password, and by a proxy, where the registry itself is out of reach.
 */
final class Mirroring {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of a registry that hosts of a lab do not reach. */
    private static final String IMAGE = "registry.k8s.io/lab/mirrored:1";

    private static final String[] NODES = {"--tags", "preflight,node"};

    private final ClusterLab lab;
    private final String master;
    private final String node;
    private final Path folder;

    /**
     * @param node on which images are pulled, with containerd of the distribution
     * @param folder for the key of the registry
     */
    Mirroring(ClusterLab lab, String master, String node, Path folder) {
        this.lab = lab;
        this.master = master;
        this.node = node;
        this.folder = folder;
    }

    void serves() throws Exception {
        byte[] archive = Base64.getMimeDecoder().decode(lab.on(node, "base64 /var/lib/play/images/image-probe"));
        try (Registry registry = new Registry(lab.machine(), folder, ImageArchive.of(archive));
                ClosedProxy proxy = new ClosedProxy(lab.machine())) {
            assertEquals("refused", pulled(IMAGE));
            name(registry);
            isSecret(lab.play("k8s-cluster", "--tags", "preflight,node", "--check", "--diff")
                    .ended(0));
            assertEquals("refused", pulled(IMAGE), "a dry run names no mirror");
            isSecret(lab.play("k8s-cluster", "--tags", "preflight,node", "--diff")
                    .ended(0));
            lab.play("k8s-cluster", NODES).changedNothing();
            assertEquals("600", lab.on(node, "stat -c %a /etc/containerd/cluster.toml"));
            givesTheImage(registry);
            goesThrough(proxy, registry);
        }
        forget();
    }

    private void name(Registry registry) throws Exception {
        set(
                "registry_mirrors",
                List.of(Map.of(
                        "registry",
                        "registry.k8s.io",
                        "mirrors",
                        List.of(Map.of(
                                "url",
                                registry.server().url(),
                                "ca",
                                registry.server().certificate())))));
        lab.setVariable("registry_credentials: [{host: \"" + registry.server().authority() + "\", username: "
                + Registry.USER + ", password: !unsafe " + JSON.writeValueAsString(Registry.PASSWORD) + "}]");
    }

    private void set(String variable, Object value) throws Exception {
        lab.setVariable(variable + ": " + JSON.writeValueAsString(value));
    }

    private static void isSecret(ClusterLab.Run run) {
        String some = Registry.PASSWORD.substring(2, 6);
        assertFalse(run.printed().contains(some), run.printed());
        assertFalse(run.events().toString().contains(some), "the password is in the events");
    }

    /** A pod starts by it: the kubelet asks containerd, and that the mirror. */
    private void givesTheImage(Registry registry) throws Exception {
        lab.kubectl(
                master,
                "run mirrored --image=" + IMAGE + " --overrides='{\"spec\":{\"nodeName\":\"" + node
                        + "\"}}' -- serve -port 8080");
        lab.kubectl(master, "wait --for=condition=Ready pod/mirrored --timeout=120s");
        lab.kubectl(master, "delete pod mirrored --now");
        List<String> requests = registry.requests();
        assertTrue(requests.stream().anyMatch(line -> line.startsWith("401 ")), requests::toString);
        assertTrue(
                requests.stream()
                        .anyMatch(line -> line.startsWith("200 GET /v2/lab/mirrored/blobs/")
                                && line.endsWith("?ns=registry.k8s.io")),
                requests::toString);
    }

    /** Whatever has no mirror is asked of the proxy, and the mirror is not. */
    private void goesThrough(ClosedProxy proxy, Registry registry) throws Exception {
        set(
                "containerd_proxy",
                Map.of(
                        "https_proxy",
                        "http://somebody:hunter3@" + lab.machine() + ":" + proxy.port(),
                        "no_proxy",
                        List.of(lab.machine())));
        ClusterLab.Run run =
                lab.play("k8s-cluster", "--tags", "preflight,node", "--diff").ended(0);
        assertFalse(run.printed().contains("hunter3") || run.events().toString().contains("hunter3"), run.printed());
        lab.play("k8s-cluster", NODES).changedNothing();
        assertEquals("600", lab.on(node, "stat -c %a /etc/containerd/proxy"));
        lab.on(node, "crictl rmi " + IMAGE);
        assertEquals("pulled", pulled(IMAGE));
        assertEquals(List.of(), proxy.asked());
        assertEquals("refused", pulled("quay.io/lab/other:1"));
        assertTrue(proxy.asked().contains("CONNECT quay.io:443 HTTP/1.1"), proxy.asked()::toString);
        registry.requests();
    }

    private String pulled(String image) throws Exception {
        return lab.on(node, "timeout 60 crictl pull " + image + " >/dev/null 2>&1 && echo pulled || echo refused");
    }

    private void forget() throws Exception {
        for (String variable : List.of("registry_mirrors", "registry_credentials")) {
            set(variable, List.of());
        }
        set("containerd_proxy", Map.of());
        lab.play("k8s-cluster", NODES).ended(0);
        lab.on(node, "crictl rmi " + IMAGE);
        assertEquals("refused", pulled(IMAGE));
        assertEquals("", lab.on(node, "find /etc/containerd/certs.d -mindepth 1; find /etc/containerd -name proxy"));
    }
}
