package play.modules.etcd;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import play.host.Effect;
import play.host.HostState;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Script;
import play.host.StateKey;
import play.host.UnknownStateException;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.Plan;
import play.module.Resource;
import play.modules.clients.JsonStates;
import play.param.Doc;
import play.param.Matches;
import play.param.MutuallyExclusive;
import play.param.RequiredOneOf;

/** Which member of an etcd cluster leads, or which does not. */
public final class EtcdctlMoveLeaderModule implements Resource<EtcdctlMoveLeaderModule.Params> {
    @MutuallyExclusive({"to", "away_from"})
    @RequiredOneOf({"to", "away_from"})
    public record Params(
            @Doc("Name of the member that is to lead.")
            @Matches(value = "[A-Za-z0-9._-]+", expected = "a member's name")
            Optional<String> to,

            @Doc("Name of the member that is not to lead, because it is to be restarted or removed.")
            @Matches(value = "[A-Za-z0-9._-]+", expected = "a member's name")
            Optional<String> awayFrom,

            @Doc("How etcd is reached.") EtcdClient client) {

        private StateKey<EtcdCluster> cluster() {
            return new EtcdCluster.Family(client).key();
        }

        private StateKey<Leader> leader() {
            return new Family(client).at("leader");
        }

        private boolean suits(String leader) {
            return to.stream().allMatch(leader::equals) && awayFrom.stream().noneMatch(leader::equals);
        }
    }

    /** Who leads, by name. */
    record Leader(String name) implements HostState {
        @Override
        public boolean present() {
            return !name.isEmpty();
        }
    }

    /** Reads who leads. */
    record Family(EtcdClient client) implements JsonStates<Leader> {
        @Override
        public String name() {
            return "etcd";
        }

        @Override
        public Class<Leader> type() {
            return Leader.class;
        }

        @Override
        public String ask(String id) {
            return new EtcdCluster.Family(client).ask("members");
        }

        @Override
        public Leader state(String id, JsonNode answer) throws UnknownStateException {
            return new Leader(new EtcdCluster.Family(client)
                    .state("members", answer)
                    .leading()
                    .map(EtcdCluster.Member::name)
                    .orElse(""));
        }
    }

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
            "etcdctl_move_leader",
            "Transfers the leadership of an etcd cluster to a member, or away from one.",
            Params.class,
            Examples.of("right: it leads", "", "to: default\n"),
            Examples.of("right: another one leads", "", "away_from: other\n"));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.cluster(), params.leader());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        if (known.of(params.leader()) instanceof Observed.Known<Leader>(Leader leader, var how)
                && leader.present()
                && params.suits(leader.name())) {
            return Plan.UNCHANGED;
        }
        return Plan.on(known.of(params.cluster()), cluster -> plan(params, cluster));
    }

    /** What hands the leadership on from this member; nothing where it does not lead, or nobody else could. */
    static List<Action> awayFrom(EtcdCluster.Member member, EtcdCluster cluster, EtcdClient client) {
        boolean leads = member.well() && cluster.leading().stream().anyMatch(member::equals);
        return leads
                        && plan(new Params(Optional.empty(), Optional.of(member.name()), client), cluster)
                                instanceof Plan.Change(String title, List<Action> actions)
                ? actions
                : List.of();
    }

    private static Plan plan(Params params, EtcdCluster cluster) {
        Optional<EtcdCluster.Member> leader = cluster.leading();
        if (leader.isEmpty()) {
            return new Plan.Rejected(
                    "the cluster has no leader, as a majority of its members is not up; there is nothing to transfer");
        }
        // Who is furthest takes over fastest.
        Optional<EtcdCluster.Member> successor = cluster.members().stream()
                .filter(member -> !member.learner()
                        && member.well()
                        && params.suits(member.name())
                        && !member.name().isEmpty())
                .max(Comparator.comparingLong(EtcdCluster.Member::index));
        if (successor.isEmpty()) {
            return new Plan.Rejected(params.to()
                    .map(name -> name + " cannot lead: it is not a voter of the cluster, or is unhealthy")
                    .orElse("no other member is healthy enough to lead in place of "
                            + params.awayFrom().orElse("")));
        }
        Script script = params.client()
                .to(leader.get().clientUrls())
                .script("ctl move-leader " + successor.get().id() + "\n");
        return new Plan.Change(
                "transfer the leadership of etcd from " + leader.get().name() + " to "
                        + successor.get().name(),
                new Action.Run(
                        "etcdctl move-leader " + successor.get().id(),
                        script,
                        List.of(new Effect.Sets<>(
                                params.leader(), new Leader(successor.get().name())))));
    }
}
