package play.load;

import java.util.List;
import play.module.ModuleSet;
import play.module.TaskModule;

/** The modules that need the rules by which playbooks are read. */
public final class LoadedModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(new ValidateArgumentSpecModule());
    }
}
