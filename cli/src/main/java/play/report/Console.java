package play.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import play.event.Outcome;
import play.event.RunEvent;
import play.event.TaskRef;
import play.report.Screen.Color;

/** The console output: what people who grep Ansible's can grep here. */
public final class Console implements Report {
    /**
     * How much is shown.
     *
     * @param diff whether changes are shown in full
     * @param verbosity how many {@code -v}: from 1 on results are shown, from 2 on places and times, from 3 on also
     *     when a host begins, why a task is tried again, and what is rescued
     * @param color whether the terminal takes colors
     * @param columns the width of the terminal, which a person may change meanwhile
     * @param asAnsible whether a result is shown as Ansible shows it, as JSON and without a sentence
     * @param folded whether hosts that are alike share a line, once the task is done
     */
    public record Style(
            boolean diff, int verbosity, boolean color, IntSupplier columns, boolean asAnsible, boolean folded) {
        /** Where the width stays the same. */
        public Style(boolean diff, int verbosity, boolean color, int width, boolean asAnsible, boolean folded) {
            this(diff, verbosity, color, () -> width, asAnsible, folded);
        }
    }

    private static final int DETAILED = 2;
    private static final int ALL = 3;

    private final Screen screen;
    private final Totals totals;
    private final Reasons reasons = new Reasons();
    private final OutcomeLines outcomes;
    private final AlikeHosts alike;
    private final Style style;

    /** Hosts that took in the same, which share a line. */
    private final List<String> includers = new ArrayList<>();

    private Included included = Included.NOTHING;

    /** Hosts whose items have told of the task under way, and whether one of them told of a failure. */
    private final Map<String, Boolean> looped = new HashMap<>();

    private final CustomStats stats = new CustomStats();
    private boolean check;

    /** The task whose title is above the line to come; empty where there is none. */
    private String shownTask = "";

    /** Whether a host has told of it below that title. */
    private boolean told;

    /** Tasks of the play that have begun. */
    private final Set<String> begun = new HashSet<>();

    /** Hosts that are at a task. */
    private final Set<String> running = new HashSet<>();

    /** @param totals what the recap prints: those of the run itself */
    public Console(PrintWriter out, Style style, Totals totals) {
        this.screen = new Screen(out, style.color(), style.columns());
        this.totals = totals;
        this.outcomes = new OutcomeLines(screen, style, reasons);
        this.alike = new AlikeHosts(outcomes);
        this.style = style;
    }

    @Override
    public String name() {
        return "the console output";
    }

    @Override
    public void show(Stamped stamped) {
        if (!(stamped.event()
                        instanceof
                        RunEvent.TaskFinished(
                                var task,
                                var host,
                                var delegate,
                                var gate,
                                Outcome.Ok ok,
                                Map<?, ?> result,
                                var millis)
                && isInclude(task)
                && included(result).equals(included))) {
            tellOfIncluders();
        }
        if (endsTask(stamped.event())) {
            alike.show();
        }
        show(stamped.event());
        screen.flush();
    }

    /** Whether nothing more comes of any task before. */
    private static boolean endsTask(RunEvent event) {
        return event instanceof RunEvent.PlayStarted
                || event instanceof RunEvent.PlayFinished
                || event instanceof RunEvent.RunFinished;
    }

    private void show(RunEvent event) {
        switch (event) {
            case RunEvent.RunStarted started -> check = started.check();
            case RunEvent.PlayStarted started -> {
                shownTask = "";
                begun.clear();
                reasons.clear();
                screen.banner("PLAY [" + started.name() + "]");
            }
            case RunEvent.TaskStarted started -> {
                if (begun.add(started.task().id())) {
                    head(started.task());
                } else if (told && running.isEmpty()) {
                    // Another batch: its results come with a title of their own.
                    alike.show();
                    shownTask = "";
                }
            }
            case RunEvent.HostStarted started -> {
                running.add(started.host());
                detail(ALL, "starts: [" + started.host() + "]");
            }
            case RunEvent.ItemFinished item -> {
                head(item.task());
                stats.take(item.host(), item.result());
                // Of an include, what it took in is told besides.
                if (!isInclude(item.task())) {
                    looped.merge(item.host(), isFailure(item.outcome()), Boolean::logicalOr);
                }
                tell(
                        item.task(),
                        new OutcomeLines.Who(host(item.host(), item.delegate()), "(item=" + item.item() + ")"),
                        item.outcome(),
                        item.result());
            }
            case RunEvent.TaskFinished finished -> finished(finished);
            case RunEvent.TaskRetried retried -> {
                head(retried.task());
                screen.line(
                        Color.PLAIN,
                        "FAILED - RETRYING: [" + retried.host() + "]: "
                                + retried.task().title() + " (" + retried.attemptsLeft() + " retries left).");
                detail(ALL, "  because: " + retried.why());
            }
            case RunEvent.Rescued rescued ->
                detail(
                        ALL,
                        "rescued: [" + rescued.host() + "] " + rescued.failed().title());
            case RunEvent.ErrorsCleared cleared -> {}
            case RunEvent.HandlerMayRun handler ->
                screen.line(
                        Color.PURPLE,
                        "may run: [" + handler.host() + "] handler '" + handler.handler() + "': "
                                + reasons.shown(handler.why()));
            case RunEvent.ForeseenDiffers differs ->
                screen.line(
                        Color.PURPLE,
                        "differs: [" + differs.host() + "] " + Differences.sentence(differs.foreseenAndFound()));
            case RunEvent.HostSilent silent ->
                screen.line(
                        Color.PURPLE,
                        "silent: [" + silent.host() + "] no answer for " + silent.seconds()
                                + " s; it counts as lost after " + silent.limit() + " s");
            case RunEvent.Transferred some -> {}
            case RunEvent.Progress progress -> screen.line(Color.PLAIN, progress.text());
            case RunEvent.Warning warning -> screen.line(Color.PURPLE, "[WARNING]: " + warning.text());
            case RunEvent.PlayFinished finished -> {
                reasons.summed().forEach(line -> screen.line(Color.PURPLE, line));
                reasons.clear();
            }
            case RunEvent.RunFinished finished -> {
                screen.recap(totals.recap(check));
                screen.stats(stats.lines());
            }
        }
    }

    /** Above what is told of a task: where hosts do not go in step, tasks take turns. */
    private void head(TaskRef task) {
        if (!shownTask.equals(task.id())) {
            alike.show();
            shownTask = task.id();
            told = false;
            screen.banner((task.handler() ? "RUNNING HANDLER [" : "TASK [") + task.title() + "]");
            task.place().ifPresent(place -> detail(DETAILED, "task path: " + place));
        }
    }

    private void detail(int verbosity, String text) {
        if (style.verbosity() >= verbosity) {
            screen.line(Color.PLAIN, text);
        }
    }

    private void finished(RunEvent.TaskFinished finished) {
        running.remove(finished.host());
        head(finished.task());
        told = true;
        result(finished);
        detail(
                DETAILED,
                "  [" + finished.host() + "] took " + String.format(Locale.ROOT, "%.3f s", finished.millis() / 1000.0));
    }

    /** Items have told of a loop already, as in Ansible. */
    private void result(RunEvent.TaskFinished finished) {
        stats.take(finished.host(), finished.result());
        @Nullable Boolean failing = looped.remove(finished.host());
        if (failing != null && isTold(finished.outcome(), failing)) {
            if (finished.outcome() instanceof Outcome.Failed failed && failed.ignored()) {
                screen.line(Color.CYAN, "...ignoring");
            }
            return;
        }
        String host = host(finished.host(), finished.delegate());
        if (isInclude(finished.task())
                && finished.outcome() instanceof Outcome.Ok
                && finished.result() instanceof Map<?, ?> result) {
            included = included(result);
            includers.add(host);
            return;
        }
        tell(finished.task(), new OutcomeLines.Who(host, ""), finished.outcome(), finished.result());
    }

    /** At once, or where it is like that of other hosts with these. */
    private void tell(TaskRef task, OutcomeLines.Who who, Outcome outcome, @Nullable Object result) {
        if (style.folded() && style.verbosity() < DETAILED && !isFailure(outcome)) {
            alike.add(task, who, outcome, result);
        } else {
            outcomes.show(task, who, outcome, result);
        }
    }

    private static boolean isFailure(Outcome outcome) {
        return outcome instanceof Outcome.Failed || outcome instanceof Outcome.Unreachable;
    }

    private static String host(String host, Optional<String> delegate) {
        return delegate.map(other -> host + " -> " + other).orElse(host);
    }

    private static boolean isTold(Outcome outcome, boolean failing) {
        return switch (outcome) {
            case Outcome.Ok ok -> true;
            case Outcome.Changed changed -> true;
            case Outcome.CannotTell unknown -> true;
            case Outcome.Failed failed -> failing;
            case Outcome.Unreachable lost -> failing;
            case Outcome.Skipped skipped -> false;
        };
    }

    private static boolean isInclude(TaskRef task) {
        return task.module().equals("include");
    }

    /** A file that hosts took in, and for which item of a loop; empty where there is none. */
    private record Included(String file, String item) {
        static final Included NOTHING = new Included("", "");

        String line(List<String> hosts) {
            return "included: " + file + " for " + String.join(", ", hosts)
                    + (item.isEmpty() ? "" : " => (item=" + item + ")");
        }
    }

    private static Included included(Map<?, ?> result) {
        Object item = result.get("item");
        return new Included(String.valueOf(result.get("include")), item == null ? "" : item.toString());
    }

    private void tellOfIncluders() {
        if (!includers.isEmpty()) {
            screen.line(Color.CYAN, included.line(includers));
            includers.clear();
            included = Included.NOTHING;
        }
    }
}
