package play.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Why things can't be told, in a play: one that is long is said once, then counted. */
final class Reasons {
    /** Chars of a reason that is said again and again; it has room on the line. */
    private static final int LONGEST_REPEATED = 90;

    private final Map<String, Integer> counts = new HashMap<>();

    /** The reason as it is to be shown this time. */
    String shown(String why) {
        boolean isNew = counts.merge(why, 1, Integer::sum) == 1;
        String first = why.lines().findFirst().orElse("");
        String words = first.length() > LONGEST_REPEATED ? first.substring(0, LONGEST_REPEATED) : first;
        return isNew || words.equals(why) ? why : words + "… (as before)";
    }

    /** What is to be said at the end of a play: each that came up several times. */
    List<String> summed() {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .map(entry -> "unknown " + entry.getValue() + " times in this play: " + entry.getKey())
                .toList();
    }

    void clear() {
        counts.clear();
    }
}
