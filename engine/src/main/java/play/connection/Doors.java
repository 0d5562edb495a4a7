package play.connection;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import play.host.HostException;

/**
 * Lets connections be made to each server a few at a time, and once more where one was turned away: sshd refuses some of
 * more than ten that are not logged in yet ({@code MaxStartups}), whoever makes them. Used by many threads.
 */
final class Doors {
  private static final int AT_A_TIME = 8;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);

  private final Map<Endpoint, Semaphore> doors = new ConcurrentHashMap<>();

  /** Makes a connection, once. */
  @FunctionalInterface
  interface Attempt<C> {
    C make() throws TurnedAway, HostException, InterruptedException;
  }

  /** For twice as long as connecting may take where the server turns it away. */
  <C> C through(Endpoint server, Timing timing, Attempt<C> attempt) throws HostException, InterruptedException {
    Semaphore door = doors.computeIfAbsent(server, key -> new Semaphore(AT_A_TIME, true));
    long end = System.nanoTime() + timing.connect().multipliedBy(2).toNanos();
    for (Duration pause = FIRST_PAUSE; ; pause = longer(pause)) {
      door.acquire();
      try {
        return attempt.make();
      } catch (TurnedAway e) {
        if (System.nanoTime() > end) {
          throw e.refusal();
        }
      } finally {
        door.release();
      }
      Thread.sleep(jittered(pause));
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  /** So that those turned away together do not come back together. */
  private static Duration jittered(Duration pause) {
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 2, pause.toMillis() * 3 / 2));
  }
}
