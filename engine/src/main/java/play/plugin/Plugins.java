package play.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import play.diag.AnsibleCollections;
import play.diag.Counterparts;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Severity;
import play.module.ModuleRegistry;
import play.module.ModuleSet;
import play.module.Producer;
import play.module.TaskModule;
import play.rule.LintRule;
import play.rule.Project;

/**
 * The modules there are: those that are part of {@code play}, and those of plugins, which become more while playbooks
 * and roles are read; and whoever is asked for modules by name that are none of these. A folder is looked into once,
 * and what is wrong in it is told to each who asks for it. May be used by several threads.
 */
public final class Plugins {
    /** The folder beside a playbook and in a role. */
    private static final String FOLDER = "plugins";

    private final List<Plugin> loaded = new ArrayList<>();
    private final List<ModuleProvider> providers = new CopyOnWriteArrayList<>();
    private final Map<Path, List<Diagnostic>> folders = new HashMap<>();
    private final PluginNames names;
    private ModuleRegistry modules;

    /** @param own what is there without plugins */
    public Plugins(ModuleRegistry own) {
        this.modules = own;
        this.names = new PluginNames(own);
    }

    /**
     * Loads what is in {@code plugins} in the folder of a playbook or a role, if there is such a folder, and tells the
     * providers of it.
     */
    public void beside(Path folder, Problems problems) {
        Path plugins = folder.resolve(FOLDER);
        if (Files.isDirectory(plugins)) {
            load(plugins, problems);
        }
        providers.forEach(provider -> provider.beside(folder, problems));
    }

    /** Asks this provider too for what is not registered, after those that were added before. */
    public void add(ModuleProvider provider) {
        providers.add(provider);
    }

    /**
     * The module that a name means at a place: that of the first collection of the place that has one, a registered
     * one, else that of the first provider that has it.
     */
    public Optional<ModuleProvider.Provided> find(String name, CallPlace place) {
        Stream<String> names = name.contains(".")
                ? Stream.of(name)
                : Stream.concat(
                        place.collections().stream().map(collection -> collection + "." + name), Stream.of(name));
        return names.flatMap(each -> whole(each, place).stream()).findFirst();
    }

    private Optional<ModuleProvider.Provided> whole(String name, CallPlace place) {
        return modules()
                .find(name)
                .map(ModuleProvider.Provided::new)
                .or(() -> providers.stream()
                        .flatMap(provider -> provider.find(name, place).stream())
                        .findFirst());
    }

    /** Every name that can be called at a place, as far as it can be told. */
    public Set<String> names(CallPlace place) {
        Set<String> names = new TreeSet<>(modules().names());
        providers.forEach(provider -> names.addAll(provider.names(place)));
        return names;
    }

    /** Loads what is in a folder, or the folder if it is one of classes itself. */
    public synchronized void load(Path folder, Problems problems) {
        try {
            Path real = folder.toRealPath();
            List<Diagnostic> known = folders.get(real);
            if (known == null) {
                known = new ArrayList<>();
                for (Path file : PluginReader.isPlugin(real) ? List.of(real) : files(real)) {
                    take(file, known);
                }
                folders.put(real, known);
            }
            known.forEach(problems::report);
        } catch (IOException e) {
            problems.report(missing(folder.toString()));
        }
    }

    /**
     * What to say of a module that is not there: which of the known names may have been meant; else what to use
     * instead, whether it may be a plugin's, and what providers say.
     *
     * @return sentences that each begin with a space; or nothing
     */
    public String hint(String name, Set<String> known) {
        String near = AnsibleCollections.near(Counterparts.Kind.MODULE, name, known);
        return near.isEmpty()
                ? AnsibleCollections.instead(Counterparts.Kind.MODULE, name).orElseGet(() -> namespace(name))
                        + others(name)
                : near;
    }

    private String others(String name) {
        return providers.stream().map(provider -> provider.hint(name)).collect(Collectors.joining());
    }

    private static String namespace(String name) {
        return name.matches("[a-z].*\\..+") && !name.startsWith("ansible.")
                ? " A module with a namespace is a plugin's: is its jar in 'plugins' beside the playbook or"
                        + " in the role, or in one that --plugins names?"
                : "";
    }

    /** What is there by now. */
    public synchronized ModuleRegistry modules() {
        return modules;
    }

    /** Who makes things on the controller for the modules of plugins. */
    public synchronized List<Producer<?>> producers() {
        return loaded.stream()
                .<Producer<?>>flatMap(plugin -> plugin.producers().stream())
                .toList();
    }

    /** What plugins add to {@code play lint}. */
    public synchronized List<LintRule<Project>> rules() {
        return loaded.stream().flatMap(plugin -> plugin.rules().stream()).toList();
    }

    private void take(Path file, List<Diagnostic> problems) {
        if (!isPlugin(file)) {
            problems.add(other(file));
            return;
        }
        if (loaded.stream().anyMatch(plugin -> isCopy(file, plugin.file()))) {
            return;
        }
        try {
            Plugin plugin = names.registered(PluginReader.read(file), problems);
            List<TaskModule<?>> all = new ArrayList<>(modules.all());
            all.addAll(plugin.modules());
            modules = new ModuleRegistry(all);
            loaded.add(plugin);
        } catch (PluginException e) {
            problems.add(PluginFault.of(file, String.valueOf(e.getMessage())));
        }
    }

    private static boolean isPlugin(Path file) {
        return Files.isDirectory(file)
                ? PluginReader.isPlugin(file)
                : file.toString().endsWith(".jar");
    }

    /** Roles may each bring the same plugin. */
    private static boolean isCopy(Path file, Path other) {
        try {
            return Files.isSameFile(file, other)
                    || (Files.isRegularFile(file) && Files.isRegularFile(other) && Files.mismatch(file, other) == -1);
        } catch (IOException e) {
            // Then reading it says what is wrong.
            return false;
        }
    }

    /** By name; what is hidden and what only is to be read is no plugin and meant to be none. */
    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !entry.getFileName().toString().matches("\\..*|.*\\.(md|txt)"))
                    .sorted()
                    .toList();
        }
    }

    /** A directory of plugins that there is not. */
    public static Diagnostic missing(String folder) {
        return Diagnostic.error(
                "missing-directory",
                "Directory not found",
                "The directory of plugins '" + folder
                        + "' is not there or cannot be read, so nothing is loaded from it. Correct its name, or leave"
                        + " the option away.");
    }

    private static Diagnostic other(Path file) {
        return new Diagnostic(
                Severity.WARNING,
                "no-plugin",
                "Not a plugin",
                "'" + file + "' is in a directory of plugins, and is neither a jar nor a directory of classes with"
                        + " META-INF/services/" + ModuleSet.class.getName()
                        + ". It is not used; modules in Python belong into 'library'.",
                Optional.empty(),
                List.of());
    }
}
