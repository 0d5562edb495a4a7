package play.report;

import java.util.Map;
import java.util.TreeMap;
import play.event.Outcome;
import play.event.RunEvent;

/** Counts per host, as a fold over events: what the recap prints and the exit code follows from. */
public final class Totals implements Report {
  /** The counts of one host; {@code ok} includes changed and ignored, as Ansible has it. */
  public static final class Counts {
    private int ok;
    private int changed;
    private int unreachable;
    private int failed;
    private int skipped;
    private int rescued;
    private int ignored;
    private int unknown;
    private int gates;

    public int changed() {
      return changed;
    }

    public int failed() {
      return failed;
    }

    public int unreachable() {
      return unreachable;
    }

    public int unknown() {
      return unknown;
    }

    /** Gates that a dry run could not tell about, which are not counted as unknown. */
    public int gates() {
      return gates;
    }

    /** As the recap prints them. */
    String line(boolean check) {
      return "ok=%-4d changed=%-4d unreachable=%-4d failed=%-4d skipped=%-4d rescued=%-4d ignored=%-4d"
              .formatted(ok, changed, unreachable, failed, skipped, rescued, ignored)
          + (check ? "unknown=%-4d gates=%-4d".formatted(unknown, gates) : "");
    }
  }

  private final Map<String, Counts> byHost = new TreeMap<>();
  private boolean interrupted;

  @Override
  public void show(Stamped stamped) {
    switch (stamped.event()) {
      case RunEvent.PlayStarted started -> started.hosts().forEach(this::of);
      case RunEvent.TaskFinished finished -> count(of(finished.host()), finished);
      case RunEvent.Rescued rescued -> rescue(of(rescued.host()));
      case RunEvent.RunFinished finished -> interrupted = finished.interrupted();
      case RunEvent.RunStarted started -> {}
      case RunEvent.TaskStarted started -> {}
      case RunEvent.ItemFinished item -> {}
      case RunEvent.TaskRetried retried -> {}
      case RunEvent.HandlerMayRun handler -> {}
      case RunEvent.ForeseenDiffers differs -> {}
      case RunEvent.Progress progress -> {}
      case RunEvent.Warning warning -> {}
      case RunEvent.PlayFinished finished -> {}
    }
  }

  private Counts of(String host) {
    return byHost.computeIfAbsent(host, name -> new Counts());
  }

  private static void count(Counts counts, RunEvent.TaskFinished finished) {
    switch (finished.outcome()) {
      case Outcome.Ok ok -> counts.ok++;
      case Outcome.Changed changed -> {
        counts.ok++;
        counts.changed++;
      }
      case Outcome.Skipped skipped -> counts.skipped += finished.task().module().equals("meta") ? 0 : 1;
      case Outcome.CannotTell unknown -> {
        if (finished.gate()) {
          counts.gates++;
        } else {
          counts.unknown++;
        }
      }
      case Outcome.Failed failed -> {
        if (failed.ignored()) {
          counts.ok++;
          counts.ignored++;
          counts.changed += finished.result() instanceof Map<?, ?> result && Boolean.TRUE.equals(result.get("changed")) ? 1 : 0;
        } else {
          counts.failed++;
        }
      }
      case Outcome.Unreachable unreachable -> {
        if (unreachable.ignored()) {
          counts.ok++;
          counts.ignored++;
        } else {
          counts.unreachable++;
        }
      }
    }
  }

  private static void rescue(Counts counts) {
    counts.failed--;
    counts.rescued++;
  }

  public Map<String, Counts> byHost() {
    return byHost;
  }

  /** 99 when interrupted, 4 when a host was unreachable, 2 when one failed, else 0; as Ansible has it. */
  public int exitCode() {
    if (interrupted) {
      return 99;
    }
    if (byHost.values().stream().anyMatch(counts -> counts.unreachable > 0)) {
      return 4;
    }
    return byHost.values().stream().anyMatch(counts -> counts.failed > 0) ? 2 : 0;
  }
}
