package play.playbook;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import play.expression.Expression;
import play.module.ModuleSpec;
import play.source.Located;

/**
 * What modules are given by every task that does not say otherwise: {@code module_defaults}.
 *
 * @param entries by the name of a module, or {@code group/NAME}
 */
public record ModuleDefaults(Map<String, Entry> entries) {
    public static final ModuleDefaults NONE = new ModuleDefaults(Map.of());

    private static final String GROUP = "group/";

    /**
     * Of one module or group.
     *
     * @param name as written, and where
     * @param arguments a mapping of parameters, or a template that comes to one
     * @param expressions the bare expressions among the arguments, by their text
     */
    public record Entry(Located<String> name, Data arguments, Map<String, Expression> expressions) {}

    public ModuleDefaults {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /** The name of the group that an entry is for. */
    public static Optional<String> group(String name) {
        return name.startsWith(GROUP) ? Optional.of(name.substring(GROUP.length())) : Optional.empty();
    }

    /** These, inside {@code outer}: an entry takes the place of the outer one as a whole, as in Ansible. */
    public ModuleDefaults within(ModuleDefaults outer) {
        if (entries.isEmpty()) {
            return outer;
        }
        Map<String, Entry> all = new LinkedHashMap<>(outer.entries);
        all.putAll(entries);
        return new ModuleDefaults(all);
    }

    /** What a module is given, by its groups and by its own name; later ones win. */
    public List<Entry> of(ModuleSpec<?> spec) {
        Stream<Entry> groups = entries.entrySet().stream()
                .filter(entry ->
                        group(entry.getKey()).filter(spec.groups()::contains).isPresent())
                .map(Map.Entry::getValue);
        return Stream.concat(groups, Stream.ofNullable(entries.get(spec.name())))
                .toList();
    }
}
