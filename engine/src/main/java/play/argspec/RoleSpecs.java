package play.argspec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The file {@code meta/argument_specs.yml} of a role.
 *
 * @param entryPoints by the name of their task file
 * @param constraints hold whichever entry point is used
 */
public record RoleSpecs(Map<String, EntryPoint> entryPoints, List<Constraint> constraints) {
    public static final RoleSpecs NONE = new RoleSpecs(Map.of(), List.of());

    /** A way into a role. */
    public record EntryPoint(String name, String purpose, Options options) {}

    public RoleSpecs {
        entryPoints = Collections.unmodifiableMap(new LinkedHashMap<>(entryPoints));
        constraints = List.copyOf(constraints);
    }

    public Optional<EntryPoint> entryPoint(String name) {
        return Optional.ofNullable(entryPoints.get(name));
    }
}
