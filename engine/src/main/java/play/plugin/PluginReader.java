package play.plugin;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import play.module.ModuleSet;
import play.module.Producer;
import play.module.TaskModule;
import play.rule.LintRule;
import play.rule.Project;
import play.rule.RuleSet;

/** Opens a jar or a folder of classes, and makes what it offers by {@link ServiceLoader}. */
final class PluginReader {
    private static final String SERVICES = "META-INF/services/";
    private static final String MODULES = SERVICES + ModuleSet.class.getName();
    private static final String RULES = SERVICES + RuleSet.class.getName();

    private PluginReader() {}

    /** Whether a folder offers anything. */
    static boolean isPlugin(Path folder) {
        return Files.isRegularFile(folder.resolve(MODULES)) || Files.isRegularFile(folder.resolve(RULES));
    }

    /** @param file a jar, or a folder of classes */
    static Plugin read(Path file) throws PluginException {
        Path root = root(file);
        if (!isPlugin(root)) {
            throw new PluginException("It offers nothing: there is no " + MODULES
                    + " in it. If it is a library of a plugin, pack it into the jar of the plugin.");
        }
        PluginLoader loader = new PluginLoader(file, root);
        try {
            return made(loader);
        } catch (RuntimeException | Error e) {
            if (!PluginFault.isBreakage(e)) {
                throw e;
            }
            throw new PluginException(PluginFault.told(e));
        }
    }

    private static Plugin made(PluginLoader loader) throws PluginException {
        List<TaskModule<?>> modules = new ArrayList<>();
        List<Producer<?>> producers = new ArrayList<>();
        for (ModuleSet set : ServiceLoader.load(ModuleSet.class, loader)) {
            modules.addAll(Offered.list(set.modules(), set, "modules"));
            producers.addAll(Offered.list(set.producers(), set, "producers"));
        }
        List<LintRule<Project>> rules = new ArrayList<>();
        for (RuleSet set : ServiceLoader.load(RuleSet.class, loader)) {
            rules.addAll(Offered.list(set.rules(), set, "rules"));
        }
        // What cannot say what it is is found here, and not when somebody looks for something else.
        for (TaskModule<?> module : modules) {
            Offered.check(module);
        }
        for (Producer<?> producer : producers) {
            Offered.given(producer.recipe(), producer, "recipe");
        }
        for (LintRule<Project> rule : rules) {
            Offered.check(rule);
        }
        return new Plugin(loader.file(), modules, producers, rules);
    }

    private static Path root(Path file) throws PluginException {
        if (Files.isDirectory(file)) {
            return file;
        }
        try {
            // Stays open: classes are read from it as long as the program lives.
            return FileSystems.newFileSystem(file, Map.of("releaseVersion", "runtime"))
                    .getPath("/");
        } catch (IOException | ProviderNotFoundException | UnsupportedOperationException e) {
            throw new PluginException("It cannot be read as a jar: " + e.getMessage() + ". Build or copy it again.");
        }
    }
}
