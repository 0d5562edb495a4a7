package play.plugin;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import play.diag.Diagnostic;
import play.module.ModuleRegistry;
import play.module.TaskModule;
import play.rule.LintRule;
import play.rule.Project;

/** Who has which name. Names of plugins have a namespace, so none takes the place of what is part of {@code play}. */
final class PluginNames {
    private static final String NAMESPACED = "[a-z][a-z0-9_-]*(\\.[a-z][a-z0-9_-]*)+";
    private static final String TWICE = "brings twice";
    private static final String ANSIBLES = "ansible.builtin.";

    private final ModuleRegistry own;
    private final Map<String, Path> owners = new HashMap<>();
    private final Map<String, Path> ownersOfRules = new HashMap<>();

    PluginNames(ModuleRegistry own) {
        this.own = own;
    }

    /** Takes the names of a plugin's modules and rules; only what it keeps of them is left. */
    Plugin registered(Plugin plugin, List<Diagnostic> problems) {
        List<TaskModule<?>> modules = plugin.modules().stream()
                .filter(module -> isFine(module, plugin.file(), problems))
                .toList();
        List<LintRule<Project>> rules = plugin.rules().stream()
                .filter(rule -> isFine(rule, plugin.file(), problems))
                .toList();
        return new Plugin(plugin.file(), modules, plugin.producers(), rules);
    }

    private boolean isFine(TaskModule<?> module, Path file, List<Diagnostic> problems) {
        List<String> names = new ArrayList<>(List.of(module.spec().name()));
        names.addAll(module.spec().aliases());
        Set<String> seen = new HashSet<>();
        Optional<Diagnostic> problem = names.stream()
                .flatMap(name -> unnamespaced("module", name, file)
                        .or(() -> taken(name, file))
                        .or(() -> seen.add(name) ? Optional.empty() : Optional.of(clash("module", name, file, TWICE)))
                        .stream())
                .findFirst();
        problem.ifPresentOrElse(problems::add, () -> names.forEach(name -> owners.put(name, file)));
        return problem.isEmpty();
    }

    private boolean isFine(LintRule<Project> rule, Path file, List<Diagnostic> problems) {
        Optional<Diagnostic> problem = unnamespaced("rule", rule.code(), file)
                .or(() -> Optional.ofNullable(ownersOfRules.get(rule.code()))
                        .map(other -> clash("rule", rule.code(), file, how(file, other))));
        problem.ifPresentOrElse(problems::add, () -> ownersOfRules.put(rule.code(), file));
        return problem.isEmpty();
    }

    private Optional<Diagnostic> taken(String name, Path file) {
        if (own.find(name).isPresent()) {
            return Optional.of(clash("module", name, file, "and play itself both bring"));
        }
        return Optional.ofNullable(owners.get(name)).map(other -> clash("module", name, file, how(file, other)));
    }

    private static String how(Path file, Path other) {
        return other.equals(file) ? TWICE : "and '" + other + "' both bring";
    }

    private static Diagnostic clash(String what, String name, Path file, String how) {
        return Diagnostic.error(
                "plugin-clash",
                "Two plugins with one name",
                "The plugin '" + file + "' " + how + " a " + what + " '" + name
                        + "', so it is open which one is meant. Remove one, or rename it.");
    }

    private static Optional<Diagnostic> unnamespaced(String what, String name, Path file) {
        if (name.matches(NAMESPACED) && !name.startsWith(ANSIBLES)) {
            return Optional.empty();
        }
        String why = name.startsWith(ANSIBLES)
                ? "', but ansible.builtin is no namespace for plugins. Take one of your own, such as 'acme."
                        + name.substring(ANSIBLES.length()) + "'."
                : "', which has no namespace. Put one before it, in small letters and with a dot, such as 'acme." + name
                        + "', so that it can be no other's name.";
        return Optional.of(Diagnostic.error(
                "plugin-name",
                "Name of a plugin without a namespace",
                "The plugin '" + file + "' brings a " + what + " '" + name + why));
    }
}
