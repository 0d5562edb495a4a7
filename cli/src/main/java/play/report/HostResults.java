package play.report;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.event.Outcome;
import play.event.RunEvent;
import play.event.TaskRef;
import play.report.Screen.Color;

/** Results alone, host by host and without banners, as the program {@code ansible} prints those of its one task. */
public final class HostResults implements Report {
    private final Screen screen;
    private final Console.Style style;
    private final Differences differences;

    public HostResults(PrintWriter out, Console.Style style) {
        this.screen = new Screen(out, style.color(), style.columns());
        this.style = style;
        this.differences = new Differences(screen);
    }

    @Override
    public String name() {
        return "the console output";
    }

    @Override
    public void show(Stamped stamped) {
        show(stamped.event());
        screen.flush();
    }

    private void show(RunEvent event) {
        switch (event) {
            case RunEvent.TaskFinished finished -> finished(finished);
            case RunEvent.TaskRetried retried ->
                screen.line(
                        Color.PLAIN,
                        retried.host() + " | FAILED - RETRYING (" + retried.attemptsLeft() + " retries left).");
            case RunEvent.HandlerMayRun handler ->
                screen.line(
                        Color.PURPLE,
                        handler.host() + " | handler '" + handler.handler() + "' may run: " + handler.why());
            case RunEvent.ForeseenDiffers differs ->
                screen.line(Color.PURPLE, differs.host() + " | " + Differences.sentence(differs.foreseenAndFound()));
            case RunEvent.HostSilent silent ->
                screen.line(
                        Color.PURPLE,
                        silent.host() + " | no answer for " + silent.seconds() + " s; it counts as lost after "
                                + silent.limit() + " s");
            case RunEvent.Transferred some -> {}
            case RunEvent.Progress progress -> screen.line(Color.PLAIN, progress.text());
            case RunEvent.Warning warning -> screen.line(Color.PURPLE, "[WARNING]: " + warning.text());
            case RunEvent.RunStarted started -> {}
            case RunEvent.PlayStarted started -> {}
            case RunEvent.TaskStarted started -> {}
            case RunEvent.HostStarted started -> {}
            case RunEvent.ItemFinished item -> {}
            case RunEvent.Rescued rescued -> {}
            case RunEvent.ErrorsCleared cleared -> {}
            case RunEvent.PlayFinished finished -> {}
            case RunEvent.RunFinished finished -> {}
        }
    }

    private void finished(RunEvent.TaskFinished finished) {
        String host = finished.delegate()
                .map(other -> finished.host() + " -> " + other)
                .orElse(finished.host());
        Map<?, ?> result = finished.result() instanceof Map<?, ?> map ? map : Map.of();
        switch (finished.outcome()) {
            case Outcome.Ok ok -> result(Color.GREEN, host + " | SUCCESS", finished.task(), result);
            case Outcome.Changed changed -> {
                String head = host + " | CHANGED";
                if (result.isEmpty() && !style.asAnsible()) {
                    screen.line(Color.YELLOW, head + " => " + changed.title());
                } else {
                    result(Color.YELLOW, head, finished.task(), result);
                }
                if (style.diff()) {
                    changed.changes().forEach(differences::show);
                }
            }
            case Outcome.CannotTell unknown -> screen.line(Color.PURPLE, host + " | UNKNOWN => " + unknown.why());
            case Outcome.Skipped skipped ->
                screen.line(Color.CYAN, host + " | SKIPPED" + (style.verbosity() > 0 ? " => " + skipped.why() : ""));
            case Outcome.Failed failed -> failed(host, finished.task(), failed, result);
            case Outcome.Unreachable lost -> {
                Map<String, @Nullable Object> told =
                        Map.of("changed", false, "msg", lost.message(), "unreachable", true);
                told(host + " | UNREACHABLE! => ", lost.message(), told);
            }
        }
    }

    /** What a program printed is shown as it is, other results as JSON. */
    private void result(Color color, String head, TaskRef task, Map<?, ?> result) {
        Optional<String> printed = printed(result);
        if (printed.isPresent() && style.verbosity() == 0) {
            printed(color, head + " | rc=" + result.get("rc") + " >>", printed.get());
        } else {
            screen.line(color, head + " => ", ReportJson.console(OutcomeLines.shown(task, result, ""), true));
        }
    }

    private void failed(String host, TaskRef task, Outcome.Failed failed, Map<?, ?> result) {
        Optional<String> printed = printed(result);
        if (printed.isPresent() && style.asAnsible()) {
            printed(
                    Color.RED,
                    host + " | FAILED | rc=" + result.get("rc") + " >>",
                    printed.get()
                            + (printed.get().isEmpty() ? "" : "\n")
                            + (result.get("msg") instanceof String words ? words : failed.message()));
            return;
        }
        Map<String, @Nullable Object> shown = OutcomeLines.shown(task, result, failed.message());
        told(host + " | FAILED! => ", CauseText.of(failed.cause()), shown);
        OutcomeLines.steps(screen, failed);
        if (style.verbosity() > 0 && !style.asAnsible()) {
            screen.line(Color.RED, "  result: ", ReportJson.console(shown, true));
        }
    }

    /** In words, or as Ansible has it. */
    private void told(String head, String words, Map<String, @Nullable Object> result) {
        if (style.asAnsible()) {
            screen.line(Color.RED, head, ReportJson.console(result, true));
        } else {
            screen.line(Color.RED, head + words);
        }
    }

    /** Programs that read Ansible's output expect no blanks before it. */
    private void printed(Color color, String head, String text) {
        if (style.asAnsible()) {
            screen.line(color, head);
            screen.text(color, text);
        } else {
            screen.line(color, text.isEmpty() ? head : head + "\n" + text);
        }
    }

    private static Optional<String> printed(Map<?, ?> result) {
        if (!(result.get("rc") instanceof Number)
                || !(result.get("stdout") instanceof String out)
                || !(result.get("stderr") instanceof String err)) {
            return Optional.empty();
        }
        return Optional.of(out + (out.isEmpty() || err.isEmpty() ? "" : "\n") + err);
    }
}
