package play.vars;

import java.util.List;
import java.util.Map;
import play.playbook.Vars;

/**
 * What a run was started with.
 *
 * @param extra of {@code -e}, which win over all but magic variables
 * @param tags asked for on the command line
 * @param told what magic variables tell of it, by their names: {@code ansible_forks}
 */
public record Invocation(
        Vars extra, boolean check, boolean diff, List<String> tags, List<String> skipTags, Map<String, Object> told) {
    public Invocation {
        told = Map.copyOf(told);
        tags = List.copyOf(tags);
        skipTags = List.copyOf(skipTags);
    }

    /** How many times {@code -v} is asked for. */
    public int verbosity() {
        return told.get("ansible_verbosity") instanceof Number number ? number.intValue() : 0;
    }
}
