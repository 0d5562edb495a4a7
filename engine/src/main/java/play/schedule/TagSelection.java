package play.schedule;

import java.util.Set;

/**
 * Which steps {@code --tags} and {@code --skip-tags} choose.
 *
 * @param wanted any of these; {@code all}, {@code tagged}, {@code untagged} are special; {@code all} when none are
 *     given
 */
public record TagSelection(Set<String> wanted, Set<String> skipped) {
    public TagSelection {
        wanted = Set.copyOf(wanted.isEmpty() ? Set.of("all") : wanted);
        skipped = Set.copyOf(skipped);
    }

    /** Whether a step with these tags, those around it included, runs. */
    public boolean selects(Set<String> tags) {
        return isWanted(tags) && !isSkipped(tags);
    }

    private boolean isWanted(Set<String> tags) {
        boolean never = tags.contains("never");
        return tags.contains("always")
                || (wanted.contains("all") && !never)
                || shares(tags, wanted)
                || (wanted.contains("tagged") && !tags.isEmpty() && !never)
                || (wanted.contains("untagged") && tags.isEmpty());
    }

    private boolean isSkipped(Set<String> tags) {
        boolean always = tags.contains("always");
        return shares(tags, skipped)
                || (skipped.contains("all") && !(always && !skipped.contains("always")))
                || (skipped.contains("tagged") && !tags.isEmpty());
    }

    private static boolean shares(Set<String> some, Set<String> others) {
        return some.stream().anyMatch(others::contains);
    }
}
