package play.module;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/** The modules there are, by name. Two that answer to one name are refused at start. */
public final class ModuleRegistry {
    private final Map<String, TaskModule<?>> byName = new LinkedHashMap<>();
    private final List<TaskModule<?>> modules;

    public ModuleRegistry(Collection<? extends TaskModule<?>> modules) {
        this.modules = modules.stream()
                .<TaskModule<?>>map(module -> module)
                .sorted(Comparator.comparing(module -> module.spec().name()))
                .toList();
        for (TaskModule<?> module : this.modules) {
            register(module.spec().name(), module);
            module.spec().aliases().forEach(alias -> register(alias, module));
        }
    }

    /** All that are on the class path. */
    public static ModuleRegistry installed() {
        List<TaskModule<?>> found = new ArrayList<>();
        for (ModuleSet set : ServiceLoader.load(ModuleSet.class)) {
            found.addAll(set.modules());
        }
        return new ModuleRegistry(found);
    }

    /** The producers that are on the class path. */
    public static List<Producer<?>> installedProducers() {
        return StreamSupport.stream(ServiceLoader.load(ModuleSet.class).spliterator(), false)
                .<Producer<?>>flatMap(set -> set.producers().stream())
                .toList();
    }

    /** By any of its names; {@code ansible.legacy.} stands for {@code ansible.builtin.}, as in Ansible. */
    public Optional<TaskModule<?>> find(String name) {
        return Optional.ofNullable(byName.get(name.replaceFirst("^ansible\\.legacy\\.", "ansible.builtin.")));
    }

    /** The modules of a group of {@code module_defaults}, by name; none where there is no such group. */
    public List<TaskModule<?>> group(String name) {
        return modules.stream()
                .filter(module -> module.spec().groups().contains(name))
                .toList();
    }

    /** The names of all groups. */
    public Set<String> groups() {
        Set<String> groups = new TreeSet<>();
        modules.forEach(module -> groups.addAll(module.spec().groups()));
        return groups;
    }

    /** Every name and alias, for "did you mean". */
    public Collection<String> names() {
        return byName.keySet();
    }

    /** By name. */
    public List<TaskModule<?>> all() {
        return modules;
    }

    private void register(String name, TaskModule<?> module) {
        if (byName.putIfAbsent(name, module) != null) {
            throw new IllegalStateException("two modules answer to '" + name + "'");
        }
    }
}
