package play.modules.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import play.module.Plan;
import play.module.Resource;
import play.modules.kubernetes.KubernetesLab;
import play.modules.testing.Programs;
import play.testkit.Parameters;
import play.value.Secret;

/** Charts in a real API server, by a real Helm. */
@Tag("lab")
@ExtendWith(KubernetesLab.Server.class)
class HelmLabTest {
    private final KubernetesLab lab;

    HelmLabTest(KubernetesLab lab) {
        this.lab = lab;
    }

    private <P extends Record> Plan helm(Resource<P> module, Map<String, Object> more) throws Exception {
        Map<String, Object> given = new HashMap<>(Map.of(
                "kubeconfig",
                lab.admin(),
                "binary_path",
                Programs.path("helm"),
                "name",
                "hello",
                "release_namespace",
                "charts"));
        given.putAll(more);
        String template =
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: hello}\ndata: {greeting: {{ .Values.greeting }}}\n";
        Parameters files = new Parameters()
                .folder(
                        "chart",
                        Map.of(
                                "Chart.yaml",
                                "apiVersion: v2\nname: hello\nversion: 1.0.0\n",
                                "values.yaml",
                                "greeting: hello\n",
                                "templates/hello.yaml",
                                template))
                .folder(
                        "newer",
                        Map.of(
                                "Chart.yaml",
                                "apiVersion: v2\nname: hello\nversion: 1.1.0\n",
                                "values.yaml",
                                "greeting: hi\n",
                                "templates/hello.yaml",
                                template));
        return lab.controller().run(module, files.bind(module, given));
    }

    private String greeting() {
        return lab.kubectl("-n charts get configmap hello -o 'jsonpath={.data.greeting}'")
                .out();
    }

    private static String title(Plan plan) {
        return assertInstanceOf(Plan.Change.class, plan).title();
    }

    @Test
    void aChartIsInstalledUpgradedTakenBackAndRemoved() throws Exception {
        Map<String, Object> first =
                Map.of("src", "chart", "create_namespace", true, "values", Map.of("greeting", new Secret("hunter2")));
        Plan.Change installed = assertInstanceOf(Plan.Change.class, helm(new HelmModule(), first));
        assertEquals("install hello from hello-1.0.0", installed.title());
        assertFalse(installed.toString().contains("hunter2"), installed.toString());
        assertEquals("hunter2", greeting());
        assertInstanceOf(Plan.Unchanged.class, helm(new HelmModule(), first));
        assertEquals("upgrade hello to hello-1.1.0", title(helm(new HelmModule(), Map.of("src", "newer"))));
        assertEquals("hi", greeting());
        assertEquals(
                "take hello back to revision 1 (hello-1.0.0)",
                title(helm(new HelmRollbackModule(), Map.of("revision", 1L))));
        assertEquals("hunter2", greeting());
        assertInstanceOf(Plan.Unchanged.class, helm(new HelmRollbackModule(), Map.of("revision", 1L)));
        assertEquals("uninstall hello", title(helm(new HelmModule(), Map.of("release_state", "absent"))));
        assertInstanceOf(Plan.Unchanged.class, helm(new HelmModule(), Map.of("release_state", "absent")));
        assertTrue(assertInstanceOf(Plan.Rejected.class, helm(new HelmRollbackModule(), Map.of("revision", 1L)))
                .why()
                .startsWith("there is no release hello"));
    }

    @Test
    void helmTellsWhyItRefusesAChart() throws Exception {
        Plan.Rejected rejected = assertInstanceOf(
                Plan.Rejected.class,
                helm(new HelmModule(), Map.of("src", "chart", "values", Map.of("greeting", "a: b: c"))));
        assertTrue(
                rejected.why().startsWith("Helm refuses the release hello: ")
                        && rejected.why().contains("YAML parse error"),
                rejected.why());
    }
}
