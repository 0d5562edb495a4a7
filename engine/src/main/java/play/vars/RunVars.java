package play.vars;

import java.util.List;
import play.playbook.Vars;

/**
 * What holds for the whole run.
 *
 * @param extra of {@code -e}, which win over all but magic variables
 * @param tags asked for on the command line
 */
public record RunVars(
        Vars extra, boolean check, boolean diff, List<String> tags, List<String> skipTags, String version) {
    public RunVars {
        tags = List.copyOf(tags);
        skipTags = List.copyOf(skipTags);
    }
}
