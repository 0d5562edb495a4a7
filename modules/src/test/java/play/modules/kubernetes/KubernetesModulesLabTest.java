package play.modules.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.Script;
import play.host.ScriptResult;
import play.module.Answer;
import play.module.Plan;
import play.module.Resource;
import play.module.TaskModule;
import play.modules.crypto.CryptoModules;
import play.modules.testing.Controller;
import play.modules.testing.Gates;
import play.modules.testing.LocalHost;
import play.modules.testing.Parameters;
import play.modules.testing.Programs;
import play.modules.testing.TestApiServer;
import play.value.Secret;

/** The modules of Kubernetes against a real API server. Each foreseen state is compared with what is found after. */
@Tag("lab")
class KubernetesModulesLabTest {
  private static final KubectlApplyModule APPLY = new KubectlApplyModule();

  @TempDir static Path folder = Path.of("/");
  private static Controller controller = new Controller(Path.of("/"), List.of());
  private static @Nullable TestApiServer server;
  private static String kubectl = "";
  private static String url = "";

  @BeforeAll
  static void start() throws Exception {
    controller = new Controller(folder, new CryptoModules().producers());
    TestApiServer started = TestApiServer.start(controller, folder, folder.resolve("pki"));
    server = started;
    url = started.url();
    kubectl = Programs.path("kubectl");
    try {
      Gates.pass(new K8sGateModule(), gate(Map.of()));
    } catch (AssertionError e) {
      throw new AssertionError(started.words(), e);
    }
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static K8sGateModule.Params gate(Map<String, Object> more) {
    Map<String, Object> given =
        new HashMap<>(Map.of("server", url, "cacert", folder.resolve("pki/ca.crt").toString(), "kubectl", kubectl, "timeout", "60s"));
    given.putAll(more);
    return Parameters.of(new K8sGateModule(), given);
  }

  private static String admin() {
    return folder.resolve("pki/admin.conf").toString();
  }

  private static KubectlApplyModule.Params params(Map<String, Object> more) {
    Map<String, Object> given = new HashMap<>(Map.of("kubeconfig", admin(), "kubectl", kubectl));
    given.putAll(more);
    return Parameters.of(APPLY, given);
  }

  private static Plan apply(Map<String, Object> more) throws Exception {
    return controller.run(APPLY, params(more));
  }

  private static ScriptResult kubectl(String arguments) {
    ScriptResult result = LocalHost.run(Script.of(kubectl + " --kubeconfig=" + admin() + " --cache-dir=" + folder.resolve("cache") + " " + arguments));
    assertTrue(result.succeeded(), result.err());
    return result;
  }

  private static Map<String, Object> configMap(String name, Map<String, ?> data) {
    return Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", Map.of("name", name, "namespace", "default", "labels", Map.of("set", "pruned")), "data", data);
  }

  @Test
  void anObjectIsCreatedThenUnchanged() throws Exception {
    Map<String, Object> one = Map.of("definition", configMap("one", Map.of("a", "1", "dotted.key", "x")));
    Plan.Change created = assertInstanceOf(Plan.Change.class, apply(one));
    assertEquals("create ConfigMap default/one", created.title());
    assertInstanceOf(Plan.Unchanged.class, apply(one));
    assertEquals("1", kubectl("get configmap one -o 'jsonpath={.data.a}'").out());
  }

  @Test
  void aDriftedFieldIsTakenBackAndARemovedOneGoes() throws Exception {
    apply(Map.of("definition", configMap("drift", Map.of("a", "1", "b", "2"))));
    Plan.Change changed = assertInstanceOf(Plan.Change.class, apply(Map.of("definition", configMap("drift", Map.of("a", "3")))));
    assertEquals("change ConfigMap default/drift", changed.title());
    assertEquals("{\"a\":\"3\"}", kubectl("get configmap drift -o 'jsonpath={.data}'").out());
  }

  @Test
  void aConflictNamesTheOtherManager() throws Exception {
    apply(Map.of("definition", configMap("contested", Map.of("a", "1"))));
    kubectl("patch configmap contested --type=merge -p '{\"data\":{\"a\":\"theirs\"}}'");
    Plan.Rejected rejected = assertInstanceOf(Plan.Rejected.class, apply(Map.of("definition", configMap("contested", Map.of("a", "1")))));
    assertTrue(rejected.why().contains("kubectl-patch") && rejected.why().contains(".data.a"), rejected.why());
    apply(Map.of("definition", configMap("contested", Map.of("a", "1")), "force_conflicts", true));
    assertEquals("1", kubectl("get configmap contested -o 'jsonpath={.data.a}'").out());
  }

  @Test
  void rbacObjectsMatchWhatIsForeseenOfThem() throws Exception {
    Map<String, Object> binding =
        Map.of("apiVersion", "rbac.authorization.k8s.io/v1", "kind", "ClusterRoleBinding", "metadata", Map.of("name", "play:test"),
            "roleRef", Map.of("apiGroup", "rbac.authorization.k8s.io", "kind", "ClusterRole", "name", "system:kubelet-api-admin"),
            "subjects", List.of(Map.of("apiGroup", "rbac.authorization.k8s.io", "kind", "User", "name", "kube-apiserver-kubelet-client")));
    apply(Map.of("definition", binding));
    KubeObjects live = new KubeObjects(new KubeClient(Optional.empty(), kubectl, Optional.of(admin()), Optional.empty(), Optional.empty(), Optional.empty()), "play", false);
    ObjectId id = new ObjectId("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", "", "play:test");
    assertEquals(
        "Known[value=" + new KubeObject(true, OwnedFields.of(KubeJson.tree(binding), false)) + ", how=READ]", controller.read(live.at(id)).toString());
    assertInstanceOf(Plan.Unchanged.class, apply(Map.of("definition", binding)));
  }

  @Test
  void aNamespaceAndWhatIsInItComeInOneTask() throws Exception {
    Map<String, Object> both =
        Map.of("definition", List.of(
            Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", Map.of("name", "in", "namespace", "made"), "data", Map.of("a", "1")),
            Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", Map.of("name", "made"))));
    assertInstanceOf(Plan.Change.class, apply(both));
    assertInstanceOf(Plan.Unchanged.class, apply(both));
  }

  @Test
  void aMissingNamespaceIsNamed() throws Exception {
    Plan.Rejected rejected =
        assertInstanceOf(
            Plan.Rejected.class,
            apply(Map.of("definition", Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", Map.of("name", "x", "namespace", "nowhere")))));
    assertTrue(rejected.why().contains("Make the namespace before"), rejected.why());
  }

  @Test
  void aWrongFieldIsRefusedInTheServersWords() throws Exception {
    Map<String, Object> wrong = new HashMap<>(configMap("wrong", Map.of("a", "1")));
    wrong.put("bogus", 1L);
    Plan.Rejected rejected = assertInstanceOf(Plan.Rejected.class, apply(Map.of("definition", List.of(configMap("fine", Map.of()), wrong))));
    assertTrue(rejected.why().contains(".bogus"), rejected.why());
    assertTrue(rejected.why().contains("default/wrong"), rejected.why());
  }

  @Test
  void aDefinitionAndAnObjectOfItComeInOneTask() throws Exception {
    Map<String, Object> definition =
        Map.of("apiVersion", "apiextensions.k8s.io/v1", "kind", "CustomResourceDefinition", "metadata", Map.of("name", "things.example.com"),
            "spec", Map.of("group", "example.com", "scope", "Namespaced", "names", Map.of("plural", "things", "singular", "thing", "kind", "Thing"),
                "versions", List.of(Map.of("name", "v1", "served", true, "storage", true, "schema",
                    Map.of("openAPIV3Schema", Map.of("type", "object", "x-kubernetes-preserve-unknown-fields", true))))));
    Map<String, Object> thing =
        Map.of("apiVersion", "example.com/v1", "kind", "Thing", "metadata", Map.of("name", "one", "namespace", "default"), "size", 3L);
    assertInstanceOf(Plan.Change.class, apply(Map.of("definition", List.of(thing, definition))));
    assertInstanceOf(Plan.Unchanged.class, apply(Map.of("definition", List.of(thing, definition))));
    assertInstanceOf(Plan.Unchanged.class, apply(Map.of("definition", definition, "wait", Map.of("condition", "Established"))));
  }

  @Test
  void aConditionIsWaitedFor() throws Exception {
    Map<String, Object> definition =
        Map.of("apiVersion", "apiextensions.k8s.io/v1", "kind", "CustomResourceDefinition", "metadata", Map.of("name", "waits.example.com"),
            "spec", Map.of("group", "example.com", "scope", "Cluster", "names", Map.of("plural", "waits", "singular", "wait", "kind", "Wait"),
                "versions", List.of(Map.of("name", "v1", "served", true, "storage", true, "schema", Map.of("openAPIV3Schema", Map.of("type", "object"))))));
    assertInstanceOf(Plan.Change.class, apply(Map.of("definition", definition, "wait", Map.of("condition", "NamesAccepted", "timeout", "20s"))));
    assertThrows(AssertionError.class, () -> apply(Map.of("definition", configMap("waits", Map.of()), "wait", Map.of("condition", "Ready", "timeout", "1s"))));
  }

  @Test
  void aSecretsValuesAreMasked() throws Exception {
    Map<String, Object> secret =
        Map.of("apiVersion", "v1", "kind", "Secret", "metadata", Map.of("name", "token", "namespace", "default"), "type", "Opaque",
            "stringData", Map.of("password", new Secret("hunter2")));
    Plan.Change change = assertInstanceOf(Plan.Change.class, apply(Map.of("definition", secret)));
    assertFalse(change.toString().contains("hunter2") || change.toString().contains("aHVudGVyMg"), change.toString());
    assertInstanceOf(Plan.Unchanged.class, apply(Map.of("definition", secret)));
    assertEquals("aHVudGVyMg==", kubectl("get secret token -o 'jsonpath={.data.password}'").out());
  }

  @Test
  void objectsNoLongerGivenArePruned() throws Exception {
    Map<String, Object> prune = Map.of("label", "set=pruned2", "kinds", List.of("configmap"));
    Map<String, Object> first = labelled("p1");
    Map<String, Object> second = labelled("p2");
    kubectl("create configmap theirs");
    kubectl("label configmap theirs set=pruned2");
    apply(Map.of("definition", List.of(first, second), "prune", prune));
    Plan.Change change = assertInstanceOf(Plan.Change.class, apply(Map.of("definition", List.of(first), "prune", prune)));
    assertEquals("delete ConfigMap default/p2", change.title());
    assertEquals("p1 theirs", kubectl("get configmap -l set=pruned2 -o 'jsonpath={.items[*].metadata.name}'").out());
  }

  private static Map<String, Object> labelled(String name) {
    return Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", Map.of("name", name, "namespace", "default", "labels", Map.of("set", "pruned2")));
  }

  @Test
  void absentObjectsAreDeletedOnce() throws Exception {
    apply(Map.of("definition", configMap("gone", Map.of())));
    assertInstanceOf(Plan.Change.class, apply(Map.of("definition", configMap("gone", Map.of()), "state", "absent")));
    assertInstanceOf(Plan.Unchanged.class, apply(Map.of("definition", configMap("gone", Map.of()), "state", "absent")));
  }

  @Test
  void aServerThatDoesNotAnswerIsNoEmptyOne() {
    LocalHost.run(Script.of("sed 's#server: .*#server: \"https://127.0.0.1:1\"#' " + admin() + " >" + folder.resolve("nobody.conf")));
    Plan.Undetermined plan =
        assertInstanceOf(
            Plan.Undetermined.class,
            controller.plan(APPLY, params(Map.of("kubeconfig", folder.resolve("nobody.conf").toString(), "definition", configMap("x", Map.of())))));
    assertTrue(plan.why().contains("refused"), plan.why());
  }

  @Test
  void theGateKnowsLeasesAndRights() throws Exception {
    Map<String, Object> asAdmin = Map.of("kubeconfig", admin(), "can_i", Map.of("verb", "*", "resource", "*"));
    Gates.pass(new K8sGateModule(), gate(asAdmin));
    Answer.Waiting waiting =
        assertInstanceOf(
            Answer.Waiting.class,
            Gates.look(new K8sGateModule(), gate(Map.of("kubeconfig", admin(), "leases", List.of("kube-scheduler")))));
    assertTrue(waiting.why().contains("nobody holds the lease kube-scheduler"), waiting.why());
    String renewed = LocalHost.run(Script.of("date -u +%Y-%m-%dT%H:%M:%S.000000Z")).out().strip();
    apply(Map.of("definition", Map.of("apiVersion", "coordination.k8s.io/v1", "kind", "Lease", "metadata", Map.of("name", "kube-scheduler", "namespace", "kube-system"),
        "spec", Map.of("holderIdentity", "me", "renewTime", renewed))));
    Gates.pass(new K8sGateModule(), gate(Map.of("kubeconfig", admin(), "leases", List.of("kube-scheduler"), "lease_age", "30s")));
    Thread.sleep(2500);
    Answer.Waiting old =
        assertInstanceOf(
            Answer.Waiting.class,
            Gates.look(new K8sGateModule(), gate(Map.of("kubeconfig", admin(), "leases", List.of("kube-scheduler"), "lease_age", "1s"))));
    assertTrue(old.why().contains("was renewed"), old.why());
  }

  private static String waits(Map<String, Object> more) {
    Map<String, Object> given = new HashMap<>(Map.of("kubeconfig", admin()));
    given.putAll(more);
    return assertInstanceOf(Answer.Waiting.class, Gates.look(new K8sGateModule(), gate(given))).why();
  }

  private static void status(String object, String json) {
    kubectl("patch " + object + " --subresource=status --type=merge -p '" + json + "'");
  }

  private static void node(String name) throws Exception {
    apply(Map.of("definition", Map.of("apiVersion", "v1", "kind", "Node", "metadata", Map.of("name", name, "labels", Map.of("pool", name)))));
  }

  private static void ready(String node) {
    status("node " + node, "{\"status\":{\"nodeInfo\":{\"kubeletVersion\":\"v1.36.4\"},\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}]}}");
  }

  @Test
  void theGateKnowsNodes() throws Exception {
    Map<String, Object> gate = Map.of("nodes", Map.of("names", List.of("gated"), "kubelet_version", "v1.36.4"));
    assertEquals("the node gated is not there: its kubelet has not registered", waits(gate));
    node("gated");
    assertTrue(waits(gate).startsWith("the node gated is not Ready"), waits(gate));
    ready("gated");
    Gates.pass(new K8sGateModule(), gate(Map.of("kubeconfig", admin(), "nodes", Map.of("selector", "pool=gated", "count", 1L))));
  }

  @Test
  void theGateKnowsRollouts() throws Exception {
    Map<String, Object> gate = Map.of("rollouts", List.of(Map.of("kind", "Deployment", "name", "rolled", "namespace", "default")));
    assertEquals("Deployment default/rolled is not there", waits(gate));
    apply(Map.of("definition", deployment("rolled", 1L)));
    assertEquals("Deployment default/rolled: its controller has not seen the newest version yet", waits(gate));
    status("deployment rolled", "{\"status\":{\"observedGeneration\":1,\"replicas\":1,\"updatedReplicas\":1,\"readyReplicas\":1,\"availableReplicas\":1}}");
    Gates.pass(new K8sGateModule(), gate(Map.of("kubeconfig", admin(), "rollouts", gate.get("rollouts"))));
  }

  private static Map<String, Object> deployment(String name, long replicas) {
    Map<String, Object> labels = Map.of("app", name);
    return Map.of("apiVersion", "apps/v1", "kind", "Deployment", "metadata", Map.of("name", name, "namespace", "default"),
        "spec", Map.of("replicas", replicas, "selector", Map.of("matchLabels", labels),
            "template", Map.of("metadata", Map.of("labels", labels), "spec", Map.of("containers", List.of(Map.of("name", "c", "image", "none:1"))))));
  }

  @Test
  void aRolloutIsWaitedFor() throws Exception {
    Map<String, Object> wanted = Map.of("definition", List.of(deployment("waited", 1L), configMap("beside", Map.of())), "wait", Map.of("condition", "rollout", "timeout", "1s"));
    AssertionError early = assertThrows(AssertionError.class, () -> apply(wanted));
    assertEquals("not in time: Deployment default/waited is rolled out", early.getMessage());
    status("deployment waited", "{\"status\":{\"observedGeneration\":1,\"replicas\":1,\"updatedReplicas\":1,\"readyReplicas\":1,\"availableReplicas\":1}}");
    assertInstanceOf(Plan.Unchanged.class, apply(wanted));
  }

  @Test
  void theGateKnowsIssuedCertificates() throws Exception {
    Map<String, Object> gate = Map.of("csrs", List.of(Map.of("signer_name", "example.com/ours", "username", "admin")));
    Map<String, Object> named = Map.of("csrs", List.of(Map.of("signer_name", "example.com/ours", "common_name", "apiserver")));
    assertTrue(waits(gate).endsWith("nobody has requested one"), waits(gate));
    String pem = LocalHost.run(Script.of("openssl req -new -newkey rsa:2048 -nodes -keyout /dev/null -subj /CN=apiserver 2>/dev/null | base64 -w0")).out();
    apply(Map.of("definition", Map.of("apiVersion", "certificates.k8s.io/v1", "kind", "CertificateSigningRequest", "metadata", Map.of("name", "asked"),
        "spec", Map.of("request", pem, "signerName", "example.com/ours", "usages", List.of("client auth")))));
    assertTrue(waits(gate).endsWith("asked waits for an approval"), waits(gate));
    kubectl("certificate approve asked");
    assertTrue(waits(named).contains("is approved and not signed yet"), waits(named));
    String issued = LocalHost.run(Script.of("base64 -w0 " + folder.resolve("pki/apiserver.crt"))).out();
    status("csr asked", "{\"status\":{\"certificate\":\"" + issued + "\"}}");
    Gates.pass(new K8sGateModule(), gate(Map.of("kubeconfig", admin(), "csrs", gate.get("csrs"))));
    Gates.pass(new K8sGateModule(), gate(Map.of("kubeconfig", admin(), "csrs", named.get("csrs"))));
    Map<String, Object> other = Map.of("csrs", List.of(Map.of("signer_name", "example.com/ours", "common_name", "somebody")));
    assertTrue(waits(other).contains("no certificate"), waits(other));
  }

  private static <P extends Record> Plan run(Resource<P> module, Map<String, Object> more) throws Exception {
    Map<String, Object> given = new HashMap<>(Map.of("kubeconfig", admin(), "kubectl", kubectl));
    given.putAll(more);
    return controller.run(module, Parameters.of((TaskModule<P>) module, given));
  }

  private static String title(Plan plan) {
    return assertInstanceOf(Plan.Change.class, plan).title();
  }

  @Test
  void aNodeIsCordonedTaintedAndLabelled() throws Exception {
    node("kept");
    Map<String, Object> it = Map.of("node", "kept");
    assertEquals("cordon kept", title(run(new KubectlCordonModule(), it)));
    assertInstanceOf(Plan.Unchanged.class, run(new KubectlCordonModule(), it));
    assertEquals("uncordon kept", title(run(new KubectlCordonModule(), Map.of("node", "kept", "state", "uncordoned"))));
    Map<String, Object> taint = Map.of("node", "kept", "taints", List.of(Map.of("key", "example.com/a", "effect", "NoSchedule")));
    assertEquals("taint kept: example.com/a=:NoSchedule", title(run(new KubectlTaintModule(), taint)));
    assertInstanceOf(Plan.Unchanged.class, run(new KubectlTaintModule(), taint));
    Map<String, Object> none = new HashMap<>(taint);
    none.put("state", "absent");
    assertEquals("taint kept: example.com/a:NoSchedule-", title(run(new KubectlTaintModule(), none)));
    Map<String, Object> label = Map.of("kind", "node", "name", "kept", "labels", Map.of("example.com/role", "db"));
    assertEquals("label node kept: example.com/role", title(run(new KubectlLabelModule(), label)));
    assertInstanceOf(Plan.Unchanged.class, run(new KubectlLabelModule(), label));
    Map<String, Object> note = Map.of("kind", "configmap", "name", "kube-root-ca.crt", "namespace", "nowhere", "annotations", Map.of("a", "b c"));
    assertTrue(assertInstanceOf(Plan.Rejected.class, run(new KubectlAnnotateModule(), note)).why().contains("there is no configmap nowhere/kube-root-ca.crt"));
    Map<String, Object> noted = Map.of("kind", "node", "name", "kept", "annotations", Map.of("example.com/why", "it's \"quoted\""));
    assertEquals("annotate node kept: example.com/why", title(run(new KubectlAnnotateModule(), noted)));
    assertInstanceOf(Plan.Unchanged.class, run(new KubectlAnnotateModule(), noted));
    assertTrue(assertInstanceOf(Plan.Rejected.class, run(new KubectlCordonModule(), Map.of("node", "nobody"))).why().contains("no node nobody"));
  }

  private static void pod(String name, String node, Map<String, Object> owner) throws Exception {
    Map<String, Object> metadata = new HashMap<>(Map.of("name", name, "namespace", "default", "labels", Map.of("app", name)));
    if (!owner.isEmpty()) {
      metadata.put("ownerReferences", List.of(owner));
    }
    apply(Map.of("definition", Map.of("apiVersion", "v1", "kind", "Pod", "metadata", metadata,
        "spec", Map.of("nodeName", node, "terminationGracePeriodSeconds", 0L, "automountServiceAccountToken", false,
            "containers", List.of(Map.of("name", "c", "image", "none:1"))))));
  }

  private static Map<String, Object> owner(String kind, String name) {
    return Map.of("apiVersion", "apps/v1", "kind", kind, "name", name, "uid", "11111111-1111-1111-1111-111111111111", "controller", true);
  }

  @Test
  void aDrainRespectsBudgetsAndNamesWhatIsInTheWay() throws Exception {
    LocalHost.run(Script.of(kubectl + " --kubeconfig=" + admin() + " create serviceaccount default"));
    node("drained");
    pod("alone", "drained", Map.of());
    String alone = assertInstanceOf(Plan.Rejected.class, run(new KubectlDrainModule(), Map.of("node", "drained"))).why();
    assertTrue(alone.contains("default/alone have no controller"), alone);
    apply(Map.of("definition", Map.of("apiVersion", "apps/v1", "kind", "ReplicaSet", "metadata", Map.of("name", "guarded", "namespace", "default"),
        "spec", Map.of("replicas", 0L, "selector", Map.of("matchLabels", Map.of("app", "guarded")),
            "template", Map.of("metadata", Map.of("labels", Map.of("app", "guarded")), "spec", Map.of("containers", List.of(Map.of("name", "c", "image", "none:1"))))))));
    pod("guarded", "drained", owner("ReplicaSet", "guarded"));
    apply(Map.of("definition", Map.of("apiVersion", "policy/v1", "kind", "PodDisruptionBudget", "metadata", Map.of("name", "budget", "namespace", "default"),
        "spec", Map.of("minAvailable", 1L, "selector", Map.of("matchLabels", Map.of("app", "guarded"))))));
    status("pod guarded", "{\"status\":{\"phase\":\"Running\",\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}]}}");
    AssertionError stuck =
        assertThrows(AssertionError.class, () -> run(new KubectlDrainModule(), Map.of("node", "drained", "force", true, "timeout", "7s")));
    String why = String.valueOf(stuck.getMessage());
    assertTrue(why.contains("disruption budgets that allow none now: default/budget") && why.contains("pods that are still there: default/guarded"), why);
    status("pdb budget", "{\"status\":{\"observedGeneration\":1,\"disruptionsAllowed\":1,\"currentHealthy\":2,\"desiredHealthy\":1,\"expectedPods\":2}}");
    assertEquals("drain drained: evict default/guarded", title(run(new KubectlDrainModule(), Map.of("node", "drained", "timeout", "20s"))));
    assertInstanceOf(Plan.Unchanged.class, run(new KubectlDrainModule(), Map.of("node", "drained")));
  }

  private static Map<String, ?> info(Map<String, Object> more) {
    K8sInfoModule info = new K8sInfoModule();
    Map<String, Object> given = new HashMap<>(Map.of("kubeconfig", admin(), "kubectl", kubectl));
    given.putAll(more);
    return assertInstanceOf(Answer.Found.class, Gates.look(info, Parameters.of(info, given))).value();
  }

  @Test
  void objectsOfAnyKindAreRead() throws Exception {
    apply(Map.of("definition", configMap("told", Map.of("a", "1"))));
    String found = String.valueOf(info(Map.of("kind", "ConfigMap", "name", "told", "namespace", "default")).get("resources"));
    assertTrue(found.contains("data={a=1}"), found);
    assertEquals(List.of(), info(Map.of("kind", "ConfigMap", "api_version", "v1", "label_selectors", List.of("set=nobody"))).get("resources"));
    assertEquals(List.of(), info(Map.of("kind", "ConfigMap", "name", "none", "namespace", "default")).get("resources"));
    assertEquals(Map.of("resources", List.of(), "api_found", false), info(Map.of("kind", "Unheard", "api_version", "example.com/v1")));
    apply(Map.of("definition", Map.of("apiVersion", "v1", "kind", "Secret", "metadata", Map.of("name", "hidden", "namespace", "default"), "stringData", Map.of("p", "hunter2"))));
    String secret = String.valueOf(info(Map.of("kind", "Secret", "name", "hidden", "namespace", "default")).get("resources"));
    assertTrue(secret.contains("data={p=***}") && !secret.contains("aHVudGVyMg"), secret);
  }

  @Test
  void anonymousMayNotDoEverything() {
    Answer.Waiting waiting =
        assertInstanceOf(
            Answer.Waiting.class, Gates.look(new K8sGateModule(), gate(Map.of("can_i", Map.of("verb", "*", "resource", "*")))));
    assertTrue(waiting.why().contains("may not"), waiting.why());
  }
}
