package play.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import play.connection.local.LocalConnection;
import play.connection.shell.Account;
import play.connection.shell.ShellChannel;
import play.connection.shell.ShellStart;
import play.connection.shell.Shells;
import play.connection.transport.Become;
import play.connection.transport.Connection;
import play.connection.transport.Endpoint;
import play.connection.transport.HostProcess;
import play.connection.transport.HostStream;
import play.connection.transport.ServerBusy;
import play.connection.transport.Timing;
import play.host.HostException;
import play.host.Script;

/** Many hosts behind one server. */
@Timeout(120)
final class ConnectThrottleTest {
    private static final Endpoint SERVER = new Endpoint("10.0.0.1", 22);
    private static final Timing HASTY = Timing.DEFAULT.connectWithin(Duration.ofMillis(500));

    private final ConnectThrottle throttle = new ConnectThrottle();

    private static ServerBusy busy() {
        return new ServerBusy(new HostException.Unreachable("full"));
    }

    private List<Future<String>> all(List<ConnectThrottle.Attempt<String>> attempts) {
        List<Future<String>> futures = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (ConnectThrottle.Attempt<String> attempt : attempts) {
                futures.add(threads.submit(() -> throttle.connect(SERVER, HASTY, attempt)));
            }
        }
        return futures;
    }

    /** Refused once, each of them; the last has its turn long after the time that one may try for. */
    @Test
    void theTimeInWhichOneTriesBeginsWhenItIsItsTurn() throws Exception {
        List<ConnectThrottle.Attempt<String>> attempts = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            AtomicBoolean refused = new AtomicBoolean();
            attempts.add(() -> {
                Thread.sleep(100);
                if (!refused.getAndSet(true)) {
                    throw busy();
                }
                return "in";
            });
        }
        for (Future<String> connection : all(attempts)) {
            assertEquals("in", connection.get());
        }
    }

    @Test
    void aServerThatTurnsEverybodyAwayIsAskedOnceByThoseWhoComeLater() {
        AtomicInteger visits = new AtomicInteger();
        ConnectThrottle.Attempt<String> attempt = () -> {
            visits.incrementAndGet();
            throw busy();
        };
        long began = System.nanoTime();
        for (Future<String> refusal : all(Collections.nCopies(200, attempt))) {
            ExecutionException e = assertThrows(ExecutionException.class, refusal::get);
            assertTrue(String.valueOf(e.getMessage()).contains("full"), e::toString);
        }
        assertTrue(visits.get() >= 200 && visits.get() < 300, () -> visits + " visits");
        assertTrue(System.nanoTime() - began < Duration.ofSeconds(20).toNanos());
    }

    /** Local processes, as if they were of one server. */
    private record OneServer(Optional<Semaphore> starting, LocalConnection local) implements Connection {
        @Override
        public HostProcess start(String command) throws HostException {
            assertEquals(0, starting.orElseThrow().availablePermits());
            return local.start(command);
        }

        @Override
        public HostStream connect(Endpoint to) throws IOException {
            return local.connect(to);
        }

        @Override
        public boolean isAlive() {
            return true;
        }

        @Override
        public void close() {}
    }

    @Test
    void programsOfOneServerStartOneAfterAnother() throws Exception {
        OneServer server = new OneServer(Optional.of(throttle.starting(SERVER)), new LocalConnection());
        Semaphore starting = server.starting().orElseThrow();
        starting.acquire(starting.availablePermits() - 1);
        for (int i = 0; i < 3; i++) {
            try (ShellChannel shell = Shells.open(server)) {
                assertEquals(1, starting.availablePermits());
                assertEquals(
                        "in\n",
                        shell.run(List.of(Script.of("echo in"))).getFirst().out());
            }
        }
        Become nobody = new Become(Become.Method.SU, "nobody-here", Optional.empty(), Optional.of("/none"), List.of());
        Account account = new Account(Shells.HERE, Optional.of(nobody));
        assertThrows(HostException.BecomeFailed.class, () -> new ShellStart(account, server).shell());
        assertEquals(1, starting.availablePermits());
    }
}
