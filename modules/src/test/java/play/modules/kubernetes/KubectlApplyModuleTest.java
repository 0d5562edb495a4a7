package play.modules.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.host.Effect;
import play.host.FileState;
import play.host.HostState;
import play.host.Mode;
import play.host.Observed;
import play.host.Observed.Certainty;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.UnknownStateException;
import play.module.Action;
import play.module.Plan;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Foreseen;
import play.value.Secret;
import play.value.Unknown;

class KubectlApplyModuleTest {
    private static final KubectlApplyModule MODULE = new KubectlApplyModule();
    private static final Map<String, Object> OBJECT = Map.of(
            "apiVersion",
            "v1",
            "kind",
            "ConfigMap",
            "metadata",
            Map.of("name", "one", "namespace", "made"),
            "data",
            Map.of("a", "1"));

    private static KubectlApplyModule.Params params(Map<String, Object> more) {
        Map<String, Object> given = new HashMap<>(Map.of("kubeconfig", "/root/admin.conf", "definition", OBJECT));
        given.putAll(more);
        return Parameters.of(MODULE, given);
    }

    /** What a host says on which the server does not answer, but for the states given. */
    private static KnownStates silent(KubectlApplyModule.Params params) {
        KnownStates known = new KnownStates();
        MODULE.probes(params).forEach(key -> known.withUnknown(key, "connection refused"));
        return known;
    }

    @SuppressWarnings("unchecked") // the family's name says what its states are
    private static <S extends HostState> StateKey<S> probe(KubectlApplyModule.Params params, String name) {
        return (StateKey<S>) MODULE.probes(params).stream()
                .filter(key -> key.toString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static KnownStates withUnit(KnownStates known, KubectlApplyModule.Params params, Certainty how) {
        FileState.Regular unit = new FileState.Regular(
                FileState.Attributes.of("root", "root", new Mode(0644)),
                new Foreseen.Exactly<>("0"),
                new Foreseen.Exactly<>(1L));
        StateKey<FileState> key = probe(params, "file /etc/systemd/system/kube-apiserver.service");
        return known.with(key, new Observed.Known<FileState>(unit, how));
    }

    @Test
    void onAServerThatComesIntoBeingAllObjectsAreForeseen() {
        KubectlApplyModule.Params params = params(Map.of("unit", "kube-apiserver"));
        Plan.Change change = assertInstanceOf(
                Plan.Change.class, MODULE.plan(params, withUnit(silent(params), params, Certainty.FORESEEN)));
        assertEquals("create ConfigMap made/one", change.title());
        assertEquals(Map.of("data.a", "1"), foreseen(change));
    }

    private static Map<String, Object> foreseen(Plan.Change change) {
        Effect effect = change.actions().getFirst().effects().getFirst();
        return effect instanceof Effect.Sets<?>(StateKey<?> key, KubeObject after) ? after.fields() : Map.of();
    }

    @Test
    void aServerThatWasThereBeforeAndIsSilentIsUnknown() {
        KubectlApplyModule.Params params = params(Map.of("unit", "kube-apiserver"));
        Plan.Undetermined unknown = assertInstanceOf(
                Plan.Undetermined.class, MODULE.plan(params, withUnit(silent(params), params, Certainty.READ)));
        assertEquals("connection refused", unknown.why());
    }

    private static final Map<String, Object> TOKEN = Map.of(
            "apiVersion",
            "v1",
            "kind",
            "Secret",
            "metadata",
            Map.of("name", "one", "namespace", "made"),
            "stringData",
            Map.of("token", new Unknown("it is made during the run")));

    @Test
    void whatAnObjectHoldsNeedNotBeKnownToForeseeIt() {
        KubectlApplyModule.Params params = params(Map.of("definition", TOKEN));
        StateKey<KubeObject> key = probe(params, "object v1 Secret made/one");
        Plan.Change change = assertInstanceOf(
                Plan.Change.class, MODULE.plan(params, silent(params).with(key, KubeObject.ABSENT)));
        assertEquals(List.of("data.token"), List.copyOf(foreseen(change).keySet()));
        assertTrue(MODULE.probes(params).stream()
                .noneMatch(probed -> probed.toString().startsWith("server's dry run")));
    }

    @Test
    void anObjectThatIsThereCannotBeComparedWithWhatIsNotKnown() {
        KubectlApplyModule.Params params = params(Map.of("definition", TOKEN));
        StateKey<KubeObject> key = probe(params, "object v1 Secret made/one");
        KnownStates known = silent(params).with(key, new KubeObject(true, Map.of()));
        assertEquals(
                "what Secret made/one will contain is unknown: it is made during the run",
                assertInstanceOf(Plan.Undetermined.class, MODULE.plan(params, known))
                        .why());
    }

    @Test
    void whichObjectItIsMustBeKnown() {
        Map<String, Object> object = Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Secret",
                "metadata",
                Map.of("name", new Unknown("it is made during the run")));
        AssertionError refused = assertThrows(AssertionError.class, () -> params(Map.of("definition", object)));
        assertEquals("cannot tell: parameter 'definition' is unknown: it is made during the run", refused.getMessage());
    }

    @Test
    void withoutAUnitNothingIsForeseen() {
        KubectlApplyModule.Params params = params(Map.of());
        assertInstanceOf(Plan.Undetermined.class, MODULE.plan(params, silent(params)));
    }

    @Test
    void whatOneKubeconfigForeseesAnotherOfTheClusterKnows() {
        KubectlApplyModule.Params first = params(Map.of("cluster", "prod", "kubeconfig", "/root/super-admin.conf"));
        KubectlApplyModule.Params second = params(Map.of("cluster", "prod"));
        assertEquals(MODULE.probes(first).getFirst(), MODULE.probes(second).getFirst());
        assertNotEquals(
                MODULE.probes(params(Map.of())).getFirst(),
                MODULE.probes(second).getFirst());
    }

    @Test
    void whatIsForeseenAlreadyIsNotChangedAgain() {
        KubectlApplyModule.Params params = params(Map.of());
        StateKey<KubeObject> key = probe(params, "object v1 ConfigMap made/one");
        KnownStates known = silent(params)
                .with(key, new Observed.Known<>(new KubeObject(true, Map.of("data.a", "1")), Certainty.FORESEEN));
        assertEquals(Plan.UNCHANGED, MODULE.plan(params, known));
    }

    private static KnownStates answering(KubectlApplyModule.Params params, KubeObject live, DryApply dry) {
        StateKey<KubeObject> object = probe(params, "object v1 ConfigMap made/one");
        StateKey<DryApply> answer = probe(params, "server's dry run of v1 ConfigMap made/one");
        StateKey<KubeObject> namespace = probe(params, "object v1 Namespace /made");
        return silent(params).with(object, live).with(answer, dry).with(namespace, KubeObject.ABSENT);
    }

    @Test
    void theServersDryRunIsTheDiff() {
        KubectlApplyModule.Params params = params(Map.of());
        KubeObject live = new KubeObject(true, Map.of("data.a", "0"));
        Plan.Change change = assertInstanceOf(
                Plan.Change.class,
                MODULE.plan(params, answering(params, live, new DryApply.Accepted(Map.of("data.a", "1")))));
        assertEquals("change ConfigMap made/one", change.title());
        assertEquals(Map.of("data.a", "1"), foreseen(change));
        assertEquals(
                Plan.UNCHANGED,
                MODULE.plan(params, answering(params, live, new DryApply.Accepted(Map.of("data.a", "0")))));
    }

    @Test
    void aConflictIsRejectedWithItsOwner() {
        KubectlApplyModule.Params params = params(Map.of());
        DryApply conflict = new DryApply.Refused(
                "error: Apply failed with 1 conflict: conflict with \"kubectl-edit\" using v1: .data.a");
        Plan.Rejected rejected = assertInstanceOf(
                Plan.Rejected.class, MODULE.plan(params, answering(params, new KubeObject(true, Map.of()), conflict)));
        assertTrue(
                rejected.why().contains("kubectl-edit") && rejected.why().contains("force_conflicts"), rejected.why());
    }

    @Test
    void anObjectInANamespaceThatIsForeseenIsForeseen() {
        KubectlApplyModule.Params params = params(Map.of());
        DryApply refused = new DryApply.Refused("Error from server (NotFound): namespaces \"made\" not found");
        assertInstanceOf(Plan.Rejected.class, MODULE.plan(params, answering(params, KubeObject.ABSENT, refused)));
        StateKey<KubeObject> namespace = probe(params, "object v1 Namespace /made");
        KnownStates foreseen = answering(params, KubeObject.ABSENT, refused)
                .with(namespace, new Observed.Known<>(new KubeObject(true, Map.of()), Certainty.FORESEEN));
        assertInstanceOf(Plan.Change.class, MODULE.plan(params, foreseen));
    }

    @Test
    void namespacesAreMadeBeforeWhatIsInThem() {
        Map<String, Object> namespace =
                Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", Map.of("name", "made"));
        KubectlApplyModule.Params params =
                params(Map.of("unit", "kube-apiserver", "definition", List.of(OBJECT, namespace)));
        Plan.Change change = assertInstanceOf(
                Plan.Change.class, MODULE.plan(params, withUnit(silent(params), params, Certainty.FORESEEN)));
        List<String> titles = change.actions().stream()
                .map(action -> ((Action.Run) action).title())
                .toList();
        assertEquals(List.of("kubectl apply Namespace made", "kubectl apply ConfigMap made/one"), titles);
    }

    @Test
    void anObjectWithoutANameIsNoObject() {
        KubectlApplyModule.Params params = params(Map.of("definition", Map.of("apiVersion", "v1", "kind", "Pod")));
        Plan.Rejected rejected = assertInstanceOf(Plan.Rejected.class, MODULE.plan(params, new KnownStates()));
        assertTrue(rejected.why().contains("metadata.name"), rejected.why());
        KubectlApplyModule.Params twice = params(Map.of("definition", List.of(OBJECT, OBJECT)));
        assertTrue(assertInstanceOf(Plan.Rejected.class, MODULE.plan(twice, silent(twice)))
                .why()
                .contains("twice"));
    }

    @Test
    void secretsAreNeitherShownNorNamedByFamilies() {
        Map<String, Object> secret = Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Secret",
                "metadata",
                Map.of("name", "s", "namespace", "made"),
                "stringData",
                Map.of("password", new Secret("hunter2")));
        KubectlApplyModule.Params params = params(Map.of("unit", "kube-apiserver", "definition", secret));
        Plan.Change change = assertInstanceOf(
                Plan.Change.class, MODULE.plan(params, withUnit(silent(params), params, Certainty.FORESEEN)));
        assertEquals(Map.of("data.password", new Secret("aHVudGVyMg==")), foreseen(change));
        String shown = change
                + MODULE.probes(params).stream()
                        .map(key -> key + " " + key.family())
                        .toList()
                        .toString();
        assertFalse(shown.contains("hunter2") || shown.contains("aHVudGVyMg"), shown);
    }

    @Test
    void onlyTheManagersFieldsCount() throws UnknownStateException {
        String json = """
            {"apiVersion":"v1","kind":"Service",
            "metadata":{"name":"s","labels":{"app.kubernetes.io/name":"x","other":"y"},
             "managedFields":[
              {"manager":"play","operation":"Apply",
               "fieldsV1":{"f:metadata":{"f:labels":{"f:app.kubernetes.io/name":{}}},
                "f:spec":{"f:selector":{},"f:ports":{
                 "k:{\\"port\\":443,\\"protocol\\":\\"TCP\\"}":{".":{},"f:port":{},"f:name":{}}},
                 "f:list":{"v:\\"b\\"":{}}}}},
              {"manager":"play","operation":"Update","subresource":"status","fieldsV1":{"f:status":{"f:x":{}}}},
              {"manager":"edit","operation":"Update","fieldsV1":{"f:spec":{"f:type":{}}}}]},
             "spec":{"type":"ClusterIP","selector":{"a":"b"},"list":["a","b"],
              "ports":[{"name":"w","port":80,"protocol":"TCP"},
                       {"name":"s","port":443,"protocol":"TCP","targetPort":443}]},
              "status":{"x":"1"}}
            """;
        Map<String, Object> fields =
                OwnedFields.of(KubeJson.objects(json).orElseThrow().getFirst(), "play", false);
        assertEquals(
                Map.of(
                        "metadata.labels.'app.kubernetes.io/name'",
                        "x",
                        "spec.selector.a",
                        "b",
                        "spec.ports[1].port",
                        "443",
                        "spec.ports[1].name",
                        "s",
                        "spec.list[1]",
                        "b"),
                fields);
    }

    @Test
    void warningsBeforeAnAnswerDoNotHideIt() {
        String answer = "Warning: v1 Endpoints is deprecated\n"
                + "{\n"
                + "  \"apiVersion\": \"v1\",\n"
                + "  \"kind\": \"ConfigMap\",\n"
                + "  \"metadata\": {\"name\": \"one\"}\n"
                + "}\n";
        assertEquals(
                "one",
                KubeJson.id(KubeJson.objects(answer).orElseThrow().getFirst()).name());
        assertEquals(Optional.of(List.of()), KubeJson.objects(""));
    }

    @Test
    void aFamilyIsOneScriptHoweverManyObjects() {
        KubectlApplyModule.Params params = params(Map.of());
        StateKey<KubeObject> key = probe(params, "object v1 ConfigMap made/one");
        StateFamily<KubeObject> family = key.family();
        String input = family.read(List.of(key, new StateKey<>(key.realm(), family, "v1 Node /n")))
                .stdin()
                .utf8();
        assertEquals(
                "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\","
                        + "\"metadata\":{\"name\":\"one\",\"namespace\":\"made\"}}\n"
                        + "{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"metadata\":{\"name\":\"n\"}}",
                input);
    }
}
