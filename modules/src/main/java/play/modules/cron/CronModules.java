package play.modules.cron;

import java.util.List;
import play.module.ModuleSet;
import play.module.TaskModule;

/** The modules of cron. */
public final class CronModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(new CronModule());
    }
}
