package play.modules.kubernetes;

import java.util.List;
import java.util.Map;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Query;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;
import play.param.Matches;

/** Whether a node could be drained now. */
public final class K8sDrainTrialModule implements Query<K8sDrainTrialModule.Params> {
    public record Params(
            @Doc("Name of the node.") @Matches(value = "[a-z0-9.-]+", expected = "a node's name")
            String node,

            @Doc("Whether pods may be moved although their data in an emptyDir are lost.") @Default("false")
            boolean deleteEmptydirData,

            @Doc("Whether pods without a controller may be deleted.") @Default("false")
            boolean force,

            @Inline KubeAccess access) {

        private StateKey<DryDrain> trial() {
            return new DryDrain.Family(access.client(), node, deleteEmptydirData, force).key();
        }
    }

    record Result(
            @Doc("What would keep pods on the node, pod by pod: budgets, data, no controller; none where it could be"
                    + " drained.")
            List<String> blocked) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "k8s_drain_trial",
                    "Has the API server try the evictions that draining a node takes (a server-side dry run), and tells"
                            + " what would block them. Nothing is evicted, and the node is not cordoned.",
                    Params.class,
                    new Example("a node", "", "kubeconfig: /etc/kubernetes/admin.conf\nnode: worker1\n"))
            .inGroups(KubeAccess.GROUPS)
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.trial());
    }

    @Override
    public Answer answer(Params params, Knowledge known) {
        return Answer.on(known.of(params.trial()), trial -> new Answer.Found(Map.of("blocked", trial.blocked())));
    }
}
