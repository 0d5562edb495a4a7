package play.vars;

import java.util.List;
import play.playbook.Vars;

/**
 * What a run was started with.
 *
 * @param extra of {@code -e}, which win over all but magic variables
 * @param tags asked for on the command line
 */
public record Invocation(Vars extra, boolean check, boolean diff, List<String> tags, List<String> skipTags) {
    public Invocation {
        tags = List.copyOf(tags);
        skipTags = List.copyOf(skipTags);
    }
}
