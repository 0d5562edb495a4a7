package play.modules.system;

import java.util.List;
import play.module.ModuleSet;
import play.module.TaskModule;

/** The modules of the kernel and the host itself. */
public final class SystemModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(
                new ClockInfoModule(),
                new DiskLatencyModule(),
                new HostnameModule(),
                new LocaleGenModule(),
                new ModprobeModule(),
                new SetupModule(),
                new SysctlModule(),
                new TimezoneModule());
    }
}
