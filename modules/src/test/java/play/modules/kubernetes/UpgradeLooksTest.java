package play.modules.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Answer;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;

/** What is looked for before an upgrade: APIs that go, and pods that would stay. */
class UpgradeLooksTest {
    private static final KubeClient CLIENT = new KubeClient(
            Optional.empty(),
            "kubectl",
            Optional.of("/root/admin.conf"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** As Kubernetes 1.36 prints it. */
    private static final String METRICS = metric("", "", "componentstatuses", "v1")
            + metric("flowcontrol.apiserver.k8s.io", "1.37", "flowschemas", "v1beta3")
            + metric("example.io", "1.38", "things", "v1beta1");

    private static String metric(String group, String removed, String resource, String version) {
        return "apiserver_requested_deprecated_apis{group=\"" + group + "\",removed_release=\"" + removed
                + "\",resource=\"" + resource + "\",subresource=\"\",version=\"" + version + "\"} 1\n";
    }

    private static Observed<DeprecatedApis> apis(int code, String out, String err) {
        DeprecatedApis.Family family = new DeprecatedApis.Family(CLIENT);
        StateKey<DeprecatedApis> key = family.key();
        Observed<DeprecatedApis> seen = family.parse(List.of(key), new ScriptResult(code, Bytes.of(out), Bytes.of(err)))
                .get(key);
        return seen == null ? new Observed.Unknown<>("not parsed") : seen;
    }

    private static Observed<DryDrain> drain(int code, String out) {
        DryDrain.Family family = new DryDrain.Family(CLIENT, "worker1", false, false);
        StateKey<DryDrain> key = family.key();
        Observed<DryDrain> seen = family.parse(List.of(key), new ScriptResult(code, Bytes.of(out), Bytes.EMPTY))
                .get(key);
        return seen == null ? new Observed.Unknown<>("not parsed") : seen;
    }

    private static List<String> blocked(String out) {
        return assertInstanceOf(
                        DryDrain.class,
                        assertInstanceOf(Observed.Known.class, drain(1, out)).value())
                .blocked();
    }

    @Test
    void tellsApisThatAreGoneFromThoseThatWillGo() {
        K8sDeprecatedApisModule module = new K8sDeprecatedApisModule();
        K8sDeprecatedApisModule.Params params =
                Parameters.of(module, Map.of("kubernetes", "1.37.2", "kubeconfig", "/root/admin.conf"));
        DeprecatedApis seen = assertInstanceOf(
                DeprecatedApis.class,
                assertInstanceOf(Observed.Known.class, apis(0, METRICS, "")).value());
        @SuppressWarnings("unchecked")
        StateKey<DeprecatedApis> key =
                (StateKey<DeprecatedApis>) module.probes(params).getFirst();
        Answer.Found found =
                assertInstanceOf(Answer.Found.class, module.answer(params, new KnownStates().with(key, seen)));
        assertEquals(
                Map.of(
                        "removed",
                        List.of("flowschemas of flowcontrol.apiserver.k8s.io/v1beta3"),
                        "deprecated",
                        List.of("componentstatuses of v1", "things of example.io/v1beta1")),
                found.value());
    }

    @Test
    void aServerThatIsAskedForNothingDeprecatedTellsNothing() {
        assertEquals(
                new DeprecatedApis(List.of()),
                assertInstanceOf(Observed.Known.class, apis(0, "", "")).value());
    }

    @Test
    void aServerThatDoesNotAnswerIsNotTakenForOneThatIsAskedForNothing() {
        assertInstanceOf(Observed.Unknown.class, apis(1, "", "The connection to the server was refused\n"));
        assertInstanceOf(Observed.Unknown.class, apis(0, "no metric\n", ""));
        assertInstanceOf(Observed.Unknown.class, drain(0, "<html>login</html>\n"));
    }

    @Test
    void aNodeThatCanBeDrainedIsBlockedByNothing() {
        assertEquals(
                new DryDrain(List.of()),
                assertInstanceOf(Observed.Known.class, drain(0, "node/worker1 drained (server dry run)\n"))
                        .value());
    }

    /** As kubectl 1.36 says it. */
    @Test
    void tellsWhichPodsABudgetKeeps() {
        assertEquals(
                List.of("shop/web-1: Cannot evict pod as it would violate the pod's disruption budget."), blocked("""
                    node/worker1 cordoned (server dry run)
                    evicting pod shop/web-1 (server dry run)
                    error when evicting pods/"web-1" -n "shop" (will retry after 5s): Cannot evict pod as it would \
                    violate the pod's disruption budget.
                    There are pending pods in node "worker1" when an error occurred: error when evicting \
                    pods/"web-1" -n "shop": global timeout reached: 4s
                    pod/web-1
                    error: unable to drain node "worker1" due to error: error when evicting pods/"web-1" -n "shop": \
                    global timeout reached: 4s, continuing command...
                    There are pending nodes to be drained:
                     worker1
                    """));
    }

    @Test
    void tellsWhichPodsNobodyWouldMakeAnewAndWhichHaveData() {
        List<String> blocked = blocked("""
            node/worker1 cordoned (server dry run)
            error: unable to drain node "worker1" due to error: [cannot delete Pods that declare no controller (use \
            --force to override): default/alone, cannot delete Pods with local storage (use --delete-emptydir-data \
            to override): shop/cache-1, shop/cache-2], continuing command...
            There are pending nodes to be drained:
             worker1
            """);
        assertEquals(
                List.of(
                        "cannot delete Pods that declare no controller (use --force to override): default/alone",
                        "cannot delete Pods with local storage (use --delete-emptydir-data to override):"
                                + " shop/cache-1, shop/cache-2"),
                blocked);
    }

    @Test
    void whatKubectlSaysOtherwiseIsNoAnswer() {
        String why = assertInstanceOf(Observed.Unknown.class, drain(1, "error: nodes \"worker1\" not found\n"))
                .reason();
        assertTrue(why.contains("not found"), why);
    }
}
