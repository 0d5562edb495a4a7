package play.report;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import play.event.EventSink;
import play.event.Redactor;
import play.event.RunEvent;

/**
 * The one ordered log of a run: numbers, stamps and redacts events and hands them to the reports on a thread of its own, so
 * that reports need no locks and a slow terminal holds up no host before the queue is full.
 */
public final class EventLog implements EventSink, AutoCloseable {
  private static final int QUEUE = 10_000;

  private final BlockingQueue<Optional<RunEvent>> queue = new ArrayBlockingQueue<>(QUEUE);
  private final List<Report> reports;
  private final Redactor redactor;
  private final InstantSource clock;
  private final Thread consumer;
  private final Map<Report, RuntimeException> broken = new LinkedHashMap<>();
  private long number;

  public EventLog(List<Report> reports, Redactor redactor, InstantSource clock) {
    this.reports = List.copyOf(reports);
    this.redactor = redactor;
    this.clock = clock;
    this.consumer = Thread.ofPlatform().name("events").start(this::consume);
  }

  @Override
  public void accept(RunEvent event) {
    put(Optional.of(event));
  }

  /** Waits until every event has been shown, and throws what broke a report. */
  @Override
  public void close() {
    put(Optional.empty());
    join();
    broken.values().stream().findFirst().ifPresent(fault -> {
      throw fault;
    });
  }

  private void join() {
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

  /** Not to be lost even when the thread is being interrupted: the end of a run is an event too. */
  private void put(Optional<RunEvent> event) {
    boolean interrupted = false;
    while (true) {
      try {
        queue.put(event);
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void consume() {
    try {
      for (Optional<RunEvent> next = queue.take(); next.isPresent(); next = queue.take()) {
        Report.Stamped stamped = new Report.Stamped(++number, clock.millis(), redactor.redact(next.get()));
        reports.forEach(report -> show(report, stamped));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A report that breaks is left out from then on: the run and the other reports go on. */
  private void show(Report report, Report.Stamped stamped) {
    if (!broken.containsKey(report)) {
      try {
        report.show(stamped);
      } catch (RuntimeException e) {
        broken.put(report, e);
      }
    }
  }
}
