package play.modules.etcd;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.Action;
import play.module.Default;
import play.module.Doc;
import play.module.Inline;
import play.module.ModuleSpec;
import play.module.Plan;
import play.module.Resource;

/** A member of an etcd cluster that is not to be there. */
public final class EtcdctlMemberRemoveModule implements Resource<EtcdctlMemberRemoveModule.Params> {
  public record Params(
      @Inline MemberChoice member,
      @Doc("How long to go on where etcd refuses because members have not been connected for long enough.") @Default("30s") Duration timeout,
      @Doc("How etcd is reached; not only by the member that goes.") EtcdClient client) {
    private StateKey<EtcdCluster> cluster() {
      return new EtcdCluster.Family(client).key();
    }
  }

  private static final ModuleSpec<Params> SPEC =
      ModuleSpec.of(
          "etcdctl_member_remove",
          "Removes a member from an etcd cluster, also a dead one, unless the others would be no majority.",
          Params.class,
          Examples.of("absent, which is right", "", "name: two\n"),
          Examples.of("drifted", Examples.CTL + "member add two --learner --peer-urls=http://127.0.0.1:2390", "peer_url: http://127.0.0.1:2390\n"),
          Examples.of("right", "", "peer_url: http://127.0.0.1:2390\n"));

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
        yield member.isEmpty() ? Plan.UNCHANGED : plan(params, cluster, member.get(), known);
      }
    };
  }

  private static Plan plan(Params params, EtcdCluster cluster, EtcdCluster.Member member, Knowledge known) {
    StateKey<EtcdMember> key = new EtcdMember.Family(params.client()).of(member);
    if (!known.has(key)) {
      return new Plan.Needs(List.of(key));
    }
    if (known.of(key) instanceof Observed.Known<EtcdMember>(EtcdMember state, var how) && !state.present()) {
      return Plan.UNCHANGED;
    }
    Optional<String> refusal = cluster.refusesToRemove(member);
    if (refusal.isPresent()) {
      return new Plan.Rejected("removing " + member.shown() + " is refused: " + refusal.get());
    }
    Action remove = new Reconfiguration(params.client(), "remove " + member.id(), params.timeout()).leaving(new Effect.Sets<>(key, EtcdMember.ABSENT));
    return new Plan.Change("remove " + member.shown() + " from the etcd cluster", remove);
  }
}
