package play.modules.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import play.host.Script;
import play.module.Answer;
import play.modules.testing.Gates;
import play.testkit.LocalHost;

/** {@code k8s_gate} against a real API server. */
@Tag("lab")
@ExtendWith(KubernetesLab.Server.class)
class K8sGateLabTest {
    private final KubernetesLab lab;

    K8sGateLabTest(KubernetesLab lab) {
        this.lab = lab;
    }

    @Test
    void theGateKnowsLeasesAndRights() throws Exception {
        Map<String, Object> asAdmin = Map.of("kubeconfig", lab.admin(), "can_i", Map.of("verb", "*", "resource", "*"));
        Gates.pass(new K8sGateModule(), lab.gate(asAdmin));
        Answer.Waiting waiting = assertInstanceOf(
                Answer.Waiting.class,
                Gates.look(
                        new K8sGateModule(),
                        lab.gate(Map.of("kubeconfig", lab.admin(), "leases", List.of("kube-scheduler")))));
        assertTrue(waiting.why().contains("no one holds the lease kube-scheduler"), waiting.why());
        String renewed = LocalHost.run(Script.of("date -u +%Y-%m-%dT%H:%M:%S.000000Z"))
                .out()
                .strip();
        lab.apply(Map.of(
                "definition",
                Map.of(
                        "apiVersion",
                        "coordination.k8s.io/v1",
                        "kind",
                        "Lease",
                        "metadata",
                        Map.of("name", "kube-scheduler", "namespace", "kube-system"),
                        "spec",
                        Map.of("holderIdentity", "me", "renewTime", renewed))));
        Gates.pass(
                new K8sGateModule(),
                lab.gate(Map.of("kubeconfig", lab.admin(), "leases", List.of("kube-scheduler"), "lease_age", "30s")));
        Thread.sleep(2500);
        Answer.Waiting old = assertInstanceOf(
                Answer.Waiting.class,
                Gates.look(
                        new K8sGateModule(),
                        lab.gate(Map.of(
                                "kubeconfig", lab.admin(), "leases", List.of("kube-scheduler"), "lease_age", "1s"))));
        assertTrue(old.why().contains("was renewed"), old.why());
    }

    private String waits(Map<String, Object> more) {
        Map<String, Object> given = new HashMap<>(Map.of("kubeconfig", lab.admin()));
        given.putAll(more);
        return assertInstanceOf(Answer.Waiting.class, Gates.look(new K8sGateModule(), lab.gate(given)))
                .why();
    }

    @Test
    void theGateKnowsNodes() throws Exception {
        Map<String, Object> gate = Map.of("nodes", Map.of("names", List.of("gated"), "kubelet_version", "v1.36.4"));
        assertEquals("the node gated is not there: its kubelet has not registered", waits(gate));
        lab.node("gated");
        assertTrue(waits(gate).startsWith("the node gated is not Ready"), waits(gate));
        lab.ready("gated");
        Gates.pass(
                new K8sGateModule(),
                lab.gate(Map.of("kubeconfig", lab.admin(), "nodes", Map.of("selector", "pool=gated", "count", 1L))));
    }

    @Test
    void theGateKnowsRollouts() throws Exception {
        Map<String, Object> gate =
                Map.of("rollouts", List.of(Map.of("kind", "Deployment", "name", "rolled", "namespace", "default")));
        assertEquals("Deployment default/rolled is not there", waits(gate));
        lab.apply(Map.of("definition", lab.deployment("rolled", 1L)));
        assertEquals("Deployment default/rolled: its controller has not seen the newest version yet", waits(gate));
        lab.status(
                "deployment rolled",
                "{\"status\":{\"observedGeneration\":1,\"replicas\":1,\"updatedReplicas\":1,"
                        + "\"readyReplicas\":1,\"availableReplicas\":1}}");
        Gates.pass(new K8sGateModule(), lab.gate(Map.of("kubeconfig", lab.admin(), "rollouts", gate.get("rollouts"))));
    }

    @Test
    void theGateKnowsRejections() throws Exception {
        assertTrue(waits(rejection("default", "not here")).startsWith("a ConfigMap in default is admitted"));
        define("v1", "Namespace", "rejecting", Map.of());
        define(
                "admissionregistration.k8s.io/v1",
                "ValidatingAdmissionPolicy",
                "rejecting",
                Map.of(
                        "spec",
                        Map.of(
                                "matchConstraints",
                                Map.of(
                                        "resourceRules",
                                        List.of(Map.of(
                                                "apiGroups", List.of(""),
                                                "apiVersions", List.of("v1"),
                                                "operations", List.of("CREATE"),
                                                "resources", List.of("configmaps")))),
                                "validations",
                                List.of(Map.of("expression", "false", "message", "not here")))));
        define(
                "admissionregistration.k8s.io/v1",
                "ValidatingAdmissionPolicyBinding",
                "rejecting",
                Map.of(
                        "spec",
                        Map.of(
                                "policyName",
                                "rejecting",
                                "validationActions",
                                List.of("Deny"),
                                "matchResources",
                                Map.of(
                                        "namespaceSelector",
                                        Map.of("matchLabels", Map.of("kubernetes.io/metadata.name", "rejecting"))))));
        Map<String, Object> given = new HashMap<>(rejection("rejecting", "not here"));
        given.put("kubeconfig", lab.admin());
        Gates.pass(new K8sGateModule(), lab.gate(given));
        assertTrue(waits(rejection("rejecting", "other words"))
                .startsWith("a ConfigMap in rejecting is not rejected with 'other words'"));
        assertEquals(
                "",
                lab.kubectl("get configmaps --all-namespaces --field-selector metadata.name=play-rejected -o name")
                        .out());
    }

    private void define(String version, String kind, String name, Map<String, Object> rest) throws Exception {
        Map<String, Object> object =
                new HashMap<>(Map.of("apiVersion", version, "kind", kind, "metadata", Map.of("name", name)));
        object.putAll(rest);
        lab.apply(Map.of("definition", object));
    }

    private static Map<String, Object> rejection(String namespace, String message) {
        return Map.of("rejections", List.of(Map.of("namespace", namespace, "message", message)));
    }

    @Test
    void theGateKnowsIssuedCertificates() throws Exception {
        Map<String, Object> gate =
                Map.of("csrs", List.of(Map.of("signer_name", "example.com/ours", "username", "admin")));
        Map<String, Object> named =
                Map.of("csrs", List.of(Map.of("signer_name", "example.com/ours", "common_name", "apiserver")));
        assertTrue(waits(gate).endsWith("none has been requested"), waits(gate));
        String pem = LocalHost.run(
                        Script.of("openssl req -new -newkey rsa:2048 -nodes -keyout /dev/null -subj /CN=apiserver"
                                + " 2>/dev/null | base64 -w0"))
                .out();
        lab.apply(Map.of(
                "definition",
                Map.of(
                        "apiVersion",
                        "certificates.k8s.io/v1",
                        "kind",
                        "CertificateSigningRequest",
                        "metadata",
                        Map.of("name", "asked"),
                        "spec",
                        Map.of("request", pem, "signerName", "example.com/ours", "usages", List.of("client auth")))));
        assertTrue(waits(gate).endsWith("asked waits for an approval"), waits(gate));
        lab.kubectl("certificate approve asked");
        assertTrue(waits(named).contains("is approved and not signed yet"), waits(named));
        String issued = LocalHost.run(Script.of("base64 -w0 " + lab.folder().resolve("pki/apiserver.crt")))
                .out();
        lab.status("csr asked", "{\"status\":{\"certificate\":\"" + issued + "\"}}");
        Gates.pass(new K8sGateModule(), lab.gate(Map.of("kubeconfig", lab.admin(), "csrs", gate.get("csrs"))));
        Gates.pass(new K8sGateModule(), lab.gate(Map.of("kubeconfig", lab.admin(), "csrs", named.get("csrs"))));
        Map<String, Object> other =
                Map.of("csrs", List.of(Map.of("signer_name", "example.com/ours", "common_name", "somebody")));
        assertTrue(waits(other).contains("no certificate"), waits(other));
    }

    @Test
    void anonymousMayNotDoEverything() {
        Answer.Waiting waiting = assertInstanceOf(
                Answer.Waiting.class,
                Gates.look(new K8sGateModule(), lab.gate(Map.of("can_i", Map.of("verb", "*", "resource", "*")))));
        assertTrue(waiting.why().contains("may not"), waiting.why());
    }
}
