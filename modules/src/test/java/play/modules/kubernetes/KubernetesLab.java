package play.modules.kubernetes;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import play.host.Script;
import play.host.ScriptResult;
import play.module.Plan;
import play.modules.crypto.CryptoModules;
import play.modules.testing.Controller;
import play.modules.testing.Gates;
import play.modules.testing.Programs;
import play.modules.testing.TestApiServer;
import play.testkit.LocalHost;
import play.testkit.Parameters;

/**
 * A real API server, one for all test classes, and what tests do with it.
 *
 * @param folder has {@code pki} with certificates and {@code admin.conf}
 * @param kubectl path of the program
 */
public record KubernetesLab(Path folder, Controller controller, TestApiServer server, String kubectl)
        implements AutoCloseable {
    private static final KubectlApplyModule APPLY = new KubectlApplyModule();

    /** Starts it for the first class that asks; it is closed when all tests are done. */
    public static final class Server implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == KubernetesLab.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(Server.class))
                    .computeIfAbsent(KubernetesLab.class, none -> start());
        }
    }

    private static KubernetesLab start() {
        try {
            Path folder = Files.createTempDirectory("kubernetes");
            Controller controller = new Controller(folder, new CryptoModules().producers());
            KubernetesLab lab = new KubernetesLab(
                    folder,
                    controller,
                    TestApiServer.start(controller, folder, folder.resolve("pki")),
                    Programs.path("kubectl"));
            lab.awaitReady();
            return lab;
        } catch (Exception e) {
            throw new AssertionError("the API server does not start", e);
        }
    }

    private void awaitReady() throws Exception {
        try {
            Gates.pass(new K8sGateModule(), gate(Map.of()));
        } catch (AssertionError e) {
            server.close();
            throw new AssertionError(server.words(), e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    K8sGateModule.Params gate(Map<String, Object> more) {
        Map<String, Object> given = new HashMap<>(Map.of(
                "server",
                server.url(),
                "cacert",
                folder.resolve("pki/ca.crt").toString(),
                "kubectl",
                kubectl,
                "timeout",
                "60s"));
        given.putAll(more);
        return Parameters.of(new K8sGateModule(), given);
    }

    public String admin() {
        return folder.resolve("pki/admin.conf").toString();
    }

    KubectlApplyModule.Params params(Map<String, Object> more) {
        Map<String, Object> given = new HashMap<>(Map.of("kubeconfig", admin(), "kubectl", kubectl));
        given.putAll(more);
        return Parameters.of(APPLY, given);
    }

    Plan apply(Map<String, Object> more) throws Exception {
        return controller.run(APPLY, params(more));
    }

    public ScriptResult kubectl(String arguments) {
        ScriptResult result = LocalHost.run(Script.of(
                kubectl + " --kubeconfig=" + admin() + " --cache-dir=" + folder.resolve("cache") + " " + arguments));
        assertTrue(result.succeeded(), result.err());
        return result;
    }

    Map<String, Object> configMap(String name, Map<String, ?> data) {
        return Map.of(
                "apiVersion",
                "v1",
                "kind",
                "ConfigMap",
                "metadata",
                Map.of("name", name, "namespace", "default", "labels", Map.of("set", "pruned")),
                "data",
                data);
    }

    void status(String object, String json) {
        kubectl("patch " + object + " --subresource=status --type=merge -p '" + json + "'");
    }

    void node(String name) throws Exception {
        apply(Map.of(
                "definition",
                Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "Node",
                        "metadata",
                        Map.of("name", name, "labels", Map.of("pool", name)))));
    }

    void ready(String node) {
        status(
                "node " + node,
                "{\"status\":{\"nodeInfo\":{\"kubeletVersion\":\"v1.36.4\"},"
                        + "\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}]}}");
    }

    Map<String, Object> deployment(String name, long replicas) {
        Map<String, Object> labels = Map.of("app", name);
        return Map.of(
                "apiVersion",
                "apps/v1",
                "kind",
                "Deployment",
                "metadata",
                Map.of("name", name, "namespace", "default"),
                "spec",
                Map.of(
                        "replicas",
                        replicas,
                        "selector",
                        Map.of("matchLabels", labels),
                        "template",
                        Map.of(
                                "metadata",
                                Map.of("labels", labels),
                                "spec",
                                Map.of("containers", List.of(Map.of("name", "c", "image", "none:1"))))));
    }
}
