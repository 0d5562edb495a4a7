package play.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * While open, signals that ask the program to end interrupt a thread instead, so that it ends what runs on the hosts.
 * The second signal ends the program at once; so does the first when the thread takes too long.
 */
final class Interruptions implements AutoCloseable {
    /** The exit code of a run that was interrupted, as Ansible has it. */
    static final int CODE = 99;

    private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

    /** A host that does not answer is not waited for any longer. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Map<String, @Nullable Object> before = new LinkedHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Thread thread;
    private final Teller teller;
    private volatile boolean closed;

    /** What people are told meanwhile. */
    interface Teller {
        /** At the first signal. */
        default void interrupted() {}

        /** The thread has not ended in time; the program ends now. */
        default void abandoned() {}
    }

    private Interruptions(Thread thread, Teller teller) {
        this.thread = thread;
        this.teller = teller;
    }

    static Interruptions of(Thread thread) {
        return of(thread, new Teller() {});
    }

    static Interruptions of(Thread thread, Teller teller) {
        Interruptions signals = new Interruptions(thread, teller);
        SIGNALS.forEach(name -> signals.before.put(name, Signals.register(name, signals::signalled)));
        return signals;
    }

    /**
     * Where nothing runs on any host yet, a signal ends the program, and what it has done to the terminal is undone.
     */
    static void end() {
        SIGNALS.forEach(name -> Signals.register(name, () -> System.exit(CODE)));
    }

    private void signalled() {
        if (count.incrementAndGet() > 1) {
            Runtime.getRuntime().halt(CODE);
        }
        thread.interrupt();
        teller.interrupted();
        Thread.ofPlatform().daemon().name("grace").start(this::watch);
    }

    private void watch() {
        try {
            Thread.sleep(GRACE);
        } catch (InterruptedException e) {
            return;
        }
        if (!closed) {
            teller.abandoned();
            Runtime.getRuntime().halt(CODE);
        }
    }

    @Override
    public void close() {
        closed = true;
        before.forEach(Signals::unregister);
    }
}
