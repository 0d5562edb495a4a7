package play.vars;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.playbook.Vars;

/**
 * What a run was started with.
 *
 * @param extra of {@code -e}, which win over all but magic variables
 * @param tags asked for on the command line
 * @param told what magic variables tell of it, by their names: {@code ansible_forks}
 * @param settings what it comes to as settings of Ansible: {@code DEFAULT_FORKS}
 */
public record Invocation(
        Vars extra,
        boolean check,
        boolean diff,
        List<String> tags,
        List<String> skipTags,
        Map<String, Object> told,
        Map<String, @Nullable Object> settings) {
    public Invocation {
        told = Map.copyOf(told);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        tags = List.copyOf(tags);
        skipTags = List.copyOf(skipTags);
    }

    /** How many times {@code -v} is asked for. */
    public int verbosity() {
        return told.get("ansible_verbosity") instanceof Number number ? number.intValue() : 0;
    }
}
