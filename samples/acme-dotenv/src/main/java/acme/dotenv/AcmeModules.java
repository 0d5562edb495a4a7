package acme.dotenv;

import java.util.List;
import play.module.ModuleSet;
import play.module.TaskModule;

/** The modules of Acme. */
public final class AcmeModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(new DotenvModule());
    }
}
