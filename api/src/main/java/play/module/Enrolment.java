package play.module;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A host that comes into the inventory of the run, and the groups that it comes into; what is not there is made. Plays
 * that start afterwards find it.
 *
 * @param host empty: the one at hand
 * @param parents groups that hold the groups
 * @param vars variables of the host, laid over those it has
 */
public record Enrolment(
        Optional<String> host, List<String> groups, List<String> parents, Map<String, @Nullable Object> vars) {
    public Enrolment {
        groups = List.copyOf(groups);
        parents = List.copyOf(parents);
        vars = Collections.unmodifiableMap(new LinkedHashMap<>(vars));
    }
}
