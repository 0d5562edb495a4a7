package play.schedule;

import java.util.ArrayList;
import java.util.List;

/** Cuts the hosts of a play into batches, as {@code serial} says. */
public final class Batches {
  private Batches() {}

  /**
   * The batches, in order.
   *
   * @param serial successive sizes, each a number or a percentage of all hosts ({@code 30%}); the last one repeats, zero or
   *     less means the rest; empty means all at once
   */
  public static List<List<String>> cut(List<String> hosts, List<String> serial) {
    if (serial.isEmpty()) {
      return hosts.isEmpty() ? List.of() : List.of(List.copyOf(hosts));
    }
    List<List<String>> batches = new ArrayList<>();
    int from = 0;
    for (int i = 0; from < hosts.size(); i++) {
      int wanted = size(serial.get(Math.min(i, serial.size() - 1)), hosts.size());
      int to = wanted <= 0 ? hosts.size() : Math.min(hosts.size(), from + wanted);
      batches.add(List.copyOf(hosts.subList(from, to)));
      from = to;
    }
    return batches;
  }

  /** A percentage gives at least one host. */
  private static int size(String wanted, int hosts) {
    String text = wanted.strip();
    return text.endsWith("%")
        ? Math.max(1, (int) (Double.parseDouble(text.substring(0, text.length() - 1)) / 100 * hosts))
        : Integer.parseInt(text);
  }
}
