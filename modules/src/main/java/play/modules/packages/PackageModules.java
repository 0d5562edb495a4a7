package play.modules.packages;

import java.util.List;
import play.module.ModuleSet;
import play.module.TaskModule;

/** The module of packages. */
public final class PackageModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(new PackageFactsModule(), new PackageModule());
    }
}
