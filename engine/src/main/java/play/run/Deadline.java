package play.run;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.playbook.Amount;

/** Interrupts the thread that made it when its time is over, unless it is closed before. */
final class Deadline implements AutoCloseable {
    private final @Nullable Thread watch;
    private volatile boolean passed;
    private boolean closed;

    private Deadline(Optional<Long> millis) {
        Thread worker = Thread.currentThread();
        this.watch = millis.map(limit -> Thread.ofVirtual().start(() -> await(worker, limit)))
                .orElse(null);
    }

    /** @param seconds as the keyword {@code timeout} has it; nothing means no limit */
    static Deadline of(Optional<Amount> seconds) {
        return new Deadline(seconds.map(Amount::millis).filter(limit -> limit > 0));
    }

    private void await(Thread worker, long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            return;
        }
        synchronized (this) {
            if (!closed) {
                passed = true;
                worker.interrupt();
            }
        }
    }

    boolean passed() {
        return passed;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        if (watch != null) {
            watch.interrupt();
        }
    }
}
