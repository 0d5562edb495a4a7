package play.connection;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import play.connection.transport.Endpoint;
import play.connection.transport.ServerBusy;
import play.connection.transport.Timing;
import play.host.HostException;

/**
 * Limits how many connections to one server are made at a time, and how many programs started, as many hosts may be
 * reached by one server, and tries again where the server is busy: sshd closes some of more than ten that are not
 * logged in yet ({@code MaxStartups}), whoever makes them. Used by many threads.
 */
final class ConnectThrottle {
    private static final int AT_A_TIME = 8;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);

    private final Map<Endpoint, Server> servers = new ConcurrentHashMap<>();

    /** Makes a connection, once. */
    @FunctionalInterface
    interface Attempt<C> {
        C make() throws ServerBusy, HostException, InterruptedException;
    }

    private static final class Server {
        private final Semaphore connecting = new Semaphore(AT_A_TIME, true);
        private final Semaphore starting = new Semaphore(AT_A_TIME, true);
        private volatile boolean hopeless;
    }

    /**
     * Makes one connection; once it is its turn, tries for twice as long as connecting may take while the server is
     * busy. A server that has turned somebody away for so long is asked only once by each of the others.
     */
    <C> C connect(Endpoint address, Timing timing, Attempt<C> attempt) throws HostException, InterruptedException {
        Server server = server(address);
        server.connecting.acquire();
        try {
            return inTurn(server, timing.connect().multipliedBy(2), attempt);
        } finally {
            server.connecting.release();
        }
    }

    /** To be held by whoever starts a program on a server, which takes it as long as a login. */
    Semaphore starting(Endpoint address) {
        return server(address).starting;
    }

    private Server server(Endpoint address) {
        return servers.computeIfAbsent(address, key -> new Server());
    }

    private static <C> C inTurn(Server server, Duration patience, Attempt<C> attempt)
            throws HostException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (Duration pause = FIRST_PAUSE; ; pause = longer(pause)) {
            try {
                C connection = attempt.make();
                server.hopeless = false;
                return connection;
            } catch (ServerBusy e) {
                server.hopeless = server.hopeless || System.nanoTime() - end > 0;
                if (server.hopeless) {
                    throw e.refusal();
                }
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
