package play.modules.rsync;

import java.util.List;
import play.module.ModuleSet;
import play.module.TaskModule;

/** What is done by rsync. */
public final class RsyncModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(new SynchronizeModule());
    }
}
