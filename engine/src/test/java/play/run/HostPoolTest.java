package play.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class HostPoolTest {
    private static final List<String> HOSTS =
            IntStream.range(0, 50).mapToObj(number -> "h" + number).toList();

    @RepeatedTest(20)
    void hostsBeginInTheirOrder() throws InterruptedException {
        try (HostPool pool = new HostPool(1)) {
            ConcurrentLinkedQueue<String> begun = new ConcurrentLinkedQueue<>();
            pool.out(HOSTS, host -> {
                begun.add(host);
                return host;
            });
            assertEquals(HOSTS, List.copyOf(begun));
        }
    }

    @Test
    void noMoreThanAreAllowedAreAtWorkAtOnce() throws InterruptedException {
        AtomicInteger atWork = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (HostPool pool = new HostPool(7)) {
            for (int round = 0; round < 2; round++) {
                pool.out(HOSTS, Optional.of(new HostPool.Throttle("0/tasks/0", 3)), host -> {
                    most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
                    Thread.sleep(2);
                    atWork.decrementAndGet();
                    return host;
                });
            }
        }
        assertTrue(most.get() <= 3 && most.get() > 1, most::toString);
    }
}
