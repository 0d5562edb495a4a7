package play.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Map<String, Semaphore> throttles = new ConcurrentHashMap<>();

    /**
     * A task that fewer hosts do at a time, also where they come to it by themselves.
     *
     * @param task its id
     */
    record Throttle(String task, int most) {}

    HostPool(int forks) {
        turns = new Semaphore(forks, true);
    }

    /** The results by host, in the order of the hosts; an interruption ends all of them. */
    <T> Map<String, T> out(List<String> hosts, PerHost<T> work) throws InterruptedException {
        return out(hosts, Optional.empty(), work);
    }

    /** The same, with fewer hosts at a time. They begin in their order. */
    <T> Map<String, T> out(List<String> hosts, Optional<Throttle> throttle, PerHost<T> work)
            throws InterruptedException {
        List<Semaphore> all = new ArrayList<>(List.of(turns));
        throttle.ifPresent(few ->
                all.addFirst(throttles.computeIfAbsent(few.task(), task -> new Semaphore(few.most(), true))));
        List<Future<T>> futures = new ArrayList<>();
        Map<String, T> results = new LinkedHashMap<>();
        try {
            for (String host : hosts) {
                futures.add(begun(host, all, work));
            }
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

    /** Waits until it is the host's turn. */
    private <T> Future<T> begun(String host, List<Semaphore> turns, PerHost<T> work) throws InterruptedException {
        for (Semaphore turn : turns) {
            turn.acquire();
        }
        return threads.submit(() -> {
            try {
                return work.run(host);
            } finally {
                turns.forEach(Semaphore::release);
            }
        });
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
