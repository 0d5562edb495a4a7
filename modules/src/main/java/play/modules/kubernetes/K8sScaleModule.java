package play.modules.kubernetes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.host.Effect;
import play.host.HostState;
import play.host.Knowledge;
import play.host.Observed;
import play.host.ShellWords;
import play.host.StateKey;
import play.host.UnknownStateException;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.Plan;
import play.module.Resource;
import play.param.Alias;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;
import play.param.Matches;
import play.param.Range;

/** How many pods a workload has. */
public final class K8sScaleModule implements Resource<K8sScaleModule.Params> {
    /** Kinds that have a number of pods. */
    public enum Kind {
        DEPLOYMENT,
        STATEFULSET;

        private Rollout.Kind workload() {
            return Rollout.Kind.valueOf(name());
        }
    }

    public record Params(
            @Doc("Kind of the workload: Deployment or StatefulSet.")
            Kind kind,

            @Doc("Its name.") @Matches(value = "[a-z0-9.-]+", expected = "a workload's name")
            String name,

            @Doc("Its namespace.") @Matches(value = "[a-z0-9-]{1,63}", expected = "a namespace's name")
            String namespace,

            @Doc("How many pods it is to have.") @Range(from = 0, to = 100_000)
            int replicas,

            @Doc("Whether to wait until they are available, and those that are too many gone.")
            @Default("true")
            @Alias("wait")
            boolean waitFor,

            @Doc("How long to wait.") @Default("2m") Duration waitTimeout,
            @Inline KubeAccess access) {

        private KubeClient client() {
            return access.client(Optional.of(namespace));
        }

        private ObjectId id() {
            return new ObjectId("apps/v1", kind.workload().shown(), namespace, name);
        }

        private StateKey<Scale> scale() {
            return new Family(client(), kind).at(name);
        }

        private StateKey<KubeCondition> rolledOut() {
            return new KubeCondition.Family(client(), KubeCondition.ROLLOUT).at(id());
        }
    }

    /** A workload, and how many pods it asks for. */
    record Scale(boolean present, long replicas) implements HostState {}

    /** Reads it, by name. */
    record Family(KubeClient client, Kind kind) implements KubeStates<Scale> {
        @Override
        public String name() {
            return "scale of " + kind.workload().shown();
        }

        @Override
        public Class<Scale> type() {
            return Scale.class;
        }

        @Override
        public List<List<String>> calls(String id) {
            return List.of(List.of("get", kind.workload().resource(), id, "-o", "json", "--ignore-not-found"));
        }

        @Override
        public Scale state(String id, List<Sections.Answer> answers) throws UnknownStateException {
            return KubeStates.object(answers.getFirst())
                    .map(workload -> new Scale(
                            true, workload.path("spec").path("replicas").asLong(1)))
                    .orElse(new Scale(false, 0));
        }
    }

    private static final String WANTED = "kind: Deployment\n"
            + "name: example\n"
            + "namespace: default\n"
            + "replicas: 3\n"
            + "wait: false\n"
            + "kubeconfig: /root/admin.conf\n";
    private static final String MADE = Examples.CTL + "create deployment example --image=none:1 --replicas=";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "k8s_scale",
                    "Sets how many pods a Deployment or StatefulSet has, and waits until it has them.",
                    Params.class,
                    Examples.with("absent pods", MADE + "0\n", WANTED),
                    Examples.with("drifted", MADE + "2\n", WANTED),
                    Examples.with("right", MADE + "3\n", WANTED))
            .inGroups(KubeAccess.GROUPS);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return params.waitFor() ? List.of(params.scale(), params.rolledOut()) : List.of(params.scale());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(
                known.of(params.scale()),
                scale -> scale.present()
                        ? plan(params, scale.replicas(), known)
                        : new Plan.Rejected("there is no " + params.id().shown()));
    }

    private static Plan plan(Params params, long now, Knowledge known) {
        List<Action> actions = new ArrayList<>();
        if (now != params.replicas()) {
            actions.add(scaling(params, now));
        }
        if (params.waitFor() && (!actions.isEmpty() || !isRolledOut(params, known))) {
            actions.add(new Action.Await<>(
                    params.rolledOut(),
                    KubeCondition::met,
                    params.id().shown() + " is rolled out",
                    params.waitTimeout(),
                    List.of(new Effect.Sets<>(params.rolledOut(), KubeCondition.MET))));
        }
        String title = now == params.replicas()
                ? "wait for " + params.id().shown()
                : "scale " + params.id().shown() + " from " + now + " to " + params.replicas();
        return actions.isEmpty() ? Plan.UNCHANGED : new Plan.Change(title, actions);
    }

    private static boolean isRolledOut(Params params, Knowledge known) {
        return known.of(params.rolledOut()) instanceof Observed.Known<KubeCondition>(KubeCondition condition, var how)
                && condition.met();
    }

    /** Refused by the server where somebody else has scaled it meanwhile. */
    private static Action scaling(Params params, long now) {
        String words = ShellWords.join(List.of(
                "scale",
                params.kind().workload().resource(),
                params.name(),
                "--current-replicas=" + now,
                "--replicas=" + params.replicas()));
        return new Action.Run(
                "kubectl scale " + params.id().shown(),
                params.client().script("ctl " + words + "\n"),
                List.of(new Effect.Sets<>(params.scale(), new Scale(true, params.replicas()))));
    }
}
