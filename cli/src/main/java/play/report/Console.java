package play.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import play.event.Outcome;
import play.event.RunEvent;
import play.event.StateChange;
import play.event.TaskRef;
import play.report.Screen.Color;

/** The console output: what people who grep Ansible's can grep here. */
public final class Console implements Report {
    /**
     * How much is shown.
     *
     * @param diff whether changes are shown in full
     * @param verbosity how many {@code -v}; from 1 on, results are shown
     * @param color whether the terminal takes colors
     * @param asAnsible whether a result is shown as Ansible shows it, as JSON and without a sentence
     */
    public record Style(boolean diff, int verbosity, boolean color, int width, boolean asAnsible) {}

    /** Chars of a reason that is said again and again; it has room on the line. */
    private static final int LONGEST_REPEATED = 90;

    private final Screen screen;
    private final Style style;
    private final Totals totals;

    /** How often a reason why something can't be told came up in this play. */
    private final Map<String, Integer> reasons = new HashMap<>();

    /** Hosts that took in the same, which share a line. */
    private final List<String> includers = new ArrayList<>();

    private Included included = Included.NOTHING;

    /** Hosts whose items have told of the task under way, and whether one of them told of a failure. */
    private final Map<String, Boolean> looped = new HashMap<>();

    private boolean check;

    /** @param totals what the recap prints: those of the run itself */
    public Console(PrintWriter out, Style style, Totals totals) {
        this.screen = new Screen(out, style.color(), style.width());
        this.style = style;
        this.totals = totals;
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
        show(stamped.event());
        screen.flush();
    }

    private void show(RunEvent event) {
        switch (event) {
            case RunEvent.RunStarted started -> check = started.check();
            case RunEvent.PlayStarted started -> {
                reasons.clear();
                screen.banner("PLAY [" + started.name() + "]");
            }
            case RunEvent.TaskStarted started ->
                screen.banner((started.task().handler() ? "RUNNING HANDLER [" : "TASK [")
                        + started.task().title() + "]");
            case RunEvent.HostStarted started -> {}
            case RunEvent.ItemFinished item -> {
                looped.merge(
                        item.host(),
                        item.outcome() instanceof Outcome.Failed || item.outcome() instanceof Outcome.Unreachable,
                        Boolean::logicalOr);
                outcome(
                        item.task(),
                        new Who(host(item.host(), item.delegate()), "(item=" + item.item() + ")"),
                        item.outcome(),
                        item.result());
            }
            case RunEvent.TaskFinished finished -> finished(finished);
            case RunEvent.TaskRetried retried ->
                screen.line(
                        Color.PLAIN,
                        "FAILED - RETRYING: [" + retried.host() + "]: "
                                + retried.task().title() + " (" + retried.attemptsLeft() + " retries left).");
            case RunEvent.Rescued rescued -> {}
            case RunEvent.HandlerMayRun handler ->
                screen.line(
                        Color.PURPLE,
                        "may run: [" + handler.host() + "] handler '" + handler.handler() + "': "
                                + reason(handler.why()));
            case RunEvent.ForeseenDiffers differs ->
                screen.line(Color.PURPLE, "differs: [" + differs.host() + "] " + sentence(differs.foreseenAndFound()));
            case RunEvent.HostSilent silent ->
                screen.line(
                        Color.PURPLE,
                        "silent: [" + silent.host() + "] no answer for " + silent.seconds()
                                + " s; it counts as lost after " + silent.limit() + " s");
            case RunEvent.Progress progress -> screen.line(Color.PLAIN, progress.text());
            case RunEvent.Warning warning -> screen.line(Color.PURPLE, "[WARNING]: " + warning.text());
            case RunEvent.PlayFinished finished -> tellOfReasons();
            case RunEvent.RunFinished finished -> screen.recap(totals.recap(check));
        }
    }

    /** Whom a line is about, and of a loop which item. */
    private record Who(String host, String item) {
        String line(String status, String between) {
            return status + ": [" + host + "]" + (item.isEmpty() ? "" : between + item);
        }
    }

    /** Items have told of a loop already, as in Ansible. */
    private void finished(RunEvent.TaskFinished finished) {
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
        outcome(finished.task(), new Who(host, ""), finished.outcome(), finished.result());
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

    private void outcome(TaskRef task, Who who, Outcome outcome, @Nullable Object result) {
        switch (outcome) {
            case Outcome.Ok ok -> screen.line(Color.GREEN, who.line("ok", " => "), json(task, result));
            case Outcome.Changed changed -> {
                boolean said = changed.title().isEmpty() || style.asAnsible();
                screen.line(
                        Color.YELLOW,
                        who.line("changed", " => ") + (said ? "" : " => " + changed.title()),
                        json(task, result));
                if (style.diff()) {
                    changed.changes().forEach(this::diff);
                }
            }
            case Outcome.CannotTell unknown ->
                screen.line(Color.PURPLE, who.line("unknown", " => ") + " => " + reason(unknown.why()));
            case Outcome.Skipped skipped ->
                screen.line(
                        Color.CYAN,
                        who.line("skipping", " => ")
                                + (style.verbosity() > 0 && !style.asAnsible() ? " => " + skipped.why() : ""),
                        json(task, result));
            case Outcome.Failed failed -> failed(task, who, failed, result);
            case Outcome.Unreachable lost -> {
                String head = who.line("fatal", " ") + ": UNREACHABLE! => ";
                if (style.asAnsible()) {
                    screen.line(
                            Color.RED,
                            head,
                            ReportJson.console(
                                    Map.of("changed", false, "msg", lost.message(), "unreachable", true), false));
                } else {
                    screen.line(Color.RED, head + lost.message());
                }
                if (lost.ignored()) {
                    screen.line(Color.CYAN, "...ignoring");
                }
            }
        }
    }

    private void failed(TaskRef task, Who who, Outcome.Failed failed, @Nullable Object result) {
        String head = who.item().isEmpty() ? who.line("fatal", "") + ": FAILED! => " : who.line("failed", " ") + " => ";
        if (style.asAnsible()) {
            screen.line(Color.RED, head, ReportJson.console(shown(task, result, failed.message()), false));
        } else {
            screen.line(Color.RED, head + CauseText.of(failed.cause()));
            steps(failed);
            task.place().ifPresent(place -> screen.line(Color.RED, "  --> " + place));
            if (style.verbosity() > 0) {
                screen.line(Color.RED, "  result: ", ReportJson.console(shown(task, result, failed.message()), false));
            }
        }
        if (failed.ignored() && who.item().isEmpty()) {
            screen.line(Color.CYAN, "...ignoring");
        }
    }

    private void steps(Outcome.Failed failed) {
        if (!failed.done().isEmpty()) {
            screen.line(Color.RED, "  done before: " + String.join("; ", failed.done()));
        }
        if (failed.undone().size() > 1) {
            screen.line(Color.RED, "  not done: " + String.join("; ", failed.undone()));
        }
    }

    /** Some results are made to be seen; others are shown on request. */
    private String json(TaskRef task, @Nullable Object result) {
        if (!(result instanceof Map<?, ?> map)
                || (!task.shown() && style.verbosity() == 0)
                || (task.shown() && map.containsKey("skipped") && style.verbosity() == 0)) {
            return "";
        }
        Map<String, @Nullable Object> shown = shown(task, map, "");
        return shown.isEmpty() ? "" : " => " + ReportJson.console(shown, task.shown() && !map.containsKey("skipped"));
    }

    private static Map<String, @Nullable Object> shown(TaskRef task, @Nullable Object result, String message) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        if (result instanceof Map<?, ?> map) {
            map.forEach((name, value) -> shown.put(String.valueOf(name), value));
        }
        if (task.shown()) {
            shown.keySet()
                    .removeAll(List.of(
                            "changed", "failed", "item", "ansible_loop_var", "ansible_index_var", "ansible_loop"));
        }
        shown.remove("failed");
        if (!message.isEmpty()) {
            shown.putIfAbsent("msg", message);
        }
        return shown;
    }

    /** One that is long is said once in a play, then counted. */
    private String reason(String why) {
        boolean isNew = reasons.merge(why, 1, Integer::sum) == 1;
        String first = why.lines().findFirst().orElse("");
        String words = first.length() > LONGEST_REPEATED ? first.substring(0, LONGEST_REPEATED) : first;
        return isNew || words.equals(why) ? why : words + "… (as before)";
    }

    private void tellOfReasons() {
        reasons.forEach((why, count) -> {
            if (count > 1) {
                screen.line(Color.PURPLE, "unknown " + count + " times in this play: " + why);
            }
        });
        reasons.clear();
    }

    private void diff(StateChange change) {
        String name = change.family().equals("file") ? change.id() : change.family() + " " + change.id();
        change.text()
                .filter(text -> !text.note().isEmpty())
                .ifPresent(text -> screen.line(Color.PURPLE, "  (" + text.note() + ")"));
        change.text()
                .ifPresent(text -> UnifiedDiff.of(name, text.before(), text.after())
                        .forEach(line -> screen.line(color(line), line)));
        List<StateChange.Field> fields = change.fields();
        if (!fields.isEmpty()) {
            screen.line(Color.PLAIN, "  " + name);
            fields.forEach(field -> {
                if (!field.before().isEmpty()) {
                    screen.line(Color.RED, "-  " + field.name() + ": " + field.before());
                }
                if (!field.after().isEmpty()) {
                    screen.line(Color.GREEN, "+  " + field.name() + ": " + field.after());
                }
            });
        }
    }

    private static Color color(String line) {
        return line.startsWith("+")
                ? Color.GREEN
                : line.startsWith("-") ? Color.RED : line.startsWith("@@") ? Color.CYAN : Color.PLAIN;
    }

    private static String sentence(StateChange change) {
        return change.family() + " " + change.id() + " differs from the plan: "
                + change.fields().stream()
                        .map(field -> field.name() + " " + field.after() + " instead of " + field.before())
                        .collect(Collectors.joining(", "));
    }
}
