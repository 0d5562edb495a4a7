package play.modules.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import play.host.Observed;
import play.host.Realm;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Answer;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;

class K8sGateModuleTest {
    private static final K8sGateModule MODULE = new K8sGateModule();
    private static final Map<String, Object> LEASE = Map.of("leases", List.of("kube-scheduler"));
    private static final String HELD = ok("{\"kind\":\"Lease\",\"spec\":{\"holderIdentity\":\"knode1_a2\","
            + "\"renewTime\":\"2026-11-21T06:26:46.000000Z\"}}");

    private static String ok(String json) {
        return "\u001e0\n" + json;
    }

    private static String refused(String words) {
        return "\u001e1\n" + words;
    }

    private static K8sGateModule.Params params(Map<String, Object> more) {
        Map<String, Object> given = new HashMap<>(Map.of("kubeconfig", "/root/admin.conf", "readyz", false));
        given.putAll(more);
        return Parameters.of(MODULE, given);
    }

    @SuppressWarnings("unchecked") // the gate has one probe
    private static Answer answer(Map<String, Object> given, ScriptResult result) {
        K8sGateModule.Params params = params(given);
        StateKey<GateReport> key = (StateKey<GateReport>) MODULE.probes(params).getFirst();
        Observed<GateReport> seen =
                Objects.requireNonNull(key.family().parse(List.of(key), result).get(key));
        return MODULE.answer(params, new KnownStates().with(key, seen));
    }

    private static Answer answer(Map<String, Object> given, long now, String... answers) {
        return answer(given, new ScriptResult(0, Bytes.of(now + "\n" + String.join("", answers)), Bytes.EMPTY));
    }

    private static String waiting(Map<String, Object> given, String... answers) {
        return assertInstanceOf(Answer.Waiting.class, answer(given, 1795242410, answers))
                .why();
    }

    private static Map<String, ?> found(Map<String, Object> given, String... answers) {
        return assertInstanceOf(Answer.Found.class, answer(given, 1795242410, answers))
                .value();
    }

    @Test
    void aFreshLeaseIsGood() {
        assertEquals(Map.of("leases", Map.of("kube-scheduler", "knode1_a2")), found(LEASE, HELD));
    }

    @Test
    void aGateMeansTheClusterThatItsTaskNames() {
        assertEquals(
                new Realm.Service("kubernetes one"),
                MODULE.probes(params(Map.of("cluster", "one"))).getFirst().realm());
    }

    @Test
    void anOldLeaseIsWaitedFor() {
        assertEquals(
                "the lease kube-scheduler was renewed 60 s ago, by knode1_a2",
                assertInstanceOf(Answer.Waiting.class, answer(LEASE, 1795242466, HELD))
                        .why());
    }

    @Test
    void aLeaseNobodyHoldsIsWaitedFor() {
        assertEquals(
                "/readyz reports a failure: [-]etcd failed: reason withheld; no one holds the lease kube-scheduler",
                waiting(
                        Map.of("readyz", true, "leases", List.of("kube-scheduler")),
                        refused("[+]ping ok\n[-]etcd failed: reason withheld"),
                        ok("")));
    }

    @Test
    void aMissingProgramIsWaitedFor() {
        Answer answer =
                answer(LEASE, new ScriptResult(127, Bytes.EMPTY, Bytes.of("/usr/local/bin/kubectl is not there\n")));
        assertEquals(
                "/usr/local/bin/kubectl is not there",
                assertInstanceOf(Answer.Waiting.class, answer).why());
    }

    /** Right after its start a server has no roles yet, and refuses everybody. */
    @Test
    void aServerThatLetsNobodyInYetIsWaitedFor() {
        String why = waiting(
                Map.of("readyz", true),
                refused("Error from server (Forbidden): forbidden: User \"system:anonymous\" cannot get path"
                        + " \"/readyz\""));
        assertTrue(why.contains("does not let this user see /readyz"), why);
    }

    private static String node(String name, String ready, String pressure) {
        return "{\"kind\":\"Node\",\"metadata\":{\"name\":\"" + name
                + "\"},\"status\":{\"nodeInfo\":{\"kubeletVersion\":\"v1.36.4\"},\"conditions\":["
                + "{\"type\":\"DiskPressure\",\"status\":\"" + pressure + "\",\"message\":\"disk full\"},"
                + "{\"type\":\"Ready\",\"status\":\"" + ready
                + "\",\"reason\":\"KubeletNotReady\",\"message\":\"cni plugin not initialized\"}]}}";
    }

    private static String list(String... objects) {
        return ok("{\"kind\":\"List\",\"items\":[" + String.join(",", objects) + "]}");
    }

    @Test
    void nodesThatAreWellPass() {
        Map<String, Object> gate =
                Map.of("nodes", Map.of("names", List.of("w1"), "kubelet_version", "v1.36.4", "count", 1L));
        assertEquals(
                List.of(Map.of("name", "w1", "kubelet_version", "v1.36.4", "unschedulable", false)),
                found(gate, list(node("w1", "True", "False"), node("other", "False", "False")))
                        .get("nodes"));
    }

    @Test
    void whatIsWrongWithNodesIsNamed() {
        Map<String, Object> gate =
                Map.of("nodes", Map.of("names", List.of("w1", "w2", "w3"), "kubelet_version", "v1.36.5"));
        assertEquals(
                "the node w3 is not there: its kubelet has not registered; the node w1 is not Ready: KubeletNotReady,"
                        + " cni plugin not initialized; the node w1 has kubelet v1.36.4, not v1.36.5; the node w2 has"
                        + " DiskPressure: disk full; the node w2 has kubelet v1.36.4, not v1.36.5",
                waiting(gate, list(node("w1", "False", "False"), node("w2", "True", "True"))));
        assertEquals("there is no node", waiting(Map.of("nodes", Map.of()), list()));
        assertEquals(
                "there are 1 nodes, not 2",
                waiting(Map.of("nodes", Map.of("count", 2L)), list(node("w1", "True", "False"))));
    }

    private static Map<String, Object> rollout(String kind) {
        return Map.of("rollouts", List.of(Map.of("kind", kind, "name", "dns", "namespace", "kube-system")));
    }

    private static String workload(String kind, String spec, String status) {
        return ok("{\"kind\":\"" + kind + "\",\"metadata\":{\"generation\":2},\"spec\":{" + spec
                + "},\"status\":{\"observedGeneration\":2" + status + "}}");
    }

    @Test
    void aRolloutIsJudgedAsKubectlDoes() {
        Map<String, Object> deployment = rollout("Deployment");
        String two = "\"replicas\":2";
        assertEquals(
                Map.of("leases", Map.of()),
                found(
                        deployment,
                        workload("Deployment", two, ",\"replicas\":2,\"updatedReplicas\":2,\"availableReplicas\":2")));
        assertEquals("Deployment kube-system/dns is not there", waiting(deployment, ok("")));
        assertEquals(
                "Deployment kube-system/dns: 0 of 2 replicas are available",
                waiting(deployment, workload("Deployment", two, ",\"replicas\":2,\"updatedReplicas\":2")));
        assertEquals(
                "Deployment kube-system/dns: 1 old replicas are still to end",
                waiting(
                        deployment,
                        workload("Deployment", two, ",\"replicas\":3,\"updatedReplicas\":2,\"availableReplicas\":3")));
        assertEquals(
                "DaemonSet kube-system/dns: 1 of 3 pods are available",
                waiting(
                        rollout("DaemonSet"),
                        workload(
                                "DaemonSet",
                                "",
                                ",\"desiredNumberScheduled\":3,\"updatedNumberScheduled\":3,\"numberAvailable\":1")));
        assertEquals(
                "StatefulSet kube-system/dns: 1 of 2 new pods have been made",
                waiting(
                        rollout("StatefulSet"),
                        workload(
                                "StatefulSet",
                                two,
                                ",\"readyReplicas\":2,\"updatedReplicas\":1"
                                        + ",\"updateRevision\":\"b\",\"currentRevision\":\"a\"")));
    }

    @Test
    void anOldObservationDoesNotCount() {
        String stale = workload(
                        "Deployment", "\"replicas\":1", ",\"replicas\":1,\"updatedReplicas\":1,\"availableReplicas\":1")
                .replace("\"observedGeneration\":2", "\"observedGeneration\":1");
        assertEquals(
                "Deployment kube-system/dns: its controller has not seen the newest version yet",
                waiting(rollout("Deployment"), stale));
    }

    @Test
    void aRolloutThatGaveUpIsNotWaitedFor() {
        String stuck = workload(
                "Deployment",
                "\"replicas\":1",
                ",\"conditions\":[{\"type\":\"Progressing\",\"status\":\"False\","
                        + "\"reason\":\"ProgressDeadlineExceeded\",\"message\":\"ReplicaSet"
                        + " dns-1 has timed out\"}]");
        Answer.Failed failed = assertInstanceOf(Answer.Failed.class, answer(rollout("Deployment"), 0, stuck));
        assertTrue(failed.why().contains("ReplicaSet dns-1 has timed out"), failed.why());
    }

    @Test
    void aCommandMustRunInThePod() {
        Map<String, Object> gate = Map.of(
                "execs", List.of(Map.of("pod", "server-1", "namespace", "checks", "command", List.of("probe", "get"))));
        assertEquals(Map.of("leases", Map.of()), found(gate, ok("server-1\n")));
        assertEquals(
                "no command runs in pod checks/server-1: error: unable to upgrade connection: Forbidden",
                waiting(gate, refused("error: unable to upgrade connection: Forbidden\n")));
    }

    @Test
    void aConfigMapMustBeRejectedWithTheseWords() {
        Map<String, Object> gate =
                Map.of("rejections", List.of(Map.of("namespace", "checks", "message", "the probe rejects this")));
        String by = "admission webhook \"probe.checks.svc\" denied the request: the probe rejects this";
        assertEquals(
                Map.of("leases", Map.of()), found(gate, refused("error: failed to create configmap: " + by + "\n")));
        assertEquals(
                "a ConfigMap in checks is admitted, and should be rejected with 'the probe rejects this'",
                waiting(gate, ok("configmap/play-rejected created (server dry run)\n")));
        assertEquals(
                "a ConfigMap in checks is not rejected with 'the probe rejects this': error: failed to create"
                        + " configmap: Internal error occurred: failed calling webhook \"probe.checks.svc\": context"
                        + " deadline exceeded",
                waiting(
                        gate,
                        refused("error: failed to create configmap: Internal error occurred: failed calling webhook"
                                + " \"probe.checks.svc\": context deadline exceeded\n")));
    }

    private static String request(String name, String status) {
        return "{\"kind\":\"CertificateSigningRequest\",\"metadata\":{\"name\":\"" + name
                + "\"},\"spec\":{\"signerName\":\"kubernetes.io/kubelet-serving\","
                + "\"username\":\"system:node:w1\"},\"status\":"
                + status + "}";
    }

    @Test
    void requestsThatAreNotIssuedTellWhy() {
        Map<String, Object> gate = Map.of(
                "csrs", List.of(Map.of("signer_name", "kubernetes.io/kubelet-serving", "username", "system:node:w1")));
        assertEquals(
                "no certificate of kubernetes.io/kubelet-serving has been issued for system:node:w1: csr-1 waits for"
                        + " an approval, csr-2 is denied (Policy: not ours)",
                waiting(
                        gate,
                        list(
                                request("csr-1", "{}"),
                                request(
                                        "csr-2",
                                        "{\"conditions\":[{\"type\":\"Denied\",\"reason\":\"Policy\",\"message\":\"not"
                                                + " ours\"}]}"))));
        assertEquals(
                "no certificate of kubernetes.io/kubelet-serving has been issued for system:node:w1; none has been "
                        + "requested",
                waiting(gate, list()));
        assertEquals(
                List.of(Map.of("name", "csr-3", "signer_name", "kubernetes.io/kubelet-serving")),
                found(gate, list(request("csr-1", "{}"), request("csr-3", "{\"certificate\":\"LS0t\"}")))
                        .get("csrs"));
    }

    @Test
    void anExtensionIsAvailableOrTellsWhyNot() {
        Map<String, Object> metrics = Map.of("api_services", List.of("v1beta1.metrics.k8s.io"));
        String status = "{\"kind\":\"APIService\",\"status\":{\"conditions\":[{\"type\":\"Available\","
                + "\"status\":\"%s\",\"reason\":\"MissingEndpoints\","
                + "\"message\":\"no"
                + " endpoints\"}]}}";
        assertEquals("the APIService v1beta1.metrics.k8s.io is not there", waiting(metrics, ok("")));
        assertEquals(
                "the APIService v1beta1.metrics.k8s.io has no condition yet",
                waiting(metrics, ok("{\"kind\":\"APIService\"}")));
        assertEquals(
                "the APIService v1beta1.metrics.k8s.io is not available: MissingEndpoints, no endpoints",
                waiting(metrics, ok(status.formatted("False"))));
        found(metrics, ok(status.formatted("True")));
    }

    @Test
    void nodesWithoutMeasuresAreNamed() {
        Map<String, Object> nodes = Map.of("node_metrics", List.of("a", "b"));
        String list = "{\"kind\":\"NodeMetricsList\",\"items\":[{\"metadata\":{\"name\":\"a\"}}%s]}";
        assertEquals("the metrics API has no metrics yet of b", waiting(nodes, ok(list.formatted(""))));
        assertTrue(waiting(
                        nodes,
                        refused("Error from server (ServiceUnavailable): the server is currently unable to handle the"
                                + " request"))
                .startsWith("the metrics API does not answer"));
        found(nodes, ok(list.formatted(",{\"metadata\":{\"name\":\"b\"}}")));
    }

    @Test
    void anApiServerThatGoesByTheConfigurationPasses() {
        String sha256 = "a".repeat(64);
        String metrics = ok("# HELP apiserver_authentication_config_controller_last_config_info\n"
                + "apiserver_authentication_config_controller_last_config_info{apiserver_id_hash=\"sha256:b\","
                + "hash=\"sha256:" + sha256 + "\"} 1\n");
        found(Map.of("authentication_config", sha256), metrics);
        assertEquals(
                "the API server has not read the encryption configuration with SHA-256 " + sha256,
                waiting(Map.of("encryption_config", sha256), metrics));
    }

    /** Nodes that join together are one question, however many they are. */
    @Test
    void certificatesOfManyNodesAreAskedForOnce() {
        Map<String, Object> gate = Map.of(
                "csrs",
                List.of(
                        Map.of("signer_name", "a.b/c", "username", "system:node:w1"),
                        Map.of("signer_name", "a.b/c", "username", "system:node:w2")));
        K8sGateModule.Params params = params(gate);
        @SuppressWarnings("unchecked")
        StateKey<GateReport> key = (StateKey<GateReport>) MODULE.probes(params).getFirst();
        String script = key.family().read(List.of(key)).text();
        assertEquals(1, script.split("ask get certificatesigningrequests", -1).length - 1, script);
        assertEquals(
                "no certificate of a.b/c has been issued for system:node:w1; none has been requested;"
                        + " no certificate of a.b/c has been issued for system:node:w2; none has been requested",
                waiting(gate, list()));
    }
}
