package play.modules.languages;

import java.util.List;
import play.module.ModuleSet;
import play.module.TaskModule;

/** Packages of programming languages. */
public final class LanguageModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(new GemModule(), new NpmModule(), new PipModule());
    }
}
