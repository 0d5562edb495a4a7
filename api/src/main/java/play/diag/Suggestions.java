package play.diag;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * "Did you mean": the nearest known word, if about a third of its letters or less differ, or one word goes on with the
 * other.
 */
public final class Suggestions {
    /** Longer words are not compared: it would take long, and nobody mistypes them. */
    private static final int LONGEST = 200;

    private static final Pattern HINT = Pattern.compile(" Did you mean '([^']+)'\\?");

    private Suggestions() {}

    /** The known word nearest to {@code given}; ties go to the alphabetically first, case is ignored. */
    public static Optional<String> nearest(String given, Collection<String> known) {
        if (given.length() > LONGEST) {
            return Optional.empty();
        }
        String wanted = given.toLowerCase(Locale.ROOT);
        int letters = letters(wanted);
        int limit = Math.min(4, Math.max(1, letters / 3));
        return known.stream()
                .filter(word -> word.length() <= LONGEST)
                .map(word -> Map.entry(distance(wanted, word.toLowerCase(Locale.ROOT)), word))
                .filter(entry -> isNear(entry.getKey(), limit, letters)
                        || goesOn(wanted, entry.getValue().toLowerCase(Locale.ROOT)))
                .min(Comparator.comparingInt(Map.Entry<Integer, String>::getKey).thenComparing(Map.Entry::getValue))
                .map(Map.Entry::getValue);
    }

    private static boolean isNear(int distance, int limit, int letters) {
        return distance <= limit && distance < Math.max(1, letters);
    }

    /** Whether one begins with the other, which is half of it or a word of its own. */
    private static boolean goesOn(String one, String other) {
        String shorter = one.length() < other.length() ? one : other;
        String longer = one.length() < other.length() ? other : one;
        boolean enough = letters(shorter) >= 4 || (letters(shorter) == 3 && shorter.length() * 2 >= longer.length());
        return enough && longer.startsWith(shorter);
    }

    /** Dashes before an option are no letters of it. */
    private static int letters(String word) {
        return word.replaceFirst("^-+", "").length();
    }

    /** {@code " Did you mean 'x'?"}, or nothing when no known word is near. */
    public static String hint(String given, Collection<String> known) {
        return nearest(given, known)
                .map(word -> " Did you mean '" + word + "'?")
                .orElse("");
    }

    /** The word that a message proposes, by what {@link #hint} ends it with. */
    public static Optional<String> proposed(String message) {
        Matcher hint = HINT.matcher(message);
        return hint.find() ? Optional.of(hint.group(1)) : Optional.empty();
    }

    /** Edit distance in which a swap of two neighbours costs one (optimal string alignment). */
    public static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replace, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
