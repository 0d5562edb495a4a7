package play.modules.network;

import java.util.List;
import play.module.ModuleSet;
import play.module.TaskModule;

/** The modules of interfaces, routes and ports. */
public final class NetworkModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(
                new IpRouteModule(), new ListenPortsFactsModule(), new NetworkInterfaceModule(), new WaitForModule());
    }
}
