package play.vars;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.expression.call.ConfigSetting;
import play.playbook.Vars;

/**
 * What a run was started with.
 *
 * @param extra of {@code -e}, which win over all but magic variables
 * @param tags asked for on the command line
 * @param told what magic variables tell of it, by their names: {@code ansible_forks}
 * @param settings what it comes to as settings of Ansible; empty where it says nothing
 */
public record Invocation(
        Vars extra,
        boolean check,
        boolean diff,
        List<String> tags,
        List<String> skipTags,
        Map<String, Object> told,
        Map<ConfigSetting, Optional<Object>> settings) {
    public Invocation {
        told = Map.copyOf(told);
        settings = Map.copyOf(settings);
        tags = List.copyOf(tags);
        skipTags = List.copyOf(skipTags);
    }

    /** How many times {@code -v} is asked for. */
    public int verbosity() {
        return told.get("ansible_verbosity") instanceof Number number ? number.intValue() : 0;
    }
}
