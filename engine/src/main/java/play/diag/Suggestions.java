package play.diag;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** "Did you mean": the nearest known word, within a distance that grows with the length of the input. */
public final class Suggestions {
  /** Longer words are not compared: it would take long, and nobody mistypes them. */
  private static final int LONGEST = 200;

  private Suggestions() {}

  /** The known word nearest to {@code given}; ties go to the alphabetically first, case is ignored. */
  public static Optional<String> nearest(String given, Collection<String> known) {
    if (given.length() > LONGEST) {
      return Optional.empty();
    }
    int limit = Math.min(5, (given.length() + 1) / 2);
    String wanted = given.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(word -> Math.abs(word.length() - given.length()) <= limit)
        .map(word -> Map.entry(distance(wanted, word.toLowerCase(Locale.ROOT)), word))
        .filter(entry -> entry.getKey() <= limit && entry.getKey() < Math.max(1, given.length()))
        .min(Comparator.comparingInt(Map.Entry<Integer, String>::getKey).thenComparing(Map.Entry::getValue))
        .map(Map.Entry::getValue);
  }

  /** {@code " Did you mean 'x'?"}, or nothing when no known word is near. */
  public static String hint(String given, Collection<String> known) {
    return nearest(given, known).map(word -> " Did you mean '" + word + "'?").orElse("");
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
