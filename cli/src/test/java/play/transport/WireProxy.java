package play.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A relay on loopback that makes the way to a host longer or narrower, counts what goes back and forth, and can cut the
 * wire. Two turns (changes of direction) are one round trip.
 */
final class WireProxy implements AutoCloseable {
    private static final int CHUNK = 1 << 16;

    private final InetSocketAddress target;
    private final Duration delay;
    private final ServerSocket server;
    private final List<Wire> wires = new CopyOnWriteArrayList<>();
    private final AtomicInteger turns = new AtomicInteger();
    private final AtomicInteger last = new AtomicInteger();
    private volatile int limit = Integer.MAX_VALUE;
    private final AtomicLong cutAfter = new AtomicLong(Long.MAX_VALUE);

    /** @param delay one way */
    WireProxy(String address, int port, Duration delay) throws IOException {
        target = new InetSocketAddress(address, port);
        this.delay = delay;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("wire proxy").start(this::serve);
    }

    int port() {
        return server.getLocalPort();
    }

    /** How many connections were made so far. */
    int connections() {
        return wires.size();
    }

    /** How often the direction changed since the last call. */
    int turns() {
        last.set(0);
        return turns.getAndSet(0);
    }

    /** Lets so many bytes a second go up on each connection, from now on. */
    void limit(int bytesPerSecond) {
        limit = bytesPerSecond;
    }

    /** Cuts the wire, once, when so many more bytes have gone up. */
    void cutAfter(long bytes) {
        cutAfter.set(bytes);
    }

    /** Ends every connection as a host does, and waits until the client has noticed. */
    void cut() throws IOException, InterruptedException {
        for (Wire wire : wires) {
            wire.host.close();
            if (!wire.clientGone.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("the client has not noticed");
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        wires.forEach(Wire::end);
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Wire wire = new Wire(server.accept(), new Socket());
                wires.add(wire);
                wire.open();
            } catch (IOException e) {
                // the test is over, or the host is not there: the client sees its connection end
            }
        }
    }

    private void count(int direction, int bytes) {
        if (last.getAndSet(direction) != direction) {
            turns.incrementAndGet();
        }
        if (direction > 0 && cutAfter.addAndGet(-bytes) <= 0) {
            cutAfter.set(Long.MAX_VALUE);
            wires.forEach(Wire::end);
        }
    }

    /** A piece on its way; empty: the end. */
    private record Piece(byte[] bytes, long due) {}

    private final class Wire {
        private final Socket client;
        private final Socket host;
        private final CountDownLatch clientGone = new CountDownLatch(1);

        Wire(Socket client, Socket host) {
            this.client = client;
            this.host = host;
        }

        void open() throws IOException {
            try {
                host.connect(target);
            } catch (IOException e) {
                end();
                throw e;
            }
            client.setTcpNoDelay(true);
            host.setTcpNoDelay(true);
            pump(client, host, 1);
            pump(host, client, -1);
        }

        private void pump(Socket from, Socket to, int direction) {
            BlockingQueue<Piece> queue = new LinkedBlockingQueue<>();
            Thread.ofVirtual().start(() -> read(from, queue, direction));
            Thread.ofVirtual().start(() -> deliver(queue, to));
        }

        private void read(Socket from, BlockingQueue<Piece> queue, int direction) {
            byte[] chunk = new byte[CHUNK];
            try {
                InputStream in = from.getInputStream();
                for (int count = in.read(chunk); count > 0; count = in.read(chunk)) {
                    count(direction, count);
                    if (direction > 0) {
                        TimeUnit.NANOSECONDS.sleep(TimeUnit.SECONDS.toNanos(count) / limit);
                    }
                    queue.add(new Piece(java.util.Arrays.copyOf(chunk, count), System.nanoTime() + delay.toNanos()));
                }
            } catch (IOException | InterruptedException e) {
                // cut
            }
            if (direction > 0) {
                clientGone.countDown();
            }
            queue.add(new Piece(new byte[0], System.nanoTime() + delay.toNanos()));
        }

        private void deliver(BlockingQueue<Piece> queue, Socket to) {
            try {
                OutputStream out = to.getOutputStream();
                for (Piece piece = queue.take(); piece.bytes().length > 0; piece = queue.take()) {
                    TimeUnit.NANOSECONDS.sleep(piece.due() - System.nanoTime());
                    out.write(piece.bytes());
                }
                to.shutdownOutput();
            } catch (IOException | InterruptedException e) {
                end();
            }
        }

        void end() {
            try {
                client.close();
                host.close();
            } catch (IOException e) {
                // closed already
            }
        }
    }
}
