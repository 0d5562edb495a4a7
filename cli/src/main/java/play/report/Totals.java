package play.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import play.event.EventSink;
import play.event.Outcome;
import play.event.RunEvent;

/**
 * Counts per host: what the recap prints and the exit code follows from. It counts an event in the thread in which it
 * happens, before anybody shows it, so that nothing that befalls a report loses a failure. Safe for use by many
 * threads.
 */
public final class Totals implements EventSink {
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
        private int unreachableCleared;
        private int failedCleared;

        /** Errors up to now are in the recap, and not in the exit code. */
        private void clear() {
            unreachableCleared = unreachable;
            failedCleared = failed;
        }

        /** As the recap prints them. */
        String line(boolean check) {
            return "ok=%-4d changed=%-4d unreachable=%-4d failed=%-4d skipped=%-4d rescued=%-4d ignored=%-4d"
                            .formatted(ok, changed, unreachable, failed, skipped, rescued, ignored)
                    + (check ? "unknown=%-4d gates=%-4d".formatted(unknown, gates) : "");
        }
    }

    private final Map<String, Counts> byHost = new TreeMap<>();
    /** Columns of a name, as Ansible has them; longer ones make room for all. */
    private static final int NAME = 26;

    private boolean interrupted;
    private boolean broken;

    @Override
    public synchronized void accept(RunEvent event) {
        switch (event) {
            case RunEvent.PlayStarted started -> {}
            case RunEvent.TaskFinished finished -> count(of(finished.host()), finished);
            case RunEvent.Rescued rescued -> rescue(of(rescued.host()));
            case RunEvent.ErrorsCleared cleared -> cleared.hosts().forEach(host -> of(host).clear());
            case RunEvent.RunFinished finished -> {
                interrupted = finished.interrupted();
                broken = finished.broken().isPresent();
            }
            case RunEvent.RunStarted started -> {}
            case RunEvent.TaskStarted started -> {}
            case RunEvent.HostStarted started -> {}
            case RunEvent.ItemFinished item -> {}
            case RunEvent.TaskRetried retried -> {}
            case RunEvent.HandlerMayRun handler -> {}
            case RunEvent.ForeseenDiffers differs -> {}
            case RunEvent.HostSilent silent -> {}
            case RunEvent.Transferred some -> {}
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
            case Outcome.Skipped skipped ->
                counts.skipped += finished.task().module().equals("meta") ? 0 : 1;
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
                    counts.changed +=
                            finished.result() instanceof Map<?, ?> result && Boolean.TRUE.equals(result.get("changed"))
                                    ? 1
                                    : 0;
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

    /** The hosts in the order of their names, each as the recap has it. */
    public synchronized List<String> recap(boolean check) {
        int width = byHost.keySet().stream().mapToInt(String::length).reduce(NAME, Math::max);
        List<String> lines = new ArrayList<>();
        byHost.forEach(
                (host, counts) -> lines.add(host + " ".repeat(width - host.length()) + " : " + counts.line(check)));
        return lines;
    }

    /** Whether any task changed something, or would. */
    public synchronized boolean hasChanges() {
        return byHost.values().stream().anyMatch(counts -> counts.changed > 0);
    }

    /** Whether of any task nobody can tell what it would do. */
    public synchronized boolean hasUnknown() {
        return byHost.values().stream().anyMatch(counts -> counts.unknown > 0);
    }

    /**
     * 250 when the run broke, 99 when interrupted, 4 when a host was unreachable, 2 when one failed, else 0; as Ansible
     * has it. What was cleared does not count.
     */
    public synchronized int exitCode() {
        if (broken || interrupted) {
            return broken ? 250 : 99;
        }
        if (byHost.values().stream().anyMatch(counts -> counts.unreachable > counts.unreachableCleared)) {
            return 4;
        }
        return byHost.values().stream().anyMatch(counts -> counts.failed > counts.failedCleared) ? 2 : 0;
    }
}
