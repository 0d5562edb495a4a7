package play.modules.packages;

import java.util.List;
import play.module.ModuleSet;
import play.module.TaskModule;

/** Packages, and where they come from. */
public final class PackageModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(
                new AptKeyModule(),
                new AptRepositoryModule(),
                new Deb822RepositoryModule(),
                new DebconfModule(),
                new DpkgSelectionsModule(),
                new PackageFactsModule(),
                new PackageModule(),
                new RpmKeyModule(),
                new YumRepositoryModule(),
                new ZypperRepositoryModule());
    }
}
