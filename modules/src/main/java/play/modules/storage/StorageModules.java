package play.modules.storage;

import java.util.List;
import play.module.ModuleSet;
import play.module.TaskModule;

/** The modules of file systems. */
public final class StorageModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(
                new FilesystemModule(),
                new LvgModule(),
                new LvolModule(),
                new MountModule(),
                new PartedModule(),
                new UmountModule());
    }
}
