package play.modules.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.modules.kubernetes.KubeJson;
import play.testkit.KnownStates;
import play.testkit.LocalHost;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Secret;

class HelmModulesTest {
    private static final HelmModule HELM = new HelmModule();
    private static final HelmRollbackModule ROLLBACK = new HelmRollbackModule();
    private static final Map<String, String> CHART =
            Map.of("Chart.yaml", "name: hello\n", "templates/it's.yaml", "a: 'b'\n");

    private static Map<String, Object> given(Map<String, Object> more) {
        Map<String, Object> given = new HashMap<>(Map.of(
                "name",
                "web",
                "kubeconfig",
                "/etc/kubernetes/admin.conf",
                "src",
                "chart",
                "values",
                Map.of("replicas", 2L)));
        given.putAll(more);
        return given;
    }

    private static HelmModule.Params helm(Map<String, Object> more) {
        return new Parameters().folder("chart", CHART).bind(HELM, given(more));
    }

    private static HelmReleases releases(Map<String, Object> values) {
        return new HelmReleases(
                new HelmClient(Optional.empty(), "/usr/local/bin/helm", "/etc/kubernetes/admin.conf", "default"),
                new HelmContent(values));
    }

    private static HelmRelease release(String version, String status, long revision, String replicas) {
        return new HelmRelease(
                true,
                "hello-" + version,
                "1.0",
                status,
                revision,
                Map.of("values.replicas", replicas, "Deployment web spec.replicas", replicas));
    }

    private static KnownStates there(HelmRelease release) {
        return new KnownStates().with(releases(Map.of()).at("web"), release);
    }

    @SuppressWarnings("unchecked")
    private static Plan plan(HelmModule.Params params, HelmRelease there, HelmRender render) {
        KnownStates known = there(there);
        HELM.probes(params).stream()
                .filter(key -> key.family() instanceof HelmRenders)
                .forEach(key -> known.with((StateKey<HelmRender>) key, render));
        return HELM.plan(params, known);
    }

    private static HelmRender wanted(String version, String replicas) {
        return new HelmRender.Accepted(release(version, "deployed", 7, replicas));
    }

    @Test
    void installsWhatIsNotThere() {
        Plan.Change change =
                assertInstanceOf(Plan.Change.class, plan(helm(Map.of()), HelmRelease.ABSENT, wanted("1.0.0", "2")));
        assertEquals("install web from hello-1.0.0", change.title());
        assertTrue(change.actions().getFirst().effects().toString().contains("revision=1"), change.toString());
    }

    @Test
    void upgradesWhatDiffersAndCountsOn() {
        Plan.Change change = assertInstanceOf(
                Plan.Change.class,
                plan(helm(Map.of("wait", true)), release("1.0.0", "deployed", 3, "1"), wanted("1.1.0", "2")));
        assertEquals("upgrade web to hello-1.1.0", change.title());
        assertTrue(change.actions().getFirst().effects().toString().contains("revision=4"), change.toString());
        String script = assertInstanceOf(Action.Run.class, change.actions().getFirst())
                .script()
                .text();
        assertTrue(script.contains("--reset-values") && script.contains(" --wait"), script);
    }

    @Test
    void leavesWhatHoldsTheSameAndRepairsWhatFailed() {
        assertEquals(Plan.UNCHANGED, plan(helm(Map.of()), release("1.0.0", "deployed", 3, "2"), wanted("1.0.0", "2")));
        assertInstanceOf(
                Plan.Change.class, plan(helm(Map.of()), release("1.0.0", "failed", 3, "2"), wanted("1.0.0", "2")));
    }

    @Test
    void tellsOfAnotherHelmAtWork() {
        Plan.Rejected rejected = assertInstanceOf(
                Plan.Rejected.class,
                plan(helm(Map.of()), release("1.0.0", "pending-upgrade", 3, "2"), wanted("1.0.0", "2")));
        assertTrue(
                rejected.why().contains("is pending-upgrade") && rejected.why().contains("helm_rollback"),
                rejected.why());
    }

    @Test
    void repeatsWhyHelmRefuses() {
        Plan.Rejected rejected = assertInstanceOf(
                Plan.Rejected.class, plan(helm(Map.of()), HelmRelease.ABSENT, new HelmRender.Refused("no such chart")));
        assertEquals("Helm refuses the release web: no such chart", rejected.why());
    }

    @Test
    void aChartIsNeeded() {
        assertTrue(Parameters.wrong(HELM, Map.of("name", "web", "kubeconfig", "/etc/kubernetes/admin.conf"))
                .contains("needs one of 'chart_ref', 'src'"));
    }

    @Test
    void removesOnce() {
        HelmModule.Params absent = helm(Map.of("release_state", "absent"));
        assertEquals(
                "uninstall web",
                assertInstanceOf(Plan.Change.class, HELM.plan(absent, there(release("1.0.0", "deployed", 3, "2"))))
                        .title());
        assertEquals(Plan.UNCHANGED, HELM.plan(absent, there(HelmRelease.ABSENT)));
    }

    private static HelmRollbackModule.Params back(long revision) {
        return Parameters.of(
                ROLLBACK, Map.of("name", "web", "kubeconfig", "/etc/kubernetes/admin.conf", "revision", revision));
    }

    @Test
    void takesBackToARevisionOnce() {
        KnownStates known = there(release("1.1.0", "deployed", 3, "1"))
                .with(releases(Map.of()).at("web", 1), release("1.0.0", "superseded", 1, "1"));
        Plan.Change change = assertInstanceOf(Plan.Change.class, ROLLBACK.plan(back(1), known));
        assertEquals("take web back to revision 1 (hello-1.0.0)", change.title());
        assertTrue(
                change.actions()
                        .getFirst()
                        .effects()
                        .toString()
                        .contains("chart=hello-1.0.0, appVersion=1.0, status=deployed, revision=4"),
                change.toString());
        KnownStates same = there(release("1.0.0", "deployed", 4, "1"))
                .with(releases(Map.of()).at("web", 1), release("1.0.0", "superseded", 1, "1"));
        assertEquals(Plan.UNCHANGED, ROLLBACK.plan(back(1), same));
    }

    @Test
    void aRevisionThatIsNotThereIsNamed() {
        KnownStates known = there(release("1.1.0", "deployed", 3, "1"))
                .with(releases(Map.of()).at("web", 9), HelmRelease.ABSENT);
        assertTrue(assertInstanceOf(Plan.Rejected.class, ROLLBACK.plan(back(9), known))
                .why()
                .startsWith("the release web has no revision 9"));
    }

    @Test
    void showsAValueOnlyWhereItIsGivenInClear() {
        HelmContent content = new HelmContent(Map.of("user", "me", "password", new Secret("hunter2")));
        Map<String, Object> held = content.of(
                KubeJson.tree(Map.of("user", "you", "password", "hunter2", "old", "hunter1")),
                "---\n"
                        + "# Source: a\n"
                        + "apiVersion: v1\n"
                        + "kind: ConfigMap\n"
                        + "metadata: {name: c}\n"
                        + "data: {p: hunter2}\n"
                        + "---\n"
                        + "apiVersion: v1\n"
                        + "kind: Secret\n"
                        + "metadata: {name: s}\n"
                        + "stringData: {p: hunter2}\n");
        assertEquals("you", held.get("values.user"));
        assertFalse(held.toString().contains("hunter"), held.toString());
        assertEquals("v1", held.get("ConfigMap c apiVersion"));
        assertEquals(
                "1",
                new HelmContent(Map.of())
                        .of(
                                KubeJson.tree(Map.of()),
                                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {p: 1}\n")
                        .get("ConfigMap c data.p"));
    }

    @Test
    void whatIsShownDoesNotMakeAReleaseAnother() {
        HelmRelease clear = new HelmRelease(true, "a-1", "", "deployed", 1, Map.of("values.a", "x"));
        HelmRelease masked = new HelmRelease(true, "a-1", "", "deployed", 2, Map.of("values.a", new Secret("x")));
        assertTrue(clear.holdsSameAs(masked));
        assertFalse(clear.holdsSameAs(new HelmRelease(true, "a-1", "", "deployed", 1, Map.of("values.a", "y"))));
    }

    @Test
    void aFolderOfTheControllerIsThereForHelmAndGoneAfterwards() {
        HelmChart chart = new HelmChart(
                Optional.empty(),
                Optional.of(helm(Map.of()).src().orElseThrow()),
                Optional.empty(),
                Optional.of("1.0"));
        HelmClient client = new HelmClient(Optional.empty(), "/bin/sh", "/dev/null", "default");
        ScriptResult result = LocalHost.run(client.script(
                chart.setup() + "cat \"$cache/chart/templates/it's.yaml\"; echo " + chart.words() + " \"$cache\"\n"));
        assertTrue(result.succeeded(), result.err());
        String[] words = result.out().strip().split("\\s+");
        assertEquals(
                List.of("a:", "'b'", words[4] + "/chart/", "--version=1.0"),
                List.of(words).subList(0, 4));
        assertFalse(LocalHost.run(Script.of("test -e " + words[4])).succeeded());
    }

    @Test
    void readsWhatHelmTells() {
        StateKey<HelmRelease> key = releases(Map.of("greeting", "")).at("web");
        String all =
                "hello-1.0.0\u001f2.0\u001fdeployed\u001f3\u001fkind: ConfigMap\nmetadata: {name: c}\ndata: {a: x}";
        HelmRelease release = read(key, "\u001e0\n" + all + "\u001e0\n{\"greeting\":\"hey\"}");
        assertEquals(
                "hello-1.0.0 2.0 deployed 3",
                String.join(
                        " ",
                        release.chart(),
                        release.appVersion(),
                        release.status(),
                        String.valueOf(release.revision())));
        assertEquals(
                "{ConfigMap c apiVersion=, ConfigMap c data.a=x, values.greeting=hey}",
                release.content().toString());
        assertFalse(read(key, "\u001e1\nError: release: not found\u001e1\nError: release: not found")
                .present());
    }

    private static HelmRelease read(StateKey<HelmRelease> key, String out) {
        Observed<HelmRelease> seen = key.family()
                .parse(List.of(key), new ScriptResult(0, Bytes.of(out), Bytes.EMPTY))
                .get(key);
        return assertInstanceOf(Observed.Known.class, seen).value() instanceof HelmRelease release
                ? release
                : HelmRelease.ABSENT;
    }

    @Test
    void whatCannotBeReachedIsUnknown() {
        StateKey<HelmRelease> key = releases(Map.of()).at("web");
        String out = "\u001e1\nError: kubernetes cluster unreachable: refused\u001e1\nError: x";
        Observed<HelmRelease> seen = key.family()
                .parse(List.of(key), new ScriptResult(0, Bytes.of(out), Bytes.EMPTY))
                .get(key);
        assertEquals(new Observed.Unknown<HelmRelease>("kubernetes cluster unreachable: refused"), seen);
    }
}
