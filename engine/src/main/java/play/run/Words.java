package play.run;

import java.util.List;

/** What hosts say, cut to what helps. */
final class Words {
  private static final int LINES = 12;

  private Words() {}

  /** The last lines of an output that are not blank. */
  static String last(String output) {
    List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
  }
}
