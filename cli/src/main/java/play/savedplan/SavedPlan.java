package play.savedplan;

import java.util.List;

/**
 * A plan as a file has it.
 *
 * @param play the version that made it
 * @param made when, as ISO 8601
 * @param key which key its fingerprints are made by: {@link Fingerprints#keyId}
 * @param words the command line, without the values of variables in it
 * @param variables the fingerprint of those values
 * @param shown what the dry run printed, secrets masked
 */
public record SavedPlan(
        String play, String made, String key, List<String> words, String variables, String shown, List<Kept> kept) {
    public SavedPlan {
        words = List.copyOf(words);
        kept = List.copyOf(kept);
    }

    /** What it could not tell. */
    public List<Kept> unknown() {
        return kept.stream().filter(one -> one.change().isEmpty()).toList();
    }

    /** How many tasks, each on a host, it changes anything by. */
    public long changes() {
        return kept.stream().filter(one -> one.change().isPresent()).count();
    }
}
