package play.modules.containers;

import java.util.List;
import play.module.ModuleSet;
import play.module.TaskModule;

/** The modules of container runtimes. */
public final class ContainerModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(new ContainerImageModule(), new ContainerImagesModule(), new CrictlRmpModule());
    }
}
