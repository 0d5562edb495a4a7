package play.modules.selinux;

import java.util.List;
import play.module.ModuleSet;
import play.module.TaskModule;

/** What SELinux allows on a host. */
public final class SelinuxModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(new SebooleanModule(), new SefcontextModule(), new SelinuxModule(), new SeportModule());
    }
}
