package play.modules.commands;

import java.util.List;
import play.module.ModuleSet;
import play.module.TaskModule;

/** The modules that run commands. */
public final class CommandModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(
                new AsyncStatusModule(), new CommandModule(), new RawModule(), new ScriptModule(), new ShellModule());
    }
}
