package play.connection;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import play.host.HostException;

/**
 * Limits how many connections to one server are made at a time, and tries again where the server is busy: sshd closes
 * some of more than ten that are not logged in yet ({@code MaxStartups}), whoever makes them. Used by many threads.
 */
final class ConnectThrottle {
    private static final int AT_A_TIME = 8;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);

    private final Map<Endpoint, Semaphore> permits = new ConcurrentHashMap<>();

    /** Makes a connection, once. */
    @FunctionalInterface
    interface Attempt<C> {
        C make() throws ServerBusy, HostException, InterruptedException;
    }

    /** Makes one connection; tries for twice as long as connecting may take while the server is busy. */
    <C> C connect(Endpoint server, Timing timing, Attempt<C> attempt) throws HostException, InterruptedException {
        Semaphore permit = permits.computeIfAbsent(server, key -> new Semaphore(AT_A_TIME, true));
        long end = System.nanoTime() + timing.connect().multipliedBy(2).toNanos();
        for (Duration pause = FIRST_PAUSE; ; pause = longer(pause)) {
            permit.acquire();
            try {
                return attempt.make();
            } catch (ServerBusy e) {
                if (System.nanoTime() - end > 0) {
                    throw e.refusal();
                }
            } finally {
                permit.release();
            }
            Thread.sleep(jittered(pause));
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    /** So that those refused together do not try again together. */
    private static Duration jittered(Duration pause) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 2, pause.toMillis() * 3 / 2));
    }
}
