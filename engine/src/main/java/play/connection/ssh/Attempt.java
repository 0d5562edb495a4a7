package play.connection.ssh;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What came of something that was to be done within a limit: a result, or why there is none. */
record Attempt<T>(Optional<T> result, Optional<Exception> failure) {
    /** In a thread of its own: interrupting a virtual thread in the middle of a write would close the socket. */
    static <T> Attempt<T> within(Duration limit, Callable<T> work) throws InterruptedException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        try {
            return new Attempt<>(Optional.of(task.get(limit.toMillis(), TimeUnit.MILLISECONDS)), Optional.empty());
        } catch (TimeoutException e) {
            return new Attempt<>(Optional.empty(), Optional.of(e));
        } catch (ExecutionException e) {
            Exception cause = e.getCause() instanceof Exception known ? known : e;
            return new Attempt<>(Optional.empty(), Optional.of(cause));
        }
    }
}
