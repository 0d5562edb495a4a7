package play.modules.kubernetes;

import java.util.List;
import play.module.ModuleSet;
import play.module.TaskModule;

/** The modules of Kubernetes. */
public final class KubernetesModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(
                new K8sDeprecatedApisModule(),
                new K8sDrainTrialModule(),
                new K8sGateModule(),
                new K8sInfoModule(),
                new K8sScaleModule(),
                new K8sVersionSkewModule(),
                new KubectlAnnotateModule(),
                new KubectlApplyModule(),
                new KubectlCordonModule(),
                new KubectlDrainModule(),
                new KubectlLabelModule(),
                new KubectlRewriteModule(),
                new KubectlRolloutModule(),
                new KubectlSecretModule(),
                new KubectlTaintModule());
    }
}
