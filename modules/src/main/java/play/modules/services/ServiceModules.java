package play.modules.services;

import java.util.List;
import play.module.ModuleSet;
import play.module.TaskModule;

/** The modules of systemd. */
public final class ServiceModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(
                new ServiceFactsModule(),
                new SystemdModule(),
                new SystemdInfoModule(),
                new UnitArgumentsModule(),
                new UnitStaleModule(),
                new UnitVersionsModule());
    }
}
