package play.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import play.connection.Forward;
import play.connection.transport.ConnectionSpec;
import play.connection.transport.Endpoint;
import play.connection.transport.HostKeys;
import play.connection.transport.HostKeys.Checking;

/** What every way to a host does with TCP connections that it passes on, seen on a real one. */
abstract class ForwardContract extends TransportTrial {
    private final List<String> refusals = new CopyOnWriteArrayList<>();

    ForwardContract(SshHost host, Way way) {
        super(host, way);
    }

    private Forward forward(ConnectionSpec spec, ServerSocket listener, int port) throws Exception {
        return connections.forward(spec, new Forward.Route(listener, new Endpoint("127.0.0.1", port), refusals::add));
    }

    private static ServerSocket listener() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    }

    private static Socket to(ServerSocket listener) throws IOException {
        Socket socket = new Socket(listener.getInetAddress(), listener.getLocalPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    /** What comes back for these bytes, until the far end has nothing more to say. */
    private static byte[] answer(ServerSocket listener, byte[] bytes) throws Exception {
        try (Socket socket = to(listener)) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
                try {
                    socket.getOutputStream().write(bytes);
                    socket.shutdownOutput();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            byte[] back = socket.getInputStream().readAllBytes();
            sent.get(30, TimeUnit.SECONDS);
            return back;
        }
    }

    /**
     * The last word of the echo comes after the end of what was sent: it tells that the end was passed on, and no more.
     */
    @Test
    void manyConnectionsAtOnceAreForwardedWhole() throws Exception {
        TcpServices services = TcpServices.on(host);
        try (ServerSocket listener = listener();
                Forward _ = forward(as("nopass"), listener, services.echo());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<byte[]>> answers = new ArrayList<>();
            for (int i = 1; i <= 20; i++) {
                byte[] bytes = noise(i * 300_000);
                answers.add(threads.submit(() -> answer(listener, bytes)));
            }
            for (int i = 1; i <= 20; i++) {
                byte[] wanted = Arrays.copyOf(noise(i * 300_000), i * 300_000 + 3);
                System.arraycopy(new byte[] {'e', 'n', 'd'}, 0, wanted, i * 300_000, 3);
                assertArrayEquals(wanted, answers.get(i - 1).get(60, TimeUnit.SECONDS));
            }
        }
        assertEquals(List.of(), refusals);
    }

    @Test
    void theFarEndMayFallSilentAndStillListen() throws Exception {
        TcpServices services = TcpServices.on(host);
        host.on("rm -f /run/heard");
        try (ServerSocket listener = listener();
                Forward _ = forward(as("root"), listener, services.greeter());
                Socket socket = to(listener)) {
            assertEquals("hello", new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
            socket.getOutputStream().write(noise(1_000_000));
            socket.shutdownOutput();
            assertEquals(
                    "1000000",
                    host.on("for i in $(seq 100); do [ -e /run/heard ] && break; sleep 0.1; done; cat /run/heard"));
        }
    }

    @Test
    void whoDoesNotReadHoldsBackWhoWrites() throws Exception {
        TcpServices services = TcpServices.on(host);
        host.on("rm -f /run/sent");
        try (ServerSocket listener = listener();
                Forward _ = forward(as("root"), listener, services.source());
                Socket silent = to(listener)) {
            assertEquals(0, silent.getInputStream().read());
            assertTrue(
                    settled(() -> Long.parseLong(host.on("cat /run/sent"))) < TcpServices.SOURCE / 4,
                    "the far end wrote on");
        }
        try (ServerSocket listener = listener();
                Forward _ = forward(as("root"), listener, services.deaf());
                SocketChannel channel = SocketChannel.open(listener.getLocalSocketAddress())) {
            channel.configureBlocking(false);
            ByteBuffer chunk = ByteBuffer.allocate(1 << 20);
            AtomicLong taken = new AtomicLong();
            assertTrue(
                    settled(() -> {
                                while (taken.get() < TcpServices.SOURCE && channel.write(chunk.clear()) > 0) {
                                    taken.addAndGet(chunk.position());
                                }
                                return taken.get();
                            })
                            < TcpServices.SOURCE / 4,
                    "the near end could write on");
        }
    }

    /** What a number stays at for two seconds. */
    private static long settled(Callable<Long> number) throws Exception {
        long last = -1;
        long now = number.call();
        while (now != last) {
            last = now;
            TimeUnit.SECONDS.sleep(2);
            now = number.call();
        }
        return now;
    }

    /** What is told of two connections that come to nothing. */
    private List<String> refusals(ConnectionSpec spec) throws Exception {
        try (ServerSocket listener = listener();
                Forward _ = forward(spec, listener, 9)) {
            for (int attempt = 0; attempt < 2; attempt++) {
                try (Socket socket = to(listener)) {
                    assertEnded(socket);
                }
            }
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (refusals.size() < 2 && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
        return refusals;
    }

    @Test
    void aPortWhereNobodyListensIsTold() throws Exception {
        assertEquals(
                Collections.nCopies(2, "127.0.0.1:9 can't be reached from host: Connection refused"),
                refusals(as("root")));
    }

    @Test
    void aServerThatForbidsForwardsIsTold() throws Exception {
        Path key = Programs.key(folder.resolve("key"), "-t ed25519");
        try (Sshd strict = Sshd.start(host, key, "AllowTcpForwarding no")) {
            Path known = Files.writeString(
                    folder.resolve("known_hosts"), strict.name() + " " + Programs.publicKey(key) + "\n");
            HostKeys keys = new HostKeys(Checking.STRICT, List.of(known));
            String told =
                    "127.0.0.1:9 can't be reached from host: its sshd forbids it; AllowTcpForwarding and PermitOpen of"
                            + " its sshd_config must allow it";
            assertEquals(
                    Collections.nCopies(2, told),
                    refusals(spec(new Destination(host.address(), strict.port(), "root", keys, HASTY))));
            connections.close();
        }
    }

    @Test
    void aForwardEndsWithItsConnection() throws Exception {
        TcpServices services = TcpServices.on(host);
        try (WireProxy proxy = new WireProxy(host.address(), 22, Duration.ZERO);
                ServerSocket listener = listener();
                Forward forward = forward(by(proxy), listener, services.echo());
                Socket socket = to(listener)) {
            socket.getOutputStream().write('x');
            assertEquals('x', socket.getInputStream().read());
            proxy.cut();
            forward.awaitLoss();
            assertEnded(socket);
        }
    }

    @Test
    void anUnpluggedHostEndsTheForward() throws Exception {
        TcpServices services = TcpServices.on(host);
        try (ServerSocket listener = listener();
                Forward forward = forward(as("root"), listener, services.echo());
                Socket socket = to(listener)) {
            socket.getOutputStream().write('x');
            assertEquals('x', socket.getInputStream().read());
            host.unplug();
            long began = System.nanoTime();
            forward.awaitLoss();
            assertBelow(NOTICED, began);
            assertEnded(socket);
        } finally {
            host.plug();
        }
    }

    private static void assertEnded(Socket socket) throws IOException {
        try {
            assertEquals(-1, socket.getInputStream().read());
        } catch (SocketException e) {
            // a reset: the connection was ended, too
        }
    }
}
