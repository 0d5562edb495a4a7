package play.converge;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what was done in a run that may have changed a host: one counter for all hosts, since two of them may be one
 * machine, or share a file system or a service. Safe for use by many threads.
 */
final class ChangeCounter {
    private final AtomicLong changes = new AtomicLong();
    private volatile boolean open;

    long count() {
        return changes.get();
    }

    /** Something was done, in whole, in part or perhaps. */
    void increment() {
        changes.incrementAndGet();
    }

    /** Something was begun that goes on by itself: from now on anything may change at any time. */
    void leaveOpen() {
        open = true;
        increment();
    }

    boolean isOpen() {
        return open;
    }
}
