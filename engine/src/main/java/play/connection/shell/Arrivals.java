package play.connection.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import play.connection.transport.HostProcess;
import play.connection.transport.Words;

/** What a process writes, gathered by two threads so that it never waits for us, and taken out piece by piece. */
public final class Arrivals {
    private static final int CHUNK = 1 << 15;
    private static final Duration MOMENT = Duration.ofMillis(300);

    /** What is taken in before it is read where all is passed on. */
    private static final int PASSING = 1 << 20;

    private static final Duration LONG = Duration.ofDays(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private volatile int limit;
    private volatile boolean passes;
    private final Inflow out;
    private final Inflow err;

    public Arrivals(HostProcess process, String host) {
        this(process, host, OutputRoom.HEAP);
    }

    Arrivals(HostProcess process, String host, OutputRoom room) {
        limit = room.most();
        out = new Inflow(room);
        err = new Inflow(room);
        pump(process.stdout(), out, host + " stdout");
        pump(process.stderr(), err, host + " stderr");
    }

    /**
     * What has come of the output and all that will, byte for byte, for one thread to read. From now on only a little
     * is taken in before it is read, and of errors the last words are kept.
     */
    InputStream passing() {
        limit = Math.min(limit, PASSING);
        passes = true;
        return new Passing();
    }

    private final class Passing extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                Optional<Integer> count = Optional.empty();
                while (count.isEmpty()) {
                    count = await(() -> taken(into, offset, length), System.nanoTime() + LONG.toNanos());
                }
                return count.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for output");
            }
        }

        private Optional<Integer> taken(byte[] into, int offset, int length) {
            int count = out.take(into, offset, length);
            return count > 0 || length == 0 ? Optional.of(count) : out.ended() ? Optional.of(-1) : Optional.empty();
        }
    }

    /** Look at it only within {@link #await}. */
    public Inflow out() {
        return out;
    }

    /** Look at it only within {@link #await}. */
    public Inflow err() {
        return err;
    }

    /**
     * Looks again whenever something has arrived, until there is an answer.
     *
     * @param deadline in the time of {@link System#nanoTime}
     * @return empty at the deadline
     */
    public <T> Optional<T> await(Supplier<Optional<T>> look, long deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Optional<T> seen = look.get();
            long left = deadline - System.nanoTime();
            while (seen.isEmpty() && left > 0) {
                news.signalAll();
                left = news.awaitNanos(left);
                seen = look.get();
            }
            news.signalAll();
            return seen;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the process has closed its output: it has ended, or the connection has. */
    boolean ended() {
        lock.lock();
        try {
            return out.ended();
        } finally {
            lock.unlock();
        }
    }

    /**
     * What the process said last, for a message; errors before output. Waits a moment for what is still on its way.
     *
     * @param most bytes of either stream
     */
    public String lastWords(int most) throws InterruptedException {
        String errors = lastErrors(most);
        return errors.isEmpty() ? await(() -> Optional.of(words(out, most)), 0).orElse("") : errors;
    }

    /** The same of errors alone. */
    String lastErrors(int most) throws InterruptedException {
        long moment = ended() ? System.nanoTime() + MOMENT.toNanos() : 0;
        await(() -> err.ended() ? Optional.of(err) : Optional.empty(), moment);
        return await(() -> Optional.of(words(err, most)), 0).orElse("");
    }

    private static String words(Inflow inflow, int most) {
        String words = Words.last(inflow.tail(most));
        return inflow.size() > most ? "…" + words : words;
    }

    private void pump(InputStream stream, Inflow inflow, String name) {
        Thread.ofPlatform().daemon().name(name).start(() -> {
            byte[] chunk = new byte[CHUNK];
            int count = 0;
            try {
                while (count >= 0) {
                    count = read(stream, chunk);
                    take(inflow, chunk, count);
                }
            } catch (OutOfMemoryError e) {
                overflow(inflow);
            }
        });
    }

    private static int read(InputStream stream, byte[] chunk) {
        try {
            return stream.read(chunk);
        } catch (IOException e) {
            return -1;
        }
    }

    private void take(Inflow inflow, byte[] chunk, int count) {
        lock.lock();
        try {
            if (count < 0) {
                inflow.end();
            } else if (!inflow.ended()) {
                inflow.append(chunk, count);
                if (passes && inflow == err) {
                    inflow.keepLast(limit);
                }
            }
            news.signalAll();
            while (inflow.size() > limit && !inflow.ended()) {
                news.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whoever waits is told; what was taken in makes room. */
    private void overflow(Inflow inflow) {
        lock.lock();
        try {
            inflow.overflow();
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether more has come than is taken in: beyond {@link #limit}, or than memory has room for. */
    boolean flooded() {
        return out.size() > limit || err.size() > limit || overflowed();
    }

    /** Whether memory had no room for more. */
    boolean overflowed() {
        return out.overflowed() || err.overflowed();
    }

    /** Beyond this much untaken output a stream is not read on, so that no script can exhaust memory. */
    int limit() {
        return limit;
    }

    /** Stops taking anything in: threads that wait for room go on and find the streams closed. */
    void end() {
        lock.lock();
        try {
            out.end();
            err.end();
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The same where nobody wants what has come, either. */
    public void close() {
        lock.lock();
        try {
            out.close();
            err.close();
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
