package play.modules.ceph;

import java.util.List;
import play.module.ModuleSet;
import play.module.TaskModule;

/** The modules of Ceph. */
public final class CephModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(
                new CephdeployConfModule(),
                new CephdeployHealthModule(),
                new CephdeployKeyringModule(),
                new CephdeployMonModule(),
                new CephdeployMonRemoveModule(),
                new CephdeployOsdModule(),
                new CephdeployPoolModule(),
                new CephdeployUserModule(),
                new CephdeployZapModule());
    }
}
