package play.modules.helm;

import java.util.List;
import play.module.ModuleSet;
import play.module.TaskModule;

/** The modules of Helm. */
public final class HelmModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(new HelmInfoModule(), new HelmModule(), new HelmRollbackModule());
    }
}
