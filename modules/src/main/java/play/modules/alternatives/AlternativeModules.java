package play.modules.alternatives;

import java.util.List;
import play.module.ModuleSet;
import play.module.TaskModule;

/** Which of several programs a name stands for. */
public final class AlternativeModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(new AlternativesModule());
    }
}
