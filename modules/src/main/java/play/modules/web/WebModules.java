package play.modules.web;

import java.util.List;
import play.module.ModuleSet;
import play.module.TaskModule;

/** The modules of web servers. */
public final class WebModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(new HttpRequestModule(), new UriModule());
    }
}
