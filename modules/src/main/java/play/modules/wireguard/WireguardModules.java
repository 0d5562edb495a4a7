package play.modules.wireguard;

import java.util.List;
import play.module.ModuleSet;
import play.module.TaskModule;

/** The module of WireGuard. */
public final class WireguardModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(new WireguardKeyModule());
    }
}
