package play.modules.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import play.host.Effect;
import play.host.HostState;
import play.host.Knowledge;
import play.host.ShellWords;
import play.host.StateKey;
import play.host.UnknownStateException;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.Plan;
import play.module.Resource;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;
import play.param.Matches;
import play.param.Presence;

/** Taints of a node. */
public final class KubectlTaintModule implements Resource<KubectlTaintModule.Params> {
    /** What a taint does to pods that don't tolerate it. */
    public enum TaintEffect {
        NOSCHEDULE("NoSchedule"),
        PREFERNOSCHEDULE("PreferNoSchedule"),
        NOEXECUTE("NoExecute");

        private final String shown;

        TaintEffect(String shown) {
            this.shown = shown;
        }
    }

    /** One taint. */
    public record Taint(
            @Doc("Its key: node-role.kubernetes.io/control-plane.")
            @Matches(value = "[A-Za-z0-9._/-]+", expected = "a taint's key")
            String key,

            @Doc("Its value.") @Matches(value = "[A-Za-z0-9._-]*", expected = "a taint's value") @Default("")
            String value,

            @Doc("What it does: NoSchedule, PreferNoSchedule, NoExecute.")
            TaintEffect effect) {
        private String id() {
            return key + ":" + effect.shown;
        }
    }

    public record Params(
            @Doc("Name of the node.") @Matches(value = "[a-z0-9.-]+", expected = "a node's name")
            String node,

            @Doc("The taints, each key, value, effect; others stay as they are.")
            List<Taint> taints,

            @Doc("Whether they are to be there.") @Default("present")
            Presence state,

            @Inline KubeAccess access) {

        private StateKey<Taints> tainted() {
            return new Family(access.client()).at(node);
        }
    }

    /**
     * A node's taints.
     *
     * @param taints value by {@code key:effect}
     */
    record Taints(boolean present, Map<String, String> taints) implements HostState {
        Taints {
            taints = Collections.unmodifiableMap(new TreeMap<>(taints));
        }
    }

    /** Reads them, by node. */
    record Family(KubeClient client) implements KubeStates<Taints> {
        @Override
        public String name() {
            return "taints of node";
        }

        @Override
        public Class<Taints> type() {
            return Taints.class;
        }

        @Override
        public List<List<String>> calls(String id) {
            return List.of(List.of("get", "node", id, "-o", "json", "--ignore-not-found"));
        }

        @Override
        public Taints state(String id, List<Sections.Answer> answers) throws UnknownStateException {
            return KubeStates.object(answers.getFirst()).map(Family::taints).orElse(new Taints(false, Map.of()));
        }

        private static Taints taints(JsonNode node) {
            Map<String, String> taints = new TreeMap<>();
            node.path("spec")
                    .path("taints")
                    .forEach(taint -> taints.put(
                            taint.path("key").asText() + ":"
                                    + taint.path("effect").asText(),
                            taint.path("value").asText("")));
            return new Taints(true, taints);
        }
    }

    private static final String TAINT =
            "node: example\ntaints:\n  - {key: example.com/role, value: db, effect: NoSchedule}\n";
    private static final String PUT = Examples.CTL + "taint node example example.com/role=";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "kubectl_taint",
                    "Adds taints to a node, or removes them.",
                    Params.class,
                    Examples.node("absent", "", TAINT),
                    Examples.node("drifted", PUT + "cache:NoSchedule\n", TAINT),
                    Examples.node("right", PUT + "db:NoSchedule\n", TAINT))
            .inGroups(KubeAccess.GROUPS);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.tainted());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(
                known.of(params.tainted()),
                there -> there.present()
                        ? plan(params, there.taints())
                        : new Plan.Rejected("the cluster has no node " + params.node()));
    }

    private static Plan plan(Params params, Map<String, String> there) {
        Map<String, String> after = new TreeMap<>(there);
        List<String> words = new ArrayList<>();
        for (Taint taint : params.taints()) {
            if (params.state() == Presence.ABSENT && after.remove(taint.id()) != null) {
                words.add(taint.id() + "-");
            } else if (params.state() == Presence.PRESENT
                    && !taint.value().equals(after.put(taint.id(), taint.value()))) {
                words.add(taint.key() + "=" + taint.value() + ":" + taint.effect().shown);
            }
        }
        String script = "ctl taint node " + ShellWords.quote(params.node()) + " --overwrite --field-manager=play "
                + ShellWords.join(words) + "\n";
        return words.isEmpty()
                ? Plan.UNCHANGED
                : new Plan.Change(
                        "taint " + params.node() + ": " + String.join(", ", words),
                        new Action.Run(
                                "kubectl taint " + params.node(),
                                params.access().client().script(script),
                                List.of(new Effect.Sets<>(params.tainted(), new Taints(true, after)))));
    }
}
