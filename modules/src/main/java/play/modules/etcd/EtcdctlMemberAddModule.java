package play.modules.etcd;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Observed;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.Plan;
import play.module.Resource;
import play.param.Default;
import play.param.Doc;
import play.param.Matches;
import play.result.When;

/** A member of an etcd cluster that is to be there. */
public final class EtcdctlMemberAddModule implements Resource<EtcdctlMemberAddModule.Params> {
    public record Params(
            @Doc("The name the member will have.") @Matches(value = "[A-Za-z0-9._-]+", expected = "a member's name")
            String name,

            @Doc("Its peer URLs.") @Matches(value = "https?://[^\\s,]+", expected = "a URL")
            List<String> peerUrls,

            @Doc("Whether it comes as a learner, which has no vote until it is promoted and so can't cost the"
                    + " cluster its majority.")
            @Default("true")
            boolean learner,

            @Doc("How long to go on where etcd refuses because members have not been connected for long enough.")
            @Default("30s")
            Duration timeout,

            @Doc("How etcd is reached.") EtcdClient client) {

        private StateKey<EtcdCluster> cluster() {
            return new EtcdCluster.Family(client).key();
        }

        private StateKey<EtcdMember> member() {
            return new EtcdMember.Family(client).at(peerUrls.getFirst());
        }
    }

    private static final String TWO = "name: two\npeer_urls: ['http://127.0.0.1:2390']\n";
    private static final String ADD_TWO = Examples.CTL + "member add two --learner --peer-urls=http://127.0.0.1:2390\n";

    @When("the members are known")
    record Result(
            @Doc("Id of the member.") @When("the member is there")
            Optional<String> id,

            @Doc("What the member's first start takes: NAME=URL of all members, with commas between.")
            Optional<String> initialCluster) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "etcdctl_member_add",
                    "Adds a member to an etcd cluster, unless that could cost the cluster its majority.",
                    Params.class,
                    Examples.of("absent", "", TWO),
                    Examples.of(
                            "drifted",
                            ADD_TWO + Examples.CTL + "member remove $(" + Examples.CTL
                                    + "member list | sed -n 's/, unstarted.*//p')\n",
                            TWO),
                    Examples.of("right", ADD_TWO, TWO))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.cluster(), params.member());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        if (known.of(params.member()) instanceof Observed.Known<EtcdMember>(EtcdMember member, var how)
                && how != Observed.Certainty.READ
                && member.present()) {
            return Plan.UNCHANGED;
        }
        return Plan.on(known.of(params.cluster()), cluster -> plan(params, cluster));
    }

    private static Plan plan(Params params, EtcdCluster cluster) {
        Optional<EtcdCluster.Member> there = cluster.at(params.peerUrls());
        if (there.isPresent()) {
            boolean votes = !there.get().learner();
            return votes || params.learner()
                    ? Plan.UNCHANGED
                    : new Plan.Rejected(there.get().shown()
                            + " is there as a learner; etcdctl_member_promote makes it a voter once it has caught up");
        }
        Optional<EtcdCluster.Member> namesake = cluster.members().stream()
                .filter(member -> member.name().equals(params.name()))
                .findFirst();
        if (namesake.isPresent()) {
            return new Plan.Rejected("the cluster has a member " + params.name() + " with other peer URLs ("
                    + String.join(",", namesake.get().peerUrls())
                    + "); if it is the one to be replaced, remove it first (etcdctl_member_remove)");
        }
        return cluster.refusesToAdd(params.learner())
                .<Plan>map(why -> new Plan.Rejected("adding " + params.name() + " is refused: " + why))
                .orElseGet(() -> add(params));
    }

    private static Plan add(Params params) {
        List<String> words =
                new ArrayList<>(List.of("add", params.name(), "--peer-urls=" + String.join(",", params.peerUrls())));
        if (params.learner()) {
            words.add("--learner");
        }
        EtcdMember after = params.learner() ? EtcdMember.LEARNER : EtcdMember.VOTER;
        Action add = new Reconfiguration(params.client(), ShellWords.join(words), params.timeout())
                .leaving(new Effect.Sets<>(params.member(), after));
        return new Plan.Change(
                "add " + params.name() + " to the etcd cluster" + (params.learner() ? " as a learner" : ""), add);
    }

    /**
     * In {@code initial_cluster} the others have the names they gave themselves, as etcd demands of a member that
     * joins.
     */
    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        if (after.of(params.cluster()) instanceof Observed.Known<EtcdCluster>(EtcdCluster cluster, var how)) {
            cluster.at(params.peerUrls()).ifPresent(member -> result.put("id", member.id()));
            List<String> pairs = new ArrayList<>();
            for (EtcdCluster.Member member : cluster.members()) {
                if (cluster.at(params.peerUrls()).stream().noneMatch(member::equals)) {
                    member.peerUrls().forEach(url -> pairs.add(member.name() + "=" + url));
                }
            }
            params.peerUrls().forEach(url -> pairs.add(params.name() + "=" + url));
            result.put("initial_cluster", String.join(",", pairs));
        }
        return result;
    }
}
