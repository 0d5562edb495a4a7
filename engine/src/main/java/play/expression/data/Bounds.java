package play.expression.data;

import java.time.Duration;

/** What one evaluation may use up: time, and the size of what it makes. Used by one thread. */
public final class Bounds {
  /** Chars of a text, or items of a list. */
  public static final int LARGEST = 16 * 1024 * 1024;

  /** Items that {@code range} and list repetition may make. */
  public static final int LONGEST_LIST = 1_000_000;

  /** Parts of a value that an evaluation made. */
  static final int MOST_PARTS = 3_000_000;

  /** Levels of a value that an evaluation made. */
  static final int DEEPEST_VALUE = 500;

  private final Duration longest;
  private final long end;

  /** Begins now. */
  public Bounds(Duration longest) {
    this.longest = longest;
    this.end = System.nanoTime() + longest.toNanos();
  }

  /** Fails once the time of this evaluation is over. */
  public void checkTime() {
    if (System.nanoTime() - end > 0) {
      throw Failure.limit("The evaluation took longer than " + longest.toSeconds() + " seconds and was stopped.");
    }
  }

  public static void checkText(long chars) {
    if (chars > LARGEST) {
      throw Failure.limit("The text would have " + chars + " characters; at most " + LARGEST + " are allowed.");
    }
  }

  public static void checkList(long items) {
    if (items > LONGEST_LIST) {
      throw Failure.limit("The list would have " + items + " items; at most " + LONGEST_LIST + " are allowed.");
    }
  }
}
