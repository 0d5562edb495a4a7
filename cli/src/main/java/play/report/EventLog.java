package play.report;

import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import play.event.EventSink;
import play.event.Redactor;
import play.event.RunEvent;

/**
 * The one ordered log of a run. Events become plain data of bounded size, secrets masked, in the thread in which they
 * happen; they are counted there too. A thread of its own numbers and stamps them and hands them to the reports, so
 * that reports need no locks and a slow terminal holds up no host before the queue is full.
 */
public final class EventLog implements EventSink, AutoCloseable {
    /** Chars of all events that wait to be shown, with something for each event itself. */
    private static final int ROOM = 1 << 25;

    private static final int OVERHEAD = 1 << 10;

    private record Waiting(RunEvent event, int size) {}

    private final BlockingQueue<Optional<Waiting>> queue = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(ROOM);
    private final Totals totals;
    private final List<Report> reports;
    private final Redactor redactor;
    private final InstantSource clock;
    private final Consumer<String> complaints;
    private final Thread consumer;
    private final Set<Report> broken = new LinkedHashSet<>();
    private volatile boolean whole = true;
    private long number;

    /**
     * @param totals counts every event at once
     * @param complaints takes a sentence, at once, when a report has broken
     */
    public EventLog(
            Totals totals, List<Report> reports, Redactor redactor, InstantSource clock, Consumer<String> complaints) {
        this.totals = totals;
        this.reports = List.copyOf(reports);
        this.redactor = redactor;
        this.clock = clock;
        this.complaints = complaints;
        this.consumer = Thread.ofPlatform().name("events").start(this::consume);
    }

    @Override
    public void accept(RunEvent event) {
        totals.accept(event);
        Waiting waiting = finished(event);
        room.acquireUninterruptibly(waiting.size());
        queue.add(Optional.of(waiting));
    }

    /** An event that can't be made plain data does not end the task that it tells of. */
    private Waiting finished(RunEvent event) {
        try {
            Redactor.Finished finished = redactor.finish(event);
            return new Waiting(finished.event(), finished.chars() + OVERHEAD);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            complain("an event cannot be shown: " + redactor.redact(e.toString()));
            return new Waiting(
                    new RunEvent.Warning(
                            "an event cannot be shown: " + e.getClass().getSimpleName()),
                    OVERHEAD);
        }
    }

    /** Waits until every event so far has been shown, unless a report takes longer than anybody would wait. */
    public void settle() throws InterruptedException {
        if (room.tryAcquire(ROOM, 5, TimeUnit.SECONDS)) {
            room.release(ROOM);
        }
    }

    /** Waits until every event has been shown. */
    @Override
    public void close() {
        queue.add(Optional.empty());
        boolean interrupted = false;
        while (consumer.isAlive()) {
            try {
                consumer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether every report has shown every event so far. */
    public boolean isWhole() {
        return whole;
    }

    private void consume() {
        try {
            for (Optional<Waiting> next = queue.take(); next.isPresent(); next = queue.take()) {
                Report.Stamped stamped =
                        new Report.Stamped(++number, clock.millis(), next.get().event());
                reports.forEach(report -> show(report, stamped));
                room.release(next.get().size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A report that breaks is left out from then on: the run and the other reports go on. */
    private void show(Report report, Report.Stamped stamped) {
        if (!broken.contains(report)) {
            try {
                report.show(stamped);
            } catch (RuntimeException | Error e) {
                broken.add(report);
                complain(report.name() + " ends here, at event " + stamped.number()
                        + ", because of an internal error in play; the run goes on: " + redactor.redact(e.toString()));
            }
        }
    }

    private void complain(String sentence) {
        whole = false;
        complaints.accept(sentence);
    }
}
