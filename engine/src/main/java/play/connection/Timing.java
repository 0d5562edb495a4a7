package play.connection;

import java.time.Duration;

/**
 * Limits of a connection.
 *
 * @param connect for the TCP connection, and again for what follows it: keys, login, the start of a shell
 * @param keepAlive pause between questions whether the host is still there, in whole seconds
 * @param misses how many of them in a row may stay unanswered
 */
public record Timing(Duration connect, Duration keepAlive, int misses) {
  /** A host that has gone silent is noticed within eight seconds. */
  public static final Timing DEFAULT = new Timing(Duration.ofSeconds(15), Duration.ofSeconds(2), 3);

  public Timing {
    if (connect.isNegative() || connect.isZero() || keepAlive.toSeconds() < 1 || misses < 1) {
      throw new IllegalArgumentException("limits of a connection must be positive");
    }
  }

  /** These limits with another one for connecting. */
  public Timing connectWithin(Duration limit) {
    return new Timing(limit, keepAlive, misses);
  }
}
