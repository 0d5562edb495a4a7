package play.modules.etcd;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.Default;
import play.module.Doc;
import play.module.Inline;
import play.module.ModuleSpec;
import play.module.Plan;
import play.module.Resource;

/** A member of an etcd cluster that is to vote. */
public final class EtcdctlMemberPromoteModule implements Resource<EtcdctlMemberPromoteModule.Params> {
  public record Params(
      @Inline MemberChoice member,
      @Doc("How long the learner may take to catch up with the leader.") @Default("2m") Duration timeout,
      @Doc("How etcd is reached.") EtcdClient client) {
    private StateKey<EtcdCluster> cluster() {
      return new EtcdCluster.Family(client).key();
    }
  }

  private static final String SECOND =
      Examples.CTL + "member add two --learner --peer-urls=http://127.0.0.1:2390\n"
          + "systemd-run --quiet --unit=example-etcd-two --property=Type=notify /usr/local/bin/etcd --name=two --data-dir=/var/tmp/example-etcd-two"
          + " --listen-client-urls=http://127.0.0.1:2389 --advertise-client-urls=http://127.0.0.1:2389 --listen-peer-urls=http://127.0.0.1:2390"
          + " --initial-advertise-peer-urls=http://127.0.0.1:2390 --initial-cluster-state=existing"
          + " --initial-cluster=default=http://localhost:2380,two=http://127.0.0.1:2390\n";

  private static final String PROMOTED =
      "for i in $(seq 30); do " + Examples.CTL + "member promote $(" + Examples.CTL + "member list | sed -n 's/, started, two,.*//p') && break; sleep 1; done\n";

  private static final ModuleSpec<Params> SPEC =
      ModuleSpec.of(
          "etcdctl_member_promote",
          "Makes a learner of an etcd cluster a voter, as soon as it has caught up and unless the voters that are up would be no majority.",
          Params.class,
          Examples.of("absent", SECOND, "name: two\n"),
          Examples.of("drifted", SECOND, "peer_url: http://127.0.0.1:2390\n"),
          Examples.of("right", SECOND + PROMOTED, "name: two\n"));

  @Override
  public ModuleSpec<Params> spec() {
    return SPEC;
  }

  @Override
  public List<StateKey<?>> probes(Params params) {
    return List.of(params.cluster());
  }

  @Override
  public Plan plan(Params params, Knowledge known) {
    return switch (known.of(params.cluster())) {
      case Observed.Unknown<EtcdCluster>(String reason) -> new Plan.Undetermined(reason);
      case Observed.Known<EtcdCluster>(EtcdCluster cluster, var how) -> {
        Optional<EtcdCluster.Member> member = cluster.find(params.member());
        yield member.isEmpty()
            ? new Plan.Rejected("the cluster has no member " + params.member().shown() + "; etcdctl_member_add adds it")
            : plan(params, cluster, member.get(), known);
      }
    };
  }

  private static Plan plan(Params params, EtcdCluster cluster, EtcdCluster.Member member, Knowledge known) {
    StateKey<EtcdMember> key = new EtcdMember.Family(params.client()).of(member);
    if (!known.has(key)) {
      return new Plan.Needs(List.of(key));
    }
    if (known.of(key) instanceof Observed.Known<EtcdMember>(EtcdMember state, var how) && state.present() && !state.learner()) {
      return Plan.UNCHANGED;
    }
    Optional<String> refusal = cluster.refusesToPromote(member);
    if (refusal.isPresent()) {
      return new Plan.Rejected("promoting " + member.shown() + " is refused: " + refusal.get());
    }
    return new Plan.Change(
        "make " + member.shown() + " a voter of the etcd cluster",
        new Reconfiguration(params.client(), "promote " + member.id(), params.timeout()).leaving(new Effect.Sets<>(key, EtcdMember.VOTER)));
  }
}
