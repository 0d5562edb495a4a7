package play.modules.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import play.host.Script;
import play.module.Plan;
import play.testkit.LocalHost;
import play.value.Secret;

/** {@code kubectl-apply} against a real API server: each foreseen state is compared with what is found after. */
@Tag("lab")
@ExtendWith(KubernetesLab.Server.class)
class KubectlApplyLabTest {
    private final KubernetesLab lab;

    KubectlApplyLabTest(KubernetesLab lab) {
        this.lab = lab;
    }

    /** A kind of objects that the API server does not have. */
    private static Map<String, Object> definition(
            String kind, String plural, String scope, Map<String, Object> schema) {
        Map<String, Object> names = Map.of("plural", plural, "singular", kind.toLowerCase(Locale.ROOT), "kind", kind);
        Map<String, Object> version =
                Map.of("name", "v1", "served", true, "storage", true, "schema", Map.of("openAPIV3Schema", schema));
        return Map.of(
                "apiVersion",
                "apiextensions.k8s.io/v1",
                "kind",
                "CustomResourceDefinition",
                "metadata",
                Map.of("name", plural + ".example.com"),
                "spec",
                Map.of("group", "example.com", "scope", scope, "names", names, "versions", List.of(version)));
    }

    @Test
    void anObjectIsCreatedThenUnchanged() throws Exception {
        Map<String, Object> one = Map.of("definition", lab.configMap("one", Map.of("a", "1", "dotted.key", "x")));
        Plan.Change created = assertInstanceOf(Plan.Change.class, lab.apply(one));
        assertEquals("create ConfigMap default/one", created.title());
        assertInstanceOf(Plan.Unchanged.class, lab.apply(one));
        assertEquals(
                "1", lab.kubectl("get configmap one -o 'jsonpath={.data.a}'").out());
    }

    @Test
    void aDriftedFieldIsTakenBackAndARemovedOneGoes() throws Exception {
        lab.apply(Map.of("definition", lab.configMap("drift", Map.of("a", "1", "b", "2"))));
        Plan.Change changed = assertInstanceOf(
                Plan.Change.class, lab.apply(Map.of("definition", lab.configMap("drift", Map.of("a", "3")))));
        assertEquals("change ConfigMap default/drift", changed.title());
        assertEquals(
                "{\"a\":\"3\"}",
                lab.kubectl("get configmap drift -o 'jsonpath={.data}'").out());
    }

    @Test
    void aConflictNamesTheOtherManager() throws Exception {
        lab.apply(Map.of("definition", lab.configMap("contested", Map.of("a", "1"))));
        lab.kubectl("patch configmap contested --type=merge -p '{\"data\":{\"a\":\"theirs\"}}'");
        Plan.Rejected rejected = assertInstanceOf(
                Plan.Rejected.class, lab.apply(Map.of("definition", lab.configMap("contested", Map.of("a", "1")))));
        assertTrue(rejected.why().contains("kubectl-patch") && rejected.why().contains(".data.a"), rejected.why());
        lab.apply(Map.of("definition", lab.configMap("contested", Map.of("a", "1")), "force_conflicts", true));
        assertEquals(
                "1",
                lab.kubectl("get configmap contested -o 'jsonpath={.data.a}'").out());
    }

    @Test
    void rbacObjectsMatchWhatIsForeseenOfThem() throws Exception {
        Map<String, Object> binding = Map.of(
                "apiVersion",
                "rbac.authorization.k8s.io/v1",
                "kind",
                "ClusterRoleBinding",
                "metadata",
                Map.of("name", "play:test"),
                "roleRef",
                Map.of(
                        "apiGroup",
                        "rbac.authorization.k8s.io",
                        "kind",
                        "ClusterRole",
                        "name",
                        "system:kubelet-api-admin"),
                "subjects",
                List.of(Map.of(
                        "apiGroup",
                        "rbac.authorization.k8s.io",
                        "kind",
                        "User",
                        "name",
                        "kube-apiserver-kubelet-client")));
        isAsForeseen(binding, new ObjectId("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", "", "play:test"));
    }

    /** Applies it to an empty place and compares what is there then with what is foreseen without a server. */
    private void isAsForeseen(Map<String, Object> object, ObjectId id) throws Exception {
        lab.apply(Map.of("definition", object));
        KubeObjects live = new KubeObjects(
                new KubeClient(
                        Optional.empty(),
                        lab.kubectl(),
                        Optional.of(lab.admin()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                "play",
                false);
        assertEquals(
                "Known[value=" + new KubeObject(true, OwnedFields.of(KubeJson.tree(object), false)) + ", how=READ]",
                lab.controller().read(live.at(id)).toString());
        assertInstanceOf(Plan.Unchanged.class, lab.apply(Map.of("definition", object)));
    }

    /** A server leaves many of them out, and keeps some. */
    @Test
    void fieldsThatSayNothingMatchWhatIsForeseenOfThem() throws Exception {
        for (Map<String, Object> object : zeros()) {
            isAsForeseen(object, ObjectId.of(object, Optional.empty()).orElseThrow());
        }
    }

    private static List<Map<String, Object>> zeros() throws Exception {
        try (InputStream file = KubectlApplyLabTest.class.getResourceAsStream("/zeros.json")) {
            return new ObjectMapper()
                    .enable(DeserializationFeature.USE_LONG_FOR_INTS)
                    .readValue(file, new TypeReference<>() {});
        }
    }

    @Test
    void aNamespaceAndWhatIsInItComeInOneTask() throws Exception {
        Map<String, Object> both = Map.of(
                "definition",
                List.of(
                        Map.of(
                                "apiVersion",
                                "v1",
                                "kind",
                                "ConfigMap",
                                "metadata",
                                Map.of("name", "in", "namespace", "made"),
                                "data",
                                Map.of("a", "1")),
                        Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", Map.of("name", "made"))));
        assertInstanceOf(Plan.Change.class, lab.apply(both));
        assertInstanceOf(Plan.Unchanged.class, lab.apply(both));
    }

    @Test
    void aMissingNamespaceIsNamed() throws Exception {
        Plan.Rejected rejected = assertInstanceOf(
                Plan.Rejected.class,
                lab.apply(Map.of(
                        "definition",
                        Map.of(
                                "apiVersion",
                                "v1",
                                "kind",
                                "ConfigMap",
                                "metadata",
                                Map.of("name", "x", "namespace", "nowhere")))));
        assertTrue(rejected.why().contains("Make the namespace before"), rejected.why());
    }

    @Test
    void aWrongFieldIsRefusedInTheServersWords() throws Exception {
        Map<String, Object> wrong = new HashMap<>(lab.configMap("wrong", Map.of("a", "1")));
        wrong.put("bogus", 1L);
        Plan.Rejected rejected = assertInstanceOf(
                Plan.Rejected.class, lab.apply(Map.of("definition", List.of(lab.configMap("fine", Map.of()), wrong))));
        assertTrue(rejected.why().contains(".bogus"), rejected.why());
        assertTrue(rejected.why().contains("default/wrong"), rejected.why());
    }

    @Test
    void aDefinitionAndAnObjectOfItComeInOneTask() throws Exception {
        Map<String, Object> definition = definition(
                "Thing",
                "things",
                "Namespaced",
                Map.of("type", "object", "x-kubernetes-preserve-unknown-fields", true));
        Map<String, Object> thing = Map.of(
                "apiVersion",
                "example.com/v1",
                "kind",
                "Thing",
                "metadata",
                Map.of("name", "one", "namespace", "default"),
                "size",
                3L);
        assertInstanceOf(Plan.Change.class, lab.apply(Map.of("definition", List.of(thing, definition))));
        assertInstanceOf(Plan.Unchanged.class, lab.apply(Map.of("definition", List.of(thing, definition))));
        assertInstanceOf(
                Plan.Unchanged.class,
                lab.apply(Map.of("definition", definition, "wait", Map.of("condition", "Established"))));
    }

    @Test
    void aConditionIsWaitedFor() throws Exception {
        Map<String, Object> definition = definition("Wait", "waits", "Cluster", Map.of("type", "object"));
        assertInstanceOf(
                Plan.Change.class,
                lab.apply(Map.of(
                        "definition", definition, "wait", Map.of("condition", "NamesAccepted", "timeout", "20s"))));
        assertThrows(
                AssertionError.class,
                () -> lab.apply(Map.of(
                        "definition",
                        lab.configMap("waits", Map.of()),
                        "wait",
                        Map.of("condition", "Ready", "timeout", "1s"))));
    }

    @Test
    void aSecretsValuesAreMasked() throws Exception {
        Map<String, Object> secret = Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Secret",
                "metadata",
                Map.of("name", "token", "namespace", "default"),
                "type",
                "Opaque",
                "stringData",
                Map.of("password", new Secret("hunter2")));
        Plan.Change change = assertInstanceOf(Plan.Change.class, lab.apply(Map.of("definition", secret)));
        assertFalse(
                change.toString().contains("hunter2") || change.toString().contains("aHVudGVyMg"), change.toString());
        assertInstanceOf(Plan.Unchanged.class, lab.apply(Map.of("definition", secret)));
        assertEquals(
                "aHVudGVyMg==",
                lab.kubectl("get secret token -o 'jsonpath={.data.password}'").out());
    }

    @Test
    void objectsNoLongerGivenArePruned() throws Exception {
        Map<String, Object> prune = Map.of("label", "set=pruned2", "kinds", List.of("configmap"));
        Map<String, Object> first = labelled("p1");
        Map<String, Object> second = labelled("p2");
        lab.kubectl("create configmap theirs");
        lab.kubectl("label configmap theirs set=pruned2");
        lab.apply(Map.of("definition", List.of(first, second), "prune", prune));
        Plan.Change change =
                assertInstanceOf(Plan.Change.class, lab.apply(Map.of("definition", List.of(first), "prune", prune)));
        assertEquals("delete ConfigMap default/p2", change.title());
        assertEquals(
                "p1 theirs",
                lab.kubectl("get configmap -l set=pruned2 -o 'jsonpath={.items[*].metadata.name}'")
                        .out());
    }

    private Map<String, Object> labelled(String name) {
        return Map.of(
                "apiVersion",
                "v1",
                "kind",
                "ConfigMap",
                "metadata",
                Map.of("name", name, "namespace", "default", "labels", Map.of("set", "pruned2")));
    }

    @Test
    void absentObjectsAreDeletedOnce() throws Exception {
        lab.apply(Map.of("definition", lab.configMap("gone", Map.of())));
        assertInstanceOf(
                Plan.Change.class, lab.apply(Map.of("definition", lab.configMap("gone", Map.of()), "state", "absent")));
        assertInstanceOf(
                Plan.Unchanged.class,
                lab.apply(Map.of("definition", lab.configMap("gone", Map.of()), "state", "absent")));
    }

    @Test
    void aServerThatDoesNotAnswerIsNoEmptyOne() {
        LocalHost.run(Script.of("sed 's#server: .*#server: \"https://127.0.0.1:1\"#' " + lab.admin() + " >"
                + lab.folder().resolve("nobody.conf")));
        Plan.Undetermined plan = assertInstanceOf(
                Plan.Undetermined.class,
                lab.controller()
                        .plan(
                                new KubectlApplyModule(),
                                lab.params(Map.of(
                                        "kubeconfig",
                                        lab.folder().resolve("nobody.conf").toString(),
                                        "definition",
                                        lab.configMap("x", Map.of())))));
        assertTrue(plan.why().contains("refused"), plan.why());
    }

    @Test
    void aRolloutIsWaitedFor() throws Exception {
        Map<String, Object> wanted = Map.of(
                "definition",
                List.of(lab.deployment("waited", 1L), lab.configMap("beside", Map.of())),
                "wait",
                Map.of("condition", "rollout", "timeout", "1s"));
        AssertionError early = assertThrows(AssertionError.class, () -> lab.apply(wanted));
        assertEquals("not in time: Deployment default/waited is rolled out", early.getMessage());
        lab.status(
                "deployment waited",
                "{\"status\":{\"observedGeneration\":1,\"replicas\":1,\"updatedReplicas\":1,"
                        + "\"readyReplicas\":1,\"availableReplicas\":1}}");
        assertInstanceOf(Plan.Unchanged.class, lab.apply(wanted));
    }
}
