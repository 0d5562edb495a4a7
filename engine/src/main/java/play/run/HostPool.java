package play.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Does the same for several hosts at once, each on a thread of its own, at most {@code forks} at a time. */
final class HostPool implements AutoCloseable {
    /** What is done for a host. */
    @FunctionalInterface
    interface PerHost<T> {
        T run(String host) throws InterruptedException;
    }

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore turns;

    HostPool(int forks) {
        turns = new Semaphore(forks, true);
    }

    /** The results by host, in the order of the hosts; an interruption ends all of them. */
    <T> Map<String, T> out(List<String> hosts, PerHost<T> work) throws InterruptedException {
        return out(hosts, OptionalInt.empty(), work);
    }

    /** The same, with no more than {@code most} of the hosts at a time. */
    <T> Map<String, T> out(List<String> hosts, OptionalInt most, PerHost<T> work) throws InterruptedException {
        PerHost<T> inTurn = inTurn(turns, work);
        PerHost<T> throttled = most.isEmpty() ? inTurn : inTurn(new Semaphore(most.getAsInt(), true), inTurn);
        List<Future<T>> futures = new ArrayList<>();
        for (String host : hosts) {
            futures.add(threads.submit(() -> throttled.run(host)));
        }
        Map<String, T> results = new LinkedHashMap<>();
        try {
            for (int i = 0; i < hosts.size(); i++) {
                results.put(hosts.get(i), futures.get(i).get());
            }
            return results;
        } catch (ExecutionException e) {
            throw failed(e);
        } finally {
            futures.forEach(future -> future.cancel(true));
        }
    }

    private static <T> PerHost<T> inTurn(Semaphore turns, PerHost<T> work) {
        return host -> {
            turns.acquire();
            try {
                return work.run(host);
            } finally {
                turns.release();
            }
        };
    }

    private static RuntimeException failed(ExecutionException e) throws InterruptedException {
        if (e.getCause() instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        return e.getCause() instanceof RuntimeException mistake ? mistake : new IllegalStateException(e);
    }

    /**
     * Waits for the threads, which end what they run on hosts when they are interrupted: nobody may close their
     * connections before.
     */
    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
