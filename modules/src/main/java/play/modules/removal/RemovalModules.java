package play.modules.removal;

import java.util.List;
import play.module.ModuleSet;
import play.module.Producer;
import play.module.TaskModule;

/** The modules that take off a host what programs made there. */
public final class RemovalModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(
                new CrictlRmpModule(),
                new EmptyDirectoryModule(),
                new IpRouteModule(),
                new IptablesChainsModule(),
                new NetworkInterfaceModule(),
                new UmountModule());
    }

    @Override
    public List<Producer<?>> producers() {
        return List.of();
    }
}
