package play.modules.kubernetes;

import java.util.List;
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

/** Whether pods are scheduled to a node. */
public final class KubectlCordonModule implements Resource<KubectlCordonModule.Params> {
    /** Whether they are. */
    public enum Wanted {
        CORDONED,
        UNCORDONED
    }

    public record Params(
            @Doc("Name of the node.") @Matches(value = "[a-z0-9.-]+", expected = "a node's name")
            String node,

            @Doc("cordoned: no new pods are scheduled; uncordoned: pods are scheduled again.") @Default("cordoned")
            Wanted state,

            @Inline KubeAccess access) {

        private StateKey<Scheduling> scheduling() {
            return new Family(access.client()).at(node);
        }
    }

    /** A node, and whether it takes no new pods. */
    record Scheduling(boolean present, boolean cordoned) implements HostState {}

    /** Reads it, by node. */
    record Family(KubeClient client) implements KubeStates<Scheduling> {
        @Override
        public String name() {
            return "node";
        }

        @Override
        public Class<Scheduling> type() {
            return Scheduling.class;
        }

        @Override
        public List<List<String>> calls(String id) {
            return List.of(List.of("get", "node", id, "-o", "json", "--ignore-not-found"));
        }

        @Override
        public Scheduling state(String id, List<Sections.Answer> answers) throws UnknownStateException {
            return KubeStates.object(answers.getFirst())
                    .map(node -> new Scheduling(
                            true, node.path("spec").path("unschedulable").asBoolean()))
                    .orElse(new Scheduling(false, false));
        }
    }

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "kubectl_cordon",
                    "Cordons or uncordons a node; pods that run there stay.",
                    Params.class,
                    Examples.node("absent", "", "node: example\n"),
                    Examples.node("drifted", Examples.CTL + "cordon example\n", "node: example\nstate: uncordoned\n"),
                    Examples.node("right", Examples.CTL + "cordon example\n", "node: example\n"))
            .inGroups(KubeAccess.GROUPS);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.scheduling());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        boolean cordon = params.state() == Wanted.CORDONED;
        return Plan.on(known.of(params.scheduling()), state -> switch (state) {
            case Scheduling node when !node.present() -> new Plan.Rejected("the cluster has no node " + params.node());
            case Scheduling node when node.cordoned() == cordon -> Plan.UNCHANGED;
            case Scheduling other -> change(params, cordon);
        });
    }

    private static Plan change(Params params, boolean cordon) {
        String verb = cordon ? "cordon" : "uncordon";
        return new Plan.Change(
                verb + " " + params.node(),
                new Action.Run(
                        "kubectl " + verb + " " + params.node(),
                        params.access().client().script("ctl " + verb + " " + ShellWords.quote(params.node()) + "\n"),
                        List.of(new Effect.Sets<>(params.scheduling(), new Scheduling(true, cordon)))));
    }
}
