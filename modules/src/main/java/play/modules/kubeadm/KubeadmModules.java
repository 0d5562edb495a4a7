package play.modules.kubeadm;

import java.util.List;
import play.module.ModuleSet;
import play.module.TaskModule;

/** The modules of kubeadm. */
public final class KubeadmModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(
                new KubeadmInitModule(),
                new KubeadmJoinModule(),
                new KubeadmCertsModule(),
                new KubeadmUpgradeModule(),
                new StaticPodModule());
    }
}
