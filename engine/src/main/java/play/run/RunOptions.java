package play.run;

import java.time.Duration;
import java.util.Set;

/**
 * What a run is to do.
 *
 * @param check whether it is a dry run
 * @param diff whether contents of files are compared for people
 * @param forks how many hosts are worked on at a time
 * @param become whether to become another user where the playbook does not say
 * @param readAhead for how long what is read for tasks that follow holds; zero where nothing is read ahead
 * @param step whether somebody is asked before each task
 * @param tags which steps run: any of these ({@code all} by default), none of {@code skipTags}
 */
public record RunOptions(
        boolean check,
        boolean diff,
        int forks,
        Duration readAhead,
        boolean become,
        Set<String> tags,
        Set<String> skipTags,
        boolean forceHandlers,
        boolean step) {
    /** For how long what was read ahead holds where nobody says otherwise. */
    public static final Duration READ_AHEAD = Duration.ofSeconds(60);

    public RunOptions {
        tags = Set.copyOf(tags);
        skipTags = Set.copyOf(skipTags);
    }
}
