package play.contract;

import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** How long examples take, and what of it goes where. */
public final class ExampleTimes {
    private static final int SHOWN = 15;

    /** What an example's time goes to. */
    enum Phase {
        /** Bringing the host to where the example starts from, the tasks before it included. */
        HOST,
        /** The script before the example. */
        BEFORE,
        /** Looking at all that is on the host. */
        WALKS,
        /** Dry runs and runs of the example's task. */
        RUNS
    }

    private record Took(String example, Map<Phase, Duration> phases) {
        Duration total() {
            return phases.values().stream().reduce(Duration.ZERO, Duration::plus);
        }

        @Override
        public String toString() {
            return line(total(), phases) + "  " + example;
        }
    }

    private final Queue<Took> all = new ConcurrentLinkedQueue<>();

    /** The clock of one example. */
    Clock start(String example) {
        return new Clock(example);
    }

    /** The sums, and the examples that took longest. */
    public String table() {
        Map<Phase, Duration> sums = new EnumMap<>(Phase.class);
        all.forEach(took -> took.phases().forEach((phase, time) -> sums.merge(phase, time, Duration::plus)));
        Duration total = sums.values().stream().reduce(Duration.ZERO, Duration::plus);
        return "   total    host  before   walks    runs  seconds of examples\n" + line(total, sums) + "  all "
                + all.size()
                + "\n"
                + all.stream()
                        .sorted(Comparator.comparing(Took::total).reversed())
                        .limit(SHOWN)
                        .map(took -> took + "\n")
                        .collect(Collectors.joining());
    }

    private static String line(Duration total, Map<Phase, Duration> phases) {
        StringBuilder line = new StringBuilder(seconds(total));
        for (Phase phase : Phase.values()) {
            line.append(seconds(phases.getOrDefault(phase, Duration.ZERO)));
        }
        return line.toString();
    }

    private static String seconds(Duration time) {
        return String.format("%8.1f", time.toMillis() / 1000.0);
    }

    /** Counts the time since it was last asked for a phase. */
    final class Clock implements AutoCloseable {
        private final String example;
        private final Map<Phase, Duration> phases = new EnumMap<>(Phase.class);
        private long since = System.nanoTime();

        private Clock(String example) {
            this.example = example;
        }

        void was(Phase phase) {
            long now = System.nanoTime();
            phases.merge(phase, Duration.ofNanos(now - since), Duration::plus);
            since = now;
        }

        @Override
        public void close() {
            all.add(new Took(example, phases));
        }
    }
}
