package play.modules.rsync;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import play.host.CommandWords;

/** Options of rsync that a task writes itself: their words, and which of them have no place here. */
final class RsyncWords {
    private static final String OWN_CONNECTION = "rsync goes over the connection that the run has to the host";
    private static final String TELLS = "by its output the task knows what was changed";
    private static final String BATCHES = "write 'command: rsync' for that";
    private static final String ODD_NAMES = "names with blanks or wildcards would no longer be what they are";

    private static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("--rsh", OWN_CONNECTION),
            Map.entry("--blocking-io", OWN_CONNECTION),
            Map.entry("--rsync-path", "write the parameter rsync_path"),
            Map.entry("--server", "rsync itself writes it on the other side"),
            Map.entry("--sender", "rsync itself writes it on the other side"),
            Map.entry("--daemon", "write 'command: rsync --daemon', or a unit for 'systemd'"),
            Map.entry("--password-file", "it is for servers of rsync; write 'command: rsync' for these"),
            Map.entry("--out-format", TELLS),
            Map.entry("--log-format", TELLS),
            Map.entry("--quiet", TELLS),
            Map.entry("--list-only", "it changes nothing; write 'find' to see what there is"),
            Map.entry("--dry-run", "write 'check_mode: true' beside the module"),
            Map.entry("--old-args", ODD_NAMES),
            Map.entry("--secluded-args", ODD_NAMES),
            Map.entry("--protect-args", ODD_NAMES),
            Map.entry("--no-secluded-args", ODD_NAMES),
            Map.entry("--no-protect-args", ODD_NAMES),
            Map.entry("--write-batch", BATCHES),
            Map.entry("--only-write-batch", BATCHES),
            Map.entry("--read-batch", BATCHES));

    private static final Map<Character, String> SHORT =
            Map.of('e', "--rsh", 'n', "--dry-run", 'q', "--quiet", 's', "--secluded-args");

    /** Short options after which the rest of a word is a value. */
    private static final String WITH_VALUE = "BTfM@";

    private static final Pattern BUNDLE = Pattern.compile("-[A-Za-z0-9@].*");
    private static final Pattern EXPANDED = Pattern.compile("~.*|.*[$][A-Za-z_{].*", Pattern.DOTALL);

    /** Options that leave all as it is but what stands at the destination and below it. */
    private static final Pattern INSIDE = Pattern.compile("(?s)--(exclude|include|filter|cvs-exclude|chmod|chown|stats"
            + "|verbose|human-readable|bwlimit|omit-|ignore-existing|update|size-only|whole-file|max-size|min-size"
            + "|max-delete|prune-empty-dirs|delete|force|numeric-ids|safe-links|progress|no-motd|mkpath)"
            + ".*|-[vhzOuWCmA]+");

    private RsyncWords() {}

    /** As a shell takes them apart; one that is not finished is no words. */
    static List<String> of(String option) {
        try {
            return CommandWords.of(option);
        } catch (CommandWords.UnfinishedException e) {
            return List.of();
        }
    }

    /** What is wrong with an option, and what to write instead. */
    static Optional<String> fault(String option) {
        try {
            List<String> words = CommandWords.of(option);
            return words.isEmpty() || words.contains("")
                    ? Optional.of("has an empty word, which rsync would take for the path of a directory: leave it out")
                    : words.stream().flatMap(word -> wordFault(word).stream()).findFirst();
        } catch (CommandWords.UnfinishedException e) {
            return Optional.of("has '" + option + "': " + e.getMessage());
        }
    }

    private static Optional<String> wordFault(String word) {
        if (EXPANDED.matcher(word).matches()) {
            return Optional.of("has '" + word + "', in which no shell puts a home or a variable of the environment:"
                    + " write the path, or {{ lookup('env', 'HOME') }}");
        }
        return refused(word).map(name -> "has '" + name + "', which has no place here: " + REFUSED.get(name));
    }

    private static Optional<String> refused(String word) {
        if (word.startsWith("--")) {
            return Optional.of(word.split("=", 2)[0]).filter(REFUSED::containsKey);
        }
        if (BUNDLE.matcher(word).matches()) {
            for (char option : word.substring(1).toCharArray()) {
                Optional<String> name = Optional.ofNullable(SHORT.get(option));
                if (name.isPresent()) {
                    return name;
                }
                if (WITH_VALUE.indexOf(option) >= 0) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /** Whether options leave all else as it is but what stands at the destination and below it. */
    static boolean stayInside(List<String> options) {
        return options.stream()
                .allMatch(option -> INSIDE.matcher(
                                of(option).isEmpty() ? "" : of(option).getFirst())
                        .matches());
    }
}
