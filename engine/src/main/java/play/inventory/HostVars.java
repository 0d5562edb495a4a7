package play.inventory;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import play.source.Span;
import play.yaml.YamlNode;

/** Variables of a host or group as they were written together, by name. */
public record HostVars(Map<String, HostVar> all) {
    public static final HostVars NONE = new HostVars(Map.of());

    /**
     * One of them.
     *
     * @param place of its name
     */
    public record HostVar(YamlNode value, Span place) {}

    public HostVars {
        all = Collections.unmodifiableMap(new LinkedHashMap<>(all));
    }

    public static HostVars of(YamlNode.Mapping mapping) {
        Map<String, HostVar> all = new LinkedHashMap<>();
        mapping.entries()
                .forEach(entry -> all.put(
                        entry.key().text(),
                        new HostVar(entry.value(), entry.key().span())));
        return new HostVars(all);
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    public Optional<HostVar> find(String name) {
        return Optional.ofNullable(all.get(name));
    }

    /** A text or number among them. */
    public Optional<String> text(String name) {
        return find(name)
                .filter(var -> var.value() instanceof YamlNode.Scalar)
                .map(var -> ((YamlNode.Scalar) var.value()).text());
    }

    /** Both; {@code later} wins. */
    public HostVars and(HostVars later) {
        if (later.isEmpty() || isEmpty()) {
            return isEmpty() ? later : this;
        }
        Map<String, HostVar> both = new LinkedHashMap<>(all);
        both.putAll(later.all);
        return new HostVars(both);
    }
}
