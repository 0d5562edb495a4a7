package play.modules.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import play.host.Script;
import play.module.Answer;
import play.module.Plan;
import play.module.Resource;
import play.module.TaskModule;
import play.modules.testing.Gates;
import play.testkit.LocalHost;
import play.testkit.Parameters;

/** What is done to nodes, and how objects are read, against a real API server. */
@Tag("lab")
@ExtendWith(KubernetesLab.Server.class)
class NodeModulesLabTest {
    private final KubernetesLab lab;

    NodeModulesLabTest(KubernetesLab lab) {
        this.lab = lab;
    }

    private <P extends Record> Plan run(Resource<P> module, Map<String, Object> more) throws Exception {
        Map<String, Object> given = new HashMap<>(Map.of("kubeconfig", lab.admin(), "kubectl", lab.kubectl()));
        given.putAll(more);
        return lab.controller().run(module, Parameters.of((TaskModule<P>) module, given));
    }

    private String title(Plan plan) {
        return assertInstanceOf(Plan.Change.class, plan).title();
    }

    @Test
    void aNodeIsCordonedTaintedAndLabelled() throws Exception {
        lab.node("kept");
        Map<String, Object> it = Map.of("node", "kept");
        assertEquals("cordon kept", title(run(new KubectlCordonModule(), it)));
        assertInstanceOf(Plan.Unchanged.class, run(new KubectlCordonModule(), it));
        assertEquals(
                "uncordon kept", title(run(new KubectlCordonModule(), Map.of("node", "kept", "state", "uncordoned"))));
        Map<String, Object> taint =
                Map.of("node", "kept", "taints", List.of(Map.of("key", "example.com/a", "effect", "NoSchedule")));
        assertEquals("taint kept: example.com/a=:NoSchedule", title(run(new KubectlTaintModule(), taint)));
        assertInstanceOf(Plan.Unchanged.class, run(new KubectlTaintModule(), taint));
        Map<String, Object> none = new HashMap<>(taint);
        none.put("state", "absent");
        assertEquals("taint kept: example.com/a:NoSchedule-", title(run(new KubectlTaintModule(), none)));
        Map<String, Object> label = Map.of("kind", "node", "name", "kept", "labels", Map.of("example.com/role", "db"));
        assertEquals("label node kept: example.com/role", title(run(new KubectlLabelModule(), label)));
        assertInstanceOf(Plan.Unchanged.class, run(new KubectlLabelModule(), label));
        Map<String, Object> note = Map.of(
                "kind",
                "configmap",
                "name",
                "kube-root-ca.crt",
                "namespace",
                "nowhere",
                "annotations",
                Map.of("a", "b c"));
        assertTrue(assertInstanceOf(Plan.Rejected.class, run(new KubectlAnnotateModule(), note))
                .why()
                .contains("there is no configmap nowhere/kube-root-ca.crt"));
        Map<String, Object> noted =
                Map.of("kind", "node", "name", "kept", "annotations", Map.of("example.com/why", "it's \"quoted\""));
        assertEquals("annotate node kept: example.com/why", title(run(new KubectlAnnotateModule(), noted)));
        assertInstanceOf(Plan.Unchanged.class, run(new KubectlAnnotateModule(), noted));
        assertTrue(assertInstanceOf(Plan.Rejected.class, run(new KubectlCordonModule(), Map.of("node", "nobody")))
                .why()
                .contains("no node nobody"));
    }

    private void pod(String name, String node, Map<String, Object> owner) throws Exception {
        Map<String, Object> metadata =
                new HashMap<>(Map.of("name", name, "namespace", "default", "labels", Map.of("app", name)));
        if (!owner.isEmpty()) {
            metadata.put("ownerReferences", List.of(owner));
        }
        lab.apply(Map.of(
                "definition",
                Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "Pod",
                        "metadata",
                        metadata,
                        "spec",
                        Map.of(
                                "nodeName",
                                node,
                                "terminationGracePeriodSeconds",
                                0L,
                                "automountServiceAccountToken",
                                false,
                                "containers",
                                List.of(Map.of("name", "c", "image", "none:1"))))));
    }

    private Map<String, Object> owner(String kind, String name) {
        return Map.of(
                "apiVersion",
                "apps/v1",
                "kind",
                kind,
                "name",
                name,
                "uid",
                "11111111-1111-1111-1111-111111111111",
                "controller",
                true);
    }

    @Test
    void aDrainRespectsBudgetsAndNamesWhatIsInTheWay() throws Exception {
        LocalHost.run(Script.of(lab.kubectl() + " --kubeconfig=" + lab.admin() + " create serviceaccount default"));
        lab.node("drained");
        pod("alone", "drained", Map.of());
        String alone = assertInstanceOf(Plan.Rejected.class, run(new KubectlDrainModule(), Map.of("node", "drained")))
                .why();
        assertTrue(alone.contains("default/alone have no controller"), alone);
        lab.apply(Map.of(
                "definition",
                Map.of(
                        "apiVersion",
                        "apps/v1",
                        "kind",
                        "ReplicaSet",
                        "metadata",
                        Map.of("name", "guarded", "namespace", "default"),
                        "spec",
                        Map.of(
                                "replicas",
                                0L,
                                "selector",
                                Map.of("matchLabels", Map.of("app", "guarded")),
                                "template",
                                Map.of(
                                        "metadata",
                                        Map.of("labels", Map.of("app", "guarded")),
                                        "spec",
                                        Map.of("containers", List.of(Map.of("name", "c", "image", "none:1"))))))));
        pod("guarded", "drained", owner("ReplicaSet", "guarded"));
        lab.apply(Map.of(
                "definition",
                Map.of(
                        "apiVersion",
                        "policy/v1",
                        "kind",
                        "PodDisruptionBudget",
                        "metadata",
                        Map.of("name", "budget", "namespace", "default"),
                        "spec",
                        Map.of("minAvailable", 1L, "selector", Map.of("matchLabels", Map.of("app", "guarded"))))));
        lab.status(
                "pod guarded",
                "{\"status\":{\"phase\":\"Running\",\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}]}}");
        AssertionError stuck = assertThrows(
                AssertionError.class,
                () -> run(new KubectlDrainModule(), Map.of("node", "drained", "force", true, "timeout", "7s")));
        String why = String.valueOf(stuck.getMessage());
        assertTrue(
                why.contains("disruption budgets that allow none now: default/budget")
                        && why.contains("pods that are still there: default/guarded"),
                why);
        lab.status(
                "pdb budget",
                "{\"status\":{\"observedGeneration\":1,\"disruptionsAllowed\":1,"
                        + "\"currentHealthy\":2,\"desiredHealthy\":1,\"expectedPods\":2}}");
        assertEquals(
                "drain drained: evict default/guarded",
                title(run(new KubectlDrainModule(), Map.of("node", "drained", "timeout", "20s"))));
        assertInstanceOf(Plan.Unchanged.class, run(new KubectlDrainModule(), Map.of("node", "drained")));
    }

    private Map<String, ?> info(Map<String, Object> more) {
        K8sInfoModule info = new K8sInfoModule();
        Map<String, Object> given = new HashMap<>(Map.of("kubeconfig", lab.admin(), "kubectl", lab.kubectl()));
        given.putAll(more);
        return assertInstanceOf(Answer.Found.class, Gates.look(info, Parameters.of(info, given)))
                .value();
    }

    @Test
    void objectsOfAnyKindAreRead() throws Exception {
        lab.apply(Map.of("definition", lab.configMap("told", Map.of("a", "1"))));
        String found = String.valueOf(info(Map.of("kind", "ConfigMap", "name", "told", "namespace", "default"))
                .get("resources"));
        assertTrue(found.contains("data={a=1}"), found);
        assertEquals(
                List.of(),
                info(Map.of("kind", "ConfigMap", "api_version", "v1", "label_selectors", List.of("set=nobody")))
                        .get("resources"));
        assertEquals(
                List.of(),
                info(Map.of("kind", "ConfigMap", "name", "none", "namespace", "default"))
                        .get("resources"));
        assertEquals(
                Map.of("resources", List.of(), "api_found", false),
                info(Map.of("kind", "Unheard", "api_version", "example.com/v1")));
        lab.apply(Map.of(
                "definition",
                Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "Secret",
                        "metadata",
                        Map.of("name", "hidden", "namespace", "default"),
                        "stringData",
                        Map.of("p", "hunter2"))));
        String secret = String.valueOf(info(Map.of("kind", "Secret", "name", "hidden", "namespace", "default"))
                .get("resources"));
        assertTrue(secret.contains("data={p=***}") && !secret.contains("aHVudGVyMg"), secret);
    }

    @Test
    void aSecretHoldsWhatFilesHold() throws Exception {
        Path file = lab.folder().resolve("word");
        Files.writeString(file, "hunter3");
        Map<String, Object> wanted =
                Map.of("name", "kept", "namespace", "default", "files", Map.of("word", file.toString()));
        Plan made = run(new KubectlSecretModule(), wanted);
        assertEquals("create Secret default/kept", title(made));
        assertFalse(made.toString().contains("hunter3"), made.toString());
        assertInstanceOf(Plan.Unchanged.class, run(new KubectlSecretModule(), wanted));
        lab.kubectl("patch secret kept --type=merge -p '{\"stringData\":{\"theirs\":\"x\"}}'");
        assertEquals("change Secret default/kept", title(run(new KubectlSecretModule(), wanted)));
        assertEquals(
                "{\"word\":\"aHVudGVyMw==\"}",
                lab.kubectl("get secret kept -o 'jsonpath={.data}'").out());
    }
}
