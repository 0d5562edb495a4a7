package play.report;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.event.Outcome;
import play.event.TaskRef;
import play.report.Screen.Color;

/** Shows what became of tasks and items. */
final class OutcomeLines {
    private final Screen screen;
    private final Console.Style style;
    private final Reasons reasons;
    private final Differences differences;

    OutcomeLines(Screen screen, Console.Style style, Reasons reasons) {
        this.screen = screen;
        this.style = style;
        this.reasons = reasons;
        this.differences = new Differences(screen);
    }

    /**
     * Whom a line is about.
     *
     * @param hosts one, or several that are alike
     * @param item of a loop, as {@code (item=…)}; empty where it is the task itself
     */
    record Who(List<String> hosts, String item) {
        Who(String host, String item) {
            this(List.of(host), item);
        }
    }

    /** Hosts are named where that takes no more than half of the line, else counted. */
    private String line(Who who, String status, String between) {
        String names = "[" + String.join(", ", who.hosts()) + "]";
        boolean named =
                who.hosts().size() == 1 || names.length() <= style.columns().getAsInt() / 2;
        return status + ": "
                + (named ? names : who.hosts().size() + " hosts")
                + (who.item().isEmpty() ? "" : between + who.item());
    }

    void show(TaskRef task, Who who, Outcome outcome, @Nullable Object result) {
        switch (outcome) {
            case Outcome.Ok ok ->
                screen.line(
                        Color.GREEN,
                        line(who, "ok", " => ")
                                + ok.before()
                                        .filter(before -> !style.asAnsible())
                                        .map(OutcomeLines::earlier)
                                        .orElse(""),
                        json(task, result));
            case Outcome.Changed changed -> {
                boolean said = changed.title().isEmpty() || style.asAnsible();
                screen.line(
                        Color.YELLOW,
                        line(who, "changed", " => ") + (said ? "" : " => " + changed.title()),
                        json(task, result));
                if (style.diff()) {
                    changed.changes().forEach(differences::show);
                }
            }
            case Outcome.CannotTell unknown ->
                screen.line(Color.PURPLE, line(who, "unknown", " => ") + " => " + reasons.shown(unknown.why()));
            case Outcome.Skipped skipped ->
                screen.line(
                        Color.CYAN,
                        line(who, "skipping", " => ")
                                + (style.verbosity() > 0 && !style.asAnsible() ? " => " + skipped.why() : ""),
                        json(task, result));
            case Outcome.Failed failed -> failed(task, who, failed, result);
            case Outcome.Unreachable lost -> {
                String head = line(who, "fatal", " ") + ": UNREACHABLE! => ";
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
        String head =
                who.item().isEmpty() ? line(who, "fatal", "") + ": FAILED! => " : line(who, "failed", " ") + " => ";
        if (style.asAnsible()) {
            screen.line(Color.RED, head, ReportJson.console(shown(task, result, failed.message()), false));
        } else {
            screen.line(Color.RED, head + CauseText.of(failed.cause()));
            steps(screen, failed);
            task.place().ifPresent(place -> screen.line(Color.RED, "  --> " + place));
            if (style.verbosity() > 0) {
                screen.line(Color.RED, "  result: ", ReportJson.console(shown(task, result, failed.message()), false));
            }
        }
        if (failed.ignored() && who.item().isEmpty()) {
            screen.line(Color.CYAN, "...ignoring");
        }
    }

    private static String earlier(Outcome.Before before) {
        return before.taken()
                ? " => was done in the run " + before.run()
                : before.changed() ? " => was changed in the run " + before.run() : "";
    }

    /** What was done before it failed, and what was not. */
    static void steps(Screen screen, Outcome.Failed failed) {
        if (!failed.done().isEmpty()) {
            screen.line(Color.RED, "  done before: " + String.join("; ", failed.done()));
        }
        if (failed.undone().size() > 1) {
            screen.line(Color.RED, "  not done: " + String.join("; ", failed.undone()));
        }
    }

    /** Some results are made to be seen; others are shown on request. */
    String json(TaskRef task, @Nullable Object result) {
        if (!(result instanceof Map<?, ?> map)
                || (!task.shown() && style.verbosity() == 0)
                || (task.shown() && map.containsKey("skipped") && style.verbosity() == 0)) {
            return "";
        }
        Map<String, @Nullable Object> shown = shown(task, map, "");
        return shown.isEmpty() ? "" : " => " + ReportJson.console(shown, task.shown() && !map.containsKey("skipped"));
    }

    /** What the line says without them, as in Ansible. */
    private static final Set<String> ELSEWHERE = Set.of("failed", "exception", "diff");

    /** What nobody asked to see: beside a message the variables of the loop too, as in Ansible. */
    private static Set<String> besides(Map<String, @Nullable Object> result) {
        Set<String> names = new HashSet<>(Set.of("changed", "failed", "ansible_loop"));
        for (String variable : List.of("ansible_loop_var", "ansible_index_var")) {
            names.add(variable);
            if (result.containsKey("msg")) {
                names.add(String.valueOf(result.get(variable)));
            }
        }
        return names;
    }

    /** A result as people read it; {@code message} is said unless the result says something itself. */
    static Map<String, @Nullable Object> shown(TaskRef task, @Nullable Object result, String message) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        if (result instanceof Map<?, ?> map) {
            map.forEach((name, value) -> shown.put(String.valueOf(name), value));
        }
        if (task.shown()) {
            shown.keySet().removeAll(besides(shown));
        }
        shown.keySet().removeAll(ELSEWHERE);
        if (!message.isEmpty()) {
            shown.putIfAbsent("msg", message);
        }
        return shown;
    }
}
