package play.run;

import java.time.Duration;

/**
 * How long something has taken.
 *
 * @param since nanoseconds of a clock that only goes forward
 */
record Elapsed(long since) {
    static Elapsed now() {
        return new Elapsed(System.nanoTime());
    }

    long millis() {
        return Duration.ofNanos(System.nanoTime() - since).toMillis();
    }
}
