package play.modules.flatpak;

import java.util.List;
import play.module.ModuleSet;
import play.module.TaskModule;

/** The modules of Flatpak. */
public final class FlatpakModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(new FlatpakModule(), new FlatpakRemoteModule());
    }
}
