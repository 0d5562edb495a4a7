package play.run;

import java.util.Set;

/**
 * What a run is to do.
 *
 * @param check whether it is a dry run
 * @param diff whether contents of files are compared for people
 * @param forks how many hosts are worked on at a time
 * @param become whether to become another user where the playbook does not say
 * @param tags which steps run: any of these ({@code all} by default), none of {@code skipTags}
 */
public record RunOptions(
        boolean check,
        boolean diff,
        int forks,
        boolean become,
        Set<String> tags,
        Set<String> skipTags,
        boolean forceHandlers) {
    public RunOptions {
        tags = Set.copyOf(tags);
        skipTags = Set.copyOf(skipTags);
    }
}
