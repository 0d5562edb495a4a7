package play.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jline.utils.WCWidth;
import org.jspecify.annotations.Nullable;
import play.diag.Printable;
import play.event.RunEvent;
import play.event.TaskRef;
import play.report.Report;

/**
 * What goes on at this moment, in a few lines: the tasks that run, on how many hosts, the hosts that take longest, and
 * what is waited for. Safe for use by many threads.
 */
public final class RunningTasks implements Report {
    /** Hosts that are named. */
    private static final int NAMED = 5;

    /** Lines about waiting. */
    private static final int WAITS = 3;

    /** Lines about what is brought somewhere. */
    private static final int MOVES = 4;

    /** What was not told of for longer has got there, or stopped; in milliseconds. */
    private static final long FRESH = 3000;

    /** A task that runs; times are milliseconds since 1970-01-01 UTC. */
    private static final class Running {
        private final TaskRef task;
        private final long began;
        private final Map<String, Long> hosts = new LinkedHashMap<>();
        private final Set<String> done = new LinkedHashSet<>();

        private Running(TaskRef task, long began) {
            this.task = task;
            this.began = began;
        }
    }

    /** @param words what is waited for, or done */
    private record Wait(long since, String words) {}

    /** @param until by then the host has answered, or is lost */
    private record Silence(long until, RunEvent.HostSilent told) {
        String line(long now) {
            return told.host() + " has not answered for " + (told.limit() - (until - now) / 1000) + " s";
        }
    }

    /**
     * Something that is brought somewhere.
     *
     * @param began when it was first told of, and {@code from} how many bytes were there by then
     * @param now when it was last told of
     * @param all bytes in all, 0 where nobody knows
     */
    private record Moving(String what, long began, long from, long now, long done, long all) {
        private static final double MEBIBYTE = 1 << 20;

        /** Where there is less of it than before, it is brought anew. */
        Moving with(long later, long more) {
            return more < done
                    ? new Moving(what, later, more, later, more, all)
                    : new Moving(what, began, from, later, more, all);
        }

        String line() {
            String share = all > 0 ? 100 * done / all + " % of " + mebibytes(all) : mebibytes(done);
            double rate = (done - from) * 1000.0 / Math.max(1, now - began);
            return what + ": " + share + (now > began ? ", " + mebibytes(rate) + "/s" : "");
        }

        private static String mebibytes(double bytes) {
            return String.format(Locale.ROOT, "%.1f MiB", bytes / MEBIBYTE);
        }
    }

    private final Map<String, Running> tasks = new LinkedHashMap<>();
    private final Map<String, Wait> waits = new LinkedHashMap<>();
    private final Map<String, Silence> silent = new LinkedHashMap<>();
    private final Set<String> failed = new LinkedHashSet<>();
    private final Map<String, Moving> moving = new LinkedHashMap<>();
    private Optional<Wait> progress = Optional.empty();
    private Set<String> hosts = Set.of();
    private long began;

    @Override
    public String name() {
        return "the lines of what goes on";
    }

    @Override
    public synchronized void show(Stamped stamped) {
        long now = stamped.epochMillis();
        if (began == 0) {
            began = now;
        }
        switch (stamped.event()) {
            case RunEvent.PlayStarted started -> {
                hosts = new LinkedHashSet<>(started.hosts());
                hosts.removeAll(failed);
                clear();
            }
            case RunEvent.TaskStarted started -> {
                tasks.values().removeIf(running -> running.hosts.isEmpty());
                running(started.task(), now);
            }
            case RunEvent.HostStarted started ->
                running(started.task(), now).hosts.put(started.host(), now);
            case RunEvent.TaskFinished finished -> finished(finished, now);
            case RunEvent.TaskRetried retried -> retried(retried, now);
            case RunEvent.HostSilent quiet ->
                silent.put(quiet.host(), new Silence(now + (quiet.limit() - quiet.seconds()) * 1000, quiet));
            case RunEvent.Progress latest -> progress = Optional.of(new Wait(now, latest.text()));
            case RunEvent.Transferred some ->
                moving.merge(
                        some.what(),
                        new Moving(some.what(), now, some.done(), now, some.done(), some.all()),
                        (before, latest) -> before.with(now, some.done()));
            case RunEvent.PlayFinished finished -> clear();
            case RunEvent.RunFinished finished -> clear();
            case RunEvent.RunStarted started -> {}
            case RunEvent.ItemFinished item -> {}
            case RunEvent.Rescued rescued -> failed.remove(rescued.host());
            case RunEvent.ErrorsCleared cleared -> failed.removeAll(cleared.hosts());
            case RunEvent.HandlerMayRun handler -> {}
            case RunEvent.ForeseenDiffers differs -> {}
            case RunEvent.Warning warning -> {}
        }
    }

    private void clear() {
        tasks.clear();
        waits.clear();
        silent.clear();
        moving.clear();
        progress = Optional.empty();
    }

    private Running running(TaskRef task, long now) {
        return tasks.computeIfAbsent(task.id(), id -> new Running(task, now));
    }

    private void retried(RunEvent.TaskRetried retried, long now) {
        @Nullable Wait before = waits.get(retried.host());
        waits.put(
                retried.host(),
                new Wait(
                        before == null ? now : before.since(),
                        retried.host() + " waits (" + retried.attemptsLeft() + " more attempts): " + retried.why()));
    }

    private void finished(RunEvent.TaskFinished finished, long now) {
        Running running = running(finished.task(), now);
        running.hosts.remove(finished.host());
        running.done.add(finished.host());
        waits.remove(finished.host());
        silent.remove(finished.host());
        if (Status.of(finished.outcome()).isFailure()) {
            failed.add(finished.host());
        }
    }

    /** What is to be seen now, each line within this many columns; none where nothing goes on. */
    public synchronized List<String> lines(long now, int width) {
        if (tasks.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        Running newest = tasks.values().stream().reduce((one, other) -> other).orElseThrow();
        lines.add(task(newest, now));
        List<String> slowest = tasks.values().stream()
                .flatMap(running -> running.hosts.entrySet().stream())
                .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .map(host -> host.getKey() + " " + clock(now - host.getValue()))
                .toList();
        if (hosts.size() > 1 && !slowest.isEmpty()) {
            lines.add("  longest: " + String.join(", ", slowest.subList(0, Math.min(NAMED, slowest.size())))
                    + (slowest.size() > NAMED ? ", and " + (slowest.size() - NAMED) + " more" : ""));
        }
        waits.values().stream()
                .limit(WAITS)
                .forEach(wait -> lines.add("  " + wait.words() + ", for " + clock(now - wait.since())));
        moving.values().removeIf(one -> now - one.now() > FRESH);
        moving.values().stream().limit(MOVES).forEach(one -> lines.add("  " + one.line()));
        silent.values().removeIf(silence -> now > silence.until());
        silent.values().stream().limit(WAITS).forEach(silence -> lines.add("  " + silence.line(now)));
        progress.ifPresent(latest -> lines.add("  " + latest.words() + ", for " + clock(now - latest.since())));
        return lines.stream().map(line -> fitted(Printable.line(line), width)).toList();
    }

    private String task(Running running, long now) {
        int ongoing = running.hosts.size();
        long waiting = hosts.stream()
                .filter(host ->
                        !running.done.contains(host) && !running.hosts.containsKey(host) && !failed.contains(host))
                .count();
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("running", (long) ongoing);
        counts.put("waiting", waiting);
        counts.put("done", (long) running.done.size());
        counts.put("failed", (long) failed.size());
        String shown = counts.entrySet().stream()
                .filter(count -> count.getValue() > 0)
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
        return clock(now - began) + "  " + running.task.title() + ": " + shown + ", for " + clock(now - running.began)
                + (tasks.size() > 1 ? " (and " + (tasks.size() - 1) + " more tasks)" : "");
    }

    /** {@code 1:05}, with hours {@code 2:01:05}. */
    private static String clock(long millis) {
        long seconds = Math.max(0, millis) / 1000;
        return seconds < 3600
                ? "%d:%02d".formatted(seconds / 60, seconds % 60)
                : "%d:%02d:%02d".formatted(seconds / 3600, seconds % 3600 / 60, seconds % 60);
    }

    /** As many of its characters as there are columns for; wide ones take two. */
    private static String fitted(String line, int width) {
        int columns = 0;
        for (int i = 0; i < line.length(); i += Character.charCount(line.codePointAt(i))) {
            columns += Math.max(0, WCWidth.wcwidth(line.codePointAt(i)));
            if (columns >= width) {
                return line.substring(0, i);
            }
        }
        return line;
    }
}
