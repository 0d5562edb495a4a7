package play.modules.etcd;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.host.Effect;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.Plan;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;

/** A member of an etcd cluster that is not to be there. */
public final class EtcdctlMemberRemoveModule implements MemberModule<EtcdctlMemberRemoveModule.Params> {
    public record Params(
            @Inline MemberChoice member,

            @Doc("How long to go on where etcd refuses because members have not been connected for long enough.")
            @Default("30s")
            Duration timeout,

            @Doc("How etcd is reached; not only by the member that goes.")
            EtcdClient client)
            implements MemberModule.Wish {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
            "etcdctl_member_remove",
            "Removes a member from an etcd cluster, also a dead one, unless the others would not be a majority. A "
                    + "leader first transfers its leadership.",
            Params.class,
            Examples.of("absent, which is right", "", "name: two\n"),
            Examples.of(
                    "drifted",
                    Examples.CTL + "member add two --learner --peer-urls=http://127.0.0.1:2390",
                    "peer_url: http://127.0.0.1:2390\n"),
            Examples.of("right", "", "peer_url: http://127.0.0.1:2390\n"));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public Plan withoutMember(MemberChoice choice) {
        return Plan.UNCHANGED;
    }

    @Override
    public boolean isDone(EtcdMember state) {
        return !state.present();
    }

    @Override
    public Optional<String> refusal(EtcdCluster cluster, EtcdCluster.Member member) {
        return cluster.refusesToRemove(member).map(why -> "removing " + member.shown() + " is refused: " + why);
    }

    @Override
    public Plan change(Params params, EtcdCluster cluster, EtcdCluster.Member member, StateKey<EtcdMember> key) {
        Reconfiguration removal = new Reconfiguration(params.client(), "remove " + member.id(), params.timeout());
        // An election would take a second in which nothing is written.
        List<Action> actions = new ArrayList<>(EtcdctlMoveLeaderModule.awayFrom(member, cluster, params.client()));
        actions.add(removal.leaving(new Effect.Sets<>(key, EtcdMember.ABSENT)));
        return new Plan.Change("remove " + member.shown() + " from the etcd cluster", actions);
    }
}
