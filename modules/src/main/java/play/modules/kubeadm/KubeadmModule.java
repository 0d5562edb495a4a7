package play.modules.kubeadm;

import java.util.List;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.Plan;
import play.module.Resource;

/** A way into a cluster, which differs from the other in what it leaves behind. */
interface KubeadmModule extends Resource<KubeadmRun> {
    KubeadmRun.Work work();

    @Override
    default List<StateKey<?>> probes(KubeadmRun run) {
        return run.probes(work().verb());
    }

    @Override
    default Plan plan(KubeadmRun run, Knowledge known) {
        return run.plan(work(), known);
    }
}
