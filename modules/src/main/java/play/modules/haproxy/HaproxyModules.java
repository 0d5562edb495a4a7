package play.modules.haproxy;

import java.util.List;
import play.module.ModuleSet;
import play.module.TaskModule;

/** The module of HAProxy. */
public final class HaproxyModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(new HaproxyModule());
    }
}
