package play.cli;

import play.diag.Problems;
import play.module.ModuleRegistry;
import play.plugin.Plugins;
import play.source.FileNames;

/** {@code --plugins}, of every command that needs modules. */
final class PluginOption {
    static final Option OPTION = Option.of("DIR", "Load modules from this directory too. Repeatable.", "--plugins");

    private PluginOption() {}

    /** The modules of {@code play}, and those of the folders that are named. */
    static Plugins loaded(Arguments arguments, Problems problems) {
        Plugins plugins = new Plugins(ModuleRegistry.installed());
        for (String name : arguments.all(OPTION.name())) {
            FileNames.path(name)
                    .ifPresentOrElse(
                            folder -> plugins.load(folder, problems), () -> problems.report(Plugins.missing(name)));
        }
        return plugins;
    }
}
