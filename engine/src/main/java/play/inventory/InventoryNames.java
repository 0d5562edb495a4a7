package play.inventory;

import java.util.List;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.source.Span;

/** Names as inventories write them. */
final class InventoryNames {
  private InventoryNames() {}

  /** The names a name with ranges stands for; none when it makes no sense, which is reported. */
  static List<String> expanded(String name, Span place, Problems problems) {
    try {
      return HostRange.expand(name);
    } catch (IllegalArgumentException e) {
      problems.report(
          Diagnostic.error("host-range", "Bad range of hosts", "'" + name + "': " + e.getMessage() + ".", place));
      return List.of();
    }
  }
}
