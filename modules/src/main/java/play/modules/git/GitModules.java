package play.modules.git;

import java.util.List;
import play.module.ModuleSet;
import play.module.TaskModule;

/** The modules of git. */
public final class GitModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(new GitModule());
    }
}
