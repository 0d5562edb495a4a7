package play.modules.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import play.host.HostState;
import play.host.StateKey;
import play.module.Plan;
import play.module.Resource;
import play.module.TaskModule;
import play.testkit.KnownStates;
import play.testkit.Parameters;

class KubectlNodeModulesTest {
    @SuppressWarnings("unchecked") // each of these modules has one probe
    private static <P extends Record, S extends HostState> Plan plan(
            Resource<P> module, Map<String, Object> more, S state) {
        Map<String, Object> given = new HashMap<>(Map.of("kubeconfig", "/root/admin.conf"));
        given.putAll(more);
        P params = Parameters.of((TaskModule<P>) module, given);
        return module.plan(
                params,
                new KnownStates().with((StateKey<S>) module.probes(params).getFirst(), state));
    }

    private static NodePods.Pod pod(String name) {
        return new NodePods.Pod(name, false, false, false);
    }

    private static Plan drain(Map<String, Object> more, boolean cordoned, NodePods.Pod... pods) {
        Map<String, Object> given = new HashMap<>(Map.of("node", "n"));
        given.putAll(more);
        return plan(new KubectlDrainModule(), given, new NodePods(true, cordoned, List.of(pods)));
    }

    @Test
    void aDrainMovesWhatCanBeMoved() {
        assertEquals(
                "drain n: evict a/b",
                assertInstanceOf(Plan.Change.class, drain(Map.of(), false, pod("a/b")))
                        .title());
        assertEquals(
                "drain n",
                assertInstanceOf(Plan.Change.class, drain(Map.of(), false)).title());
        assertEquals(Plan.UNCHANGED, drain(Map.of(), true, new NodePods.Pod("kube-system/proxy", true, false, false)));
    }

    @Test
    void whatIsInTheWayOfADrainIsNamedBeforeAnythingIsTouched() {
        NodePods.Pod daemon = new NodePods.Pod("s/daemon", true, false, false);
        NodePods.Pod alone = new NodePods.Pod("d/alone", false, true, false);
        NodePods.Pod cache = new NodePods.Pod("d/cache", false, false, true);
        String why = assertInstanceOf(
                        Plan.Rejected.class,
                        drain(Map.of("ignore_daemonsets", false), false, daemon, alone, cache, pod("d/fine")))
                .why();
        assertTrue(
                why.contains("s/daemon belong to DaemonSets")
                        && why.contains("d/alone have no controller")
                        && why.contains("d/cache keep data in an emptyDir")
                        && !why.contains("fine"),
                why);
        assertInstanceOf(
                Plan.Change.class,
                drain(Map.of("force", true, "delete_emptydir_data", true), false, daemon, alone, cache));
    }

    @Test
    void taintsThatOthersSetStay() {
        Map<String, Object> taint =
                Map.of("node", "n", "taints", List.of(Map.of("key", "a", "value", "1", "effect", "NoSchedule")));
        KubectlTaintModule module = new KubectlTaintModule();
        assertEquals(
                Plan.UNCHANGED,
                plan(
                        module,
                        taint,
                        new KubectlTaintModule.Taints(true, Map.of("a:NoSchedule", "1", "b:NoExecute", ""))));
        Plan.Change change = assertInstanceOf(
                Plan.Change.class,
                plan(
                        module,
                        taint,
                        new KubectlTaintModule.Taints(true, Map.of("a:NoSchedule", "2", "a:NoExecute", "2"))));
        assertEquals("taint n: a=1:NoSchedule", change.title());
        assertTrue(change.actions().getFirst().effects().toString().contains("a:NoExecute=2"), change.toString());
    }

    @Test
    void labelsAreTakenAwayByName() {
        Map<String, Object> label = Map.of("kind", "node", "name", "n", "labels", Map.of("a", ""), "state", "absent");
        assertEquals(
                "label node n: a",
                assertInstanceOf(
                                Plan.Change.class,
                                plan(
                                        new KubectlLabelModule(),
                                        label,
                                        new ObjectMetadata(true, Map.of("a", "x", "b", "y"))))
                        .title());
        assertEquals(Plan.UNCHANGED, plan(new KubectlLabelModule(), label, new ObjectMetadata(true, Map.of("b", "y"))));
    }

    @Test
    void aNodeThatIsNotThereIsNotCordoned() {
        assertInstanceOf(
                Plan.Rejected.class,
                plan(new KubectlCordonModule(), Map.of("node", "n"), new KubectlCordonModule.Scheduling(false, false)));
        assertEquals(
                Plan.UNCHANGED,
                plan(new KubectlCordonModule(), Map.of("node", "n"), new KubectlCordonModule.Scheduling(true, true)));
    }
}
