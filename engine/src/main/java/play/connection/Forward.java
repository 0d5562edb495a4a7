package play.connection;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import play.connection.transport.Connection;
import play.connection.transport.Endpoint;
import play.connection.transport.HostProcess;
import play.connection.transport.HostStream;
import play.host.HostException;

/**
 * Passes every connection made to a port of this machine on to an endpoint, over the connection to a host. Each
 * direction ends by itself, and whoever does not read holds back who writes to them.
 */
public final class Forward implements AutoCloseable {
    private static final int CHUNK = 1 << 15;
    private static final Duration PAUSE = Duration.ofMillis(200);

    /**
     * Keeps a process on the host, so that its end tells of the end of the connection, and {@code ssh} does not think
     * itself idle.
     */
    private static final String WATCH = "exec cat";

    private final Route route;
    private final Connection connection;
    private final HostProcess watch;
    private final Set<Pair> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch lost = new CountDownLatch(1);
    private volatile boolean closed;

    /**
     * What is forwarded where.
     *
     * @param listener bound to a port of this machine; the forward closes it
     * @param to as the host sees it
     * @param refusals takes a sentence for each connection that the host could not make, from any thread
     */
    public record Route(ServerSocket listener, Endpoint to, Consumer<String> refusals) {}

    private Forward(Route route, Connection connection, HostProcess watch) {
        this.route = route;
        this.connection = connection;
        this.watch = watch;
    }

    /** @param host its name, for messages */
    static Forward over(Connection connection, String host, Route route) throws HostException, InterruptedException {
        Forward forward = new Forward(route, connection, connection.start(WATCH));
        Thread.ofVirtual().start(forward::watch);
        Thread.ofVirtual().start(() -> forward.accept(host));
        return forward;
    }

    private void watch() {
        try (InputStream out = watch.stdout()) {
            out.skip(Long.MAX_VALUE);
        } catch (IOException e) {
            // lost, too
        }
        lost.countDown();
    }

    private void accept(String host) {
        while (!closed) {
            try {
                Socket near = route.listener().accept();
                Thread.ofVirtual().start(() -> serve(near, host));
            } catch (IOException e) {
                // closed, or out of file descriptors: then those that wait are taken once others have ended
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(Socket near, String host) {
        try (near) {
            near.setTcpNoDelay(true);
            try (HostStream far = connection.connect(route.to())) {
                Pair pair = new Pair(near, far);
                open.add(pair);
                try {
                    if (closed) {
                        return;
                    }
                    pair.pass();
                } finally {
                    open.remove(pair);
                }
            }
        } catch (HostStream.Refused e) {
            route.refusals().accept(route.to() + " can't be reached from " + host + ": " + e.getMessage());
        } catch (IOException e) {
            // broken off by one of the two, who know
        }
    }

    /** Waits for the end of the connection to the host, and returns then. */
    public void awaitLoss() throws InterruptedException {
        lost.await();
    }

    /** Ends all that passes. The connection to the host stays. */
    @Override
    public void close() {
        closed = true;
        quietly(route.listener());
        open.forEach(Pair::breakOff);
        watch.close();
    }

    private static void quietly(Closeable end) {
        try {
            end.close();
        } catch (IOException e) {
            // ended already
        }
    }

    /** One connection, as two. */
    private record Pair(Socket near, HostStream far) {
        /** Returns when both directions have ended. */
        void pass() throws IOException {
            Thread up = Thread.ofVirtual().start(this::send);
            try {
                copy(far.in(), near.getOutputStream());
                near.shutdownOutput();
                up.join();
            } catch (IOException e) {
                breakOff();
                throw e;
            } catch (InterruptedException e) {
                breakOff();
                Thread.currentThread().interrupt();
            }
        }

        private void send() {
            try {
                copy(near.getInputStream(), far.out());
                far.endOutput();
            } catch (IOException e) {
                breakOff();
            }
        }

        private static void copy(InputStream in, OutputStream out) throws IOException {
            byte[] chunk = new byte[CHUNK];
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                out.write(chunk, 0, count);
                out.flush();
            }
        }

        /** Both sides hear of it at once: the near one by a reset, since it was no orderly end. */
        void breakOff() {
            try {
                near.setSoLinger(true, 0);
            } catch (IOException e) {
                // closed already
            }
            quietly(near);
            quietly(far);
        }
    }
}
