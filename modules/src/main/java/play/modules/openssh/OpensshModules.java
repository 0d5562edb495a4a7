package play.modules.openssh;

import java.util.List;
import play.module.ModuleSet;
import play.module.TaskModule;

/** The modules of keys that {@code ssh-keygen} makes. */
public final class OpensshModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(new OpensshKeypairModule());
    }
}
