package play.modules.control;

import java.util.List;
import play.module.ModuleSet;
import play.module.TaskModule;

/** The modules that touch nothing outside the run. */
public final class ControlModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(
                new AddHostModule(),
                new AssertModule(),
                new DebugModule(),
                new FailModule(),
                new GroupByModule(),
                new IncludeVarsModule(),
                new PauseModule(),
                new SetFactModule(),
                new SetStatsModule());
    }
}
