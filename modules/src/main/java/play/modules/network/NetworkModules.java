package play.modules.network;

import java.util.List;
import play.module.ModuleSet;
import play.module.Producer;
import play.module.TaskModule;

/** The modules that talk to ports and web servers. */
public final class NetworkModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(new HttpRequestModule(), new ListenPortsFactsModule(), new UriModule(), new WaitForModule());
    }

    @Override
    public List<Producer<?>> producers() {
        return List.of();
    }
}
