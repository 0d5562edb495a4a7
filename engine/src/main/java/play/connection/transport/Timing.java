package play.connection.transport;

import java.time.Duration;

/**
 * Limits of a connection.
 *
 * @param connect for the TCP connection, and again for what follows it: keys, login, the start of a shell
 * @param keepAlive pause between questions whether the host is still there, in whole seconds
 * @param misses how many of them in a row may stay unanswered
 */
public record Timing(Duration connect, Duration keepAlive, int misses) {
    /** A host may be silent for half a minute: links flap, switches start anew, virtual machines move. */
    public static final Timing DEFAULT = new Timing(Duration.ofSeconds(15), Duration.ofSeconds(5), 6);

    public Timing {
        if (connect.isNegative() || connect.isZero() || keepAlive.toSeconds() < 1 || misses < 1) {
            throw new IllegalArgumentException("limits of a connection must be positive");
        }
    }

    /** These limits with another one for connecting. */
    public Timing connectWithin(Duration limit) {
        return new Timing(limit, keepAlive, misses);
    }

    /** These limits with another pause between questions. */
    public Timing askEvery(Duration pause) {
        return new Timing(connect, pause, misses);
    }

    /** These limits with another count of questions that may stay unanswered. */
    public Timing tolerate(int count) {
        return new Timing(connect, keepAlive, count);
    }

    /** How long a host may be silent before it counts as lost. */
    public Duration silence() {
        return keepAlive.multipliedBy(misses);
    }
}
