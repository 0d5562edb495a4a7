package play.modules.boot;

import java.util.List;
import play.module.ModuleSet;
import play.module.TaskModule;

/** The modules that boot hosts and wait for them. */
public final class BootModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(new PingModule(), new RebootModule(), new WaitForConnectionModule());
    }
}
