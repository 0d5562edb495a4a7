package play.modules.firewall;

import java.util.List;
import play.module.ModuleSet;
import play.module.TaskModule;

/** The modules of firewalls. */
public final class FirewallModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(
                new FirewalldModule(),
                new IpsetsModule(),
                new IptablesChainsModule(),
                new IptablesModule(),
                new NftablesTableModule(),
                new UfwModule());
    }
}
