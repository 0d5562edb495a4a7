package play.modules.etcd;

import java.time.Duration;
import java.util.Optional;
import play.host.Effect;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.Plan;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;

/** A member of an etcd cluster that is to vote. */
public final class EtcdctlMemberPromoteModule implements MemberModule<EtcdctlMemberPromoteModule.Params> {
    public record Params(
            @Inline MemberChoice member,

            @Doc("How long the learner may take to catch up with the leader.") @Default("2m")
            Duration timeout,

            @Doc("How etcd is reached.") EtcdClient client)
            implements MemberModule.Wish {}

    private static final String SECOND = Examples.CTL + "member add two --learner --peer-urls=http://127.0.0.1:2390\n"
            + "systemd-run --quiet --unit=example-etcd-two"
            + " --property=Type=notify /usr/local/bin/etcd --name=two"
            + " --data-dir=/var/tmp/example-etcd-two"
            + " --listen-client-urls=http://127.0.0.1:2389"
            + " --advertise-client-urls=http://127.0.0.1:2389"
            + " --listen-peer-urls=http://127.0.0.1:2390"
            + " --initial-advertise-peer-urls=http://127.0.0.1:2390"
            + " --initial-cluster-state=existing"
            + " --initial-cluster=default=http://localhost:2380,two=http://127.0.0.1:2390\n";

    private static final String PROMOTED = "for i in $(seq 30); do " + Examples.CTL + "member promote $(" + Examples.CTL
            + "member list | sed -n 's/, started, two,.*//p') && break; sleep 1; done\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
            "etcdctl_member_promote",
            "Makes a learner of an etcd cluster a voter, as soon as it has caught up and unless the voters that are up"
                    + " would not be a majority.",
            Params.class,
            Examples.of("absent", SECOND, "name: two\n"),
            Examples.of("drifted", SECOND, "peer_url: http://127.0.0.1:2390\n"),
            Examples.of("right", SECOND + PROMOTED, "name: two\n"));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public Plan withoutMember(MemberChoice choice) {
        return new Plan.Rejected("the cluster has no member " + choice.shown() + "; etcdctl_member_add adds it");
    }

    @Override
    public boolean isDone(EtcdMember state) {
        return state.present() && !state.learner();
    }

    @Override
    public Optional<String> refusal(EtcdCluster cluster, EtcdCluster.Member member) {
        return cluster.refusesToPromote(member).map(why -> "promoting " + member.shown() + " is refused: " + why);
    }

    @Override
    public Plan change(Params params, EtcdCluster cluster, EtcdCluster.Member member, StateKey<EtcdMember> key) {
        // Another member passes it on to the leader, but not who asked: with authentication on it is never answered.
        EtcdClient client = cluster.leading()
                .map(leader -> params.client().to(leader.clientUrls()))
                .orElse(params.client());
        Reconfiguration promotion = new Reconfiguration(client, "promote " + member.id(), params.timeout());
        return new Plan.Change(
                "make " + member.shown() + " a voter of the etcd cluster",
                promotion.leaving(new Effect.Sets<>(key, EtcdMember.VOTER)));
    }
}
