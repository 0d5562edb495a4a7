package play.modules.kubernetes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Script;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.Plan;
import play.module.Resource;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;
import play.param.Matches;
import play.param.Range;

/** A node that runs no pods but those that belong to it. */
public final class KubectlDrainModule implements Resource<KubectlDrainModule.Params> {
    public record Params(
            @Doc("Name of the node.") @Matches(value = "[a-z0-9.-]+", expected = "a node's name")
            String node,

            @Doc("Whether pods of DaemonSets may stay; otherwise they prevent the drain.") @Default("true")
            boolean ignoreDaemonsets,

            @Doc("Whether pods are moved although their data in an emptyDir are lost.") @Default("false")
            boolean deleteEmptydirData,

            @Doc("Whether pods without a controller are deleted.") @Default("false")
            boolean force,

            @Doc("Whether pods are deleted instead of evicted: their disruption budgets don't count then.")
            @Default("false")
            boolean disableEviction,

            @Doc("Seconds a pod has to end; its own time if not given.") @Range(from = 0, to = 86400)
            Optional<Integer> gracePeriod,

            @Doc("How long it may take until all pods are gone, and their disruption budgets allow it.") @Default("5m")
            Duration timeout,

            @Inline KubeAccess access) {

        private StateKey<NodePods> pods() {
            return new NodePods.Family(access.client()).at(node);
        }
    }

    /** kubectl says the same every five seconds, and of budgets only when it got that far. */
    private static final String DRAIN = """
        out=$(ctl %s 2>&1) && exit 0
        printf '%%s\\n' "$out" | grep -E '^(error|Error)' | sort -u | tail -n 5 >&2
        names='{.metadata.namespace}/{.metadata.name} {end}'
        left=$(ctl get pods --all-namespaces --field-selector=spec.nodeName=%s \\
          -o "jsonpath={range .items[*]}$names" 2>/dev/null)
        budgets=$(ctl get poddisruptionbudgets --all-namespaces \\
          -o "jsonpath={range .items[?(@.status.disruptionsAllowed==0)]}$names" 2>/dev/null)
        printf 'the node is cordoned and not drained; pods that are still there: %%s\\n' "$left" >&2
        [ -z "$budgets" ] || printf 'disruption budgets that allow none now: %%s\\n' "$budgets" >&2
        exit 1
        """;

    private static final String POD = "printf '%s'"
            + " '{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"example\",\"namespace\":\"default\"},"
            + "\"spec\":{\"nodeName\":\"example\",\"terminationGracePeriodSeconds\":0,"
            + "\"automountServiceAccountToken\":false,"
            + "\"containers\":[{\"name\":\"c\",\"image\":\"none:1\"}]}}'"
            + " >/root/pod.json\n"
            + Examples.CTL + "create serviceaccount default\n" + Examples.CTL + "create -f /root/pod.json\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "kubectl_drain",
                    "Cordons a node and moves its pods away, as their disruption budgets allow; without all of them"
                            + " gone in time it fails, names them, and leaves the node cordoned.",
                    Params.class,
                    Examples.node("absent", "", "node: example\n"),
                    Examples.node("drifted", POD, "node: example\nforce: true\n"),
                    Examples.node("right", Examples.CTL + "cordon example\n", "node: example\n"))
            .inGroups(KubeAccess.GROUPS);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.pods());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(
                known.of(params.pods()),
                node -> node.present()
                        ? plan(params, node)
                        : new Plan.Rejected("the cluster has no node " + params.node()));
    }

    private static Plan plan(Params params, NodePods node) {
        List<NodePods.Pod> leaving = node.pods().stream()
                .filter(pod -> !(pod.daemon() && params.ignoreDaemonsets()))
                .toList();
        if (node.cordoned() && leaving.isEmpty()) {
            return Plan.UNCHANGED;
        }
        List<String> blocked = new ArrayList<>();
        block(
                blocked,
                leaving,
                NodePods.Pod::daemon,
                "belong to DaemonSets, which would put them back (ignore_daemonsets: true leaves them)");
        block(
                blocked,
                leaving,
                pod -> pod.unmanaged() && !params.force(),
                "have no controller that recreates them (force: true deletes them)");
        block(
                blocked,
                leaving,
                pod -> pod.local() && !params.deleteEmptydirData(),
                "keep data in an emptyDir (delete_emptydir_data: true deletes it)");
        return blocked.isEmpty()
                ? drain(params, node, leaving)
                : new Plan.Rejected(
                        params.node() + " is not drained, and was not touched: " + String.join("; ", blocked));
    }

    private static void block(
            List<String> blocked, List<NodePods.Pod> pods, Predicate<NodePods.Pod> condition, String why) {
        List<String> names =
                pods.stream().filter(condition).map(NodePods.Pod::name).toList();
        if (!names.isEmpty()) {
            blocked.add(String.join(", ", names) + " " + why);
        }
    }

    private static Plan drain(Params params, NodePods node, List<NodePods.Pod> leaving) {
        List<String> words = new ArrayList<>(List.of(
                "drain",
                params.node(),
                "--timeout=" + params.timeout().toSeconds() + "s",
                "--ignore-daemonsets=" + params.ignoreDaemonsets()));
        words.add("--delete-emptydir-data=" + params.deleteEmptydirData());
        words.add("--force=" + params.force());
        if (params.disableEviction()) {
            words.add("--disable-eviction=true");
        }
        params.gracePeriod().ifPresent(seconds -> words.add("--grace-period=" + seconds));
        String script = DRAIN.formatted(ShellWords.join(words), ShellWords.quote(params.node()));
        NodePods after = new NodePods(
                true,
                true,
                node.pods().stream().filter(pod -> !leaving.contains(pod)).toList());
        String moved = leaving.isEmpty()
                ? ""
                : ": evict "
                        + String.join(
                                ", ", leaving.stream().map(NodePods.Pod::name).toList());
        Script run =
                params.access().client().script(script).within(params.timeout().plusMinutes(1));
        return new Plan.Change(
                "drain " + params.node() + moved,
                new Action.Run(
                        "kubectl drain " + params.node(), run, List.of(new Effect.Sets<>(params.pods(), after))));
    }
}
