package play.modules.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import play.host.ScriptResult;
import play.module.Decision;
import play.module.Plan;
import play.testkit.KnownStates;
import play.testkit.LocalHost;
import play.testkit.Parameters;

/** What is done to workloads, against a real API server; no controller is there to follow. */
@Tag("lab")
@ExtendWith(KubernetesLab.Server.class)
class WorkloadModulesLabTest {
    private final KubernetesLab lab;

    WorkloadModulesLabTest(KubernetesLab lab) {
        this.lab = lab;
    }

    private Map<String, Object> workload(String name, Map<String, Object> more) {
        Map<String, Object> given = new HashMap<>(Map.of(
                "kubeconfig",
                lab.admin(),
                "kubectl",
                lab.kubectl(),
                "kind",
                "Deployment",
                "name",
                name,
                "namespace",
                "default"));
        given.putAll(more);
        return given;
    }

    private Plan scale(String name, Map<String, Object> more) throws Exception {
        K8sScaleModule module = new K8sScaleModule();
        return lab.controller().run(module, Parameters.of(module, workload(name, more)));
    }

    private ScriptResult rollout(String name, String action) {
        KubectlRolloutModule module = new KubectlRolloutModule();
        KubectlRolloutModule.Params params = Parameters.of(module, workload(name, Map.of("action", action)));
        Decision.Do decision = assertInstanceOf(Decision.Do.class, module.decide(params, new KnownStates()));
        return LocalHost.run(decision.run().script());
    }

    private ScriptResult rewrite(String... resources) {
        KubectlRewriteModule module = new KubectlRewriteModule();
        KubectlRewriteModule.Params params = Parameters.of(
                module, Map.of("kubeconfig", lab.admin(), "kubectl", lab.kubectl(), "resources", List.of(resources)));
        Decision.Do decision = assertInstanceOf(Decision.Do.class, module.decide(params, new KnownStates()));
        ScriptResult done = LocalHost.run(decision.run().script());
        assertEquals(done.succeeded(), module.failure(params, done).isEmpty());
        return done;
    }

    /** What is stored as it would be stored now is left by the server as it is. */
    @Test
    void objectsAreWrittenAsTheyAre() {
        lab.kubectl("create configmap rewritten --from-literal=a=1");
        String object = "get configmap rewritten -o json --show-managed-fields";
        String before = lab.kubectl(object).out();
        assertTrue(rewrite("configmaps", "secrets", "poddisruptionbudgets").succeeded());
        assertEquals(before, lab.kubectl(object).out());
        assertTrue(rewrite("nothings").err().contains("nothings"));
    }

    @Test
    void aDeploymentIsScaled() throws Exception {
        Map<String, Object> three = Map.of("replicas", 3L, "wait", false);
        assertTrue(assertInstanceOf(Plan.Rejected.class, scale("nowhere", three))
                .why()
                .contains("there is no Deployment default/nowhere"));
        lab.apply(Map.of("definition", lab.deployment("scaled", 1L)));
        assertEquals(
                "scale Deployment default/scaled from 1 to 3",
                assertInstanceOf(Plan.Change.class, scale("scaled", three)).title());
        assertInstanceOf(Plan.Unchanged.class, scale("scaled", three));
        assertEquals(
                "3",
                lab.kubectl("get deployment scaled -o 'jsonpath={.spec.replicas}'")
                        .out());
        AssertionError early =
                assertThrows(AssertionError.class, () -> scale("scaled", Map.of("replicas", 3L, "wait_timeout", "1s")));
        assertEquals("not in time: Deployment default/scaled is rolled out", early.getMessage());
        lab.status(
                "deployment scaled",
                "{\"status\":{\"observedGeneration\":2,\"replicas\":3,\"updatedReplicas\":3,"
                        + "\"readyReplicas\":3,\"availableReplicas\":3}}");
        assertInstanceOf(Plan.Unchanged.class, scale("scaled", Map.of("replicas", 3L)));
    }

    @Test
    void aDeploymentIsRestartedAndItsHistoryAskedFor() throws Exception {
        lab.apply(Map.of("definition", lab.deployment("restarted", 1L)));
        assertTrue(rollout("restarted", "restart").succeeded());
        String annotations = lab.kubectl("get deployment restarted -o 'jsonpath={.spec.template.metadata.annotations}'")
                .out();
        assertTrue(annotations.contains("kubectl.kubernetes.io/restartedAt"), annotations);
        ScriptResult undone = rollout("restarted", "undo");
        KubectlRolloutModule module = new KubectlRolloutModule();
        KubectlRolloutModule.Params params = Parameters.of(module, workload("restarted", Map.of("action", "undo")));
        assertTrue(module.failure(params, undone).orElse("").contains("no rollout history found"), undone.err());
        assertEquals(List.of(), module.probes(params));
    }
}
