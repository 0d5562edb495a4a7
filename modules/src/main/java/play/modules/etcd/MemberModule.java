package play.modules.etcd;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.Plan;
import play.module.Resource;

/** A change of one member of an etcd cluster, refused where it would cost the majority. */
interface MemberModule<P extends Record & MemberModule.Wish> extends Resource<P> {
    /** Parameters about one member. */
    interface Wish {
        MemberChoice member();

        Duration timeout();

        EtcdClient client();
    }

    /** What to do where the cluster has no such member. */
    Plan withoutMember(MemberChoice choice);

    boolean isDone(EtcdMember state);

    /** Why it must not be done, as a sentence; empty when it may. */
    Optional<String> refusal(EtcdCluster cluster, EtcdCluster.Member member);

    /** @param key of the member's state, which the change leaves */
    Plan change(P params, EtcdCluster cluster, EtcdCluster.Member member, StateKey<EtcdMember> key);

    @Override
    default List<StateKey<?>> probes(P params) {
        return List.of(new EtcdCluster.Family(params.client()).key());
    }

    @Override
    default Plan plan(P params, Knowledge known) {
        return Plan.on(
                known.of(new EtcdCluster.Family(params.client()).key()),
                cluster -> cluster.find(params.member())
                        .map(member -> plan(params, cluster, member, known))
                        .orElseGet(() -> withoutMember(params.member())));
    }

    private Plan plan(P params, EtcdCluster cluster, EtcdCluster.Member member, Knowledge known) {
        StateKey<EtcdMember> key = new EtcdMember.Family(params.client()).of(member);
        if (!known.has(key)) {
            return new Plan.Needs(List.of(key));
        }
        if (known.of(key) instanceof Observed.Known<EtcdMember>(EtcdMember state, var how) && isDone(state)) {
            return Plan.UNCHANGED;
        }
        return refusal(cluster, member)
                .<Plan>map(Plan.Rejected::new)
                .orElseGet(() -> change(params, cluster, member, key));
    }
}
