package play.report;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.event.Outcome;
import play.event.RunEvent;
import play.event.RunEvent.TaskRef;
import play.event.StateChange;

/** The console output: what people who grep Ansible's can grep here. */
public final class Console implements Report {
  /**
   * How much is shown.
   *
   * @param diff whether changes are shown in full
   * @param verbosity how many {@code -v}; from 1 on, results are shown
   * @param color whether the terminal takes colors
   */
  public record Style(boolean diff, int verbosity, boolean color, int width) {}

  private final PrintWriter out;
  private final Style style;
  private final Totals totals;
  private boolean check;

  /** @param totals what the recap prints: those of the run itself */
  public Console(PrintWriter out, Style style, Totals totals) {
    this.out = out;
    this.style = style;
    this.totals = totals;
  }

  @Override
  public String name() {
    return "the console output";
  }

  @Override
  public void show(Stamped stamped) {
    switch (stamped.event()) {
      case RunEvent.RunStarted started -> check = started.check();
      case RunEvent.PlayStarted started -> banner("PLAY [" + started.name() + "]");
      case RunEvent.TaskStarted started -> banner(heading(started.task()));
      case RunEvent.ItemFinished item -> outcome(item.task(), who(item.host(), item.delegate()), " => (item=" + item.item() + ")", item.outcome(), item.result());
      case RunEvent.TaskFinished finished ->
          outcome(
              finished.task(),
              who(finished.host(), finished.delegate()),
              "",
              finished.outcome(),
              finished.result());
      case RunEvent.TaskRetried retried ->
          line(Color.PLAIN, "FAILED - RETRYING: [" + retried.host() + "]: " + retried.task().title() + " (" + retried.attemptsLeft() + " retries left)");
      case RunEvent.Rescued rescued -> {}
      case RunEvent.HandlerMayRun handler ->
          line(Color.PURPLE, "may run: [" + handler.host() + "] handler '" + handler.handler() + "': " + handler.why());
      case RunEvent.ForeseenDiffers differs ->
          line(Color.PURPLE, "differs: [" + differs.host() + "] " + sentence(differs.foreseenAndFound()));
      case RunEvent.Progress progress -> line(Color.PLAIN, progress.text());
      case RunEvent.Warning warning -> line(Color.PURPLE, "[WARNING]: " + warning.text());
      case RunEvent.PlayFinished finished -> {}
      case RunEvent.RunFinished finished -> recap();
    }
    out.flush();
  }

  private static String who(String host, Optional<String> delegate) {
    return delegate.map(other -> host + " -> " + other).orElse(host);
  }

  private static String heading(TaskRef task) {
    return (task.handler() ? "RUNNING HANDLER [" : "TASK [") + task.title() + "]";
  }

  private void banner(String text) {
    out.println();
    out.println(text + " " + "*".repeat(Math.max(3, style.width() - text.length() - 1)));
  }

  private void outcome(TaskRef task, String host, String item, Outcome outcome, @Nullable Object result) {
    switch (outcome) {
      case Outcome.Ok ok when task.module().equals("include") && result instanceof Map<?, ?> included ->
          line(Color.CYAN, "included: " + included.get("include") + " for " + host);
      case Outcome.Ok ok -> line(Color.GREEN, "ok: [" + host + "]" + item + detail(task, result));
      case Outcome.Changed changed -> {
        line(Color.YELLOW, "changed: [" + host + "]" + item + (changed.title().isEmpty() ? "" : " => " + changed.title()) + detail(task, result));
        if (style.diff()) {
          changed.changes().forEach(this::diff);
        }
      }
      case Outcome.CannotTell unknown -> line(Color.PURPLE, "unknown: [" + host + "]" + item + " => " + unknown.why());
      case Outcome.Skipped skipped -> line(Color.CYAN, "skipping: [" + host + "]" + item + (style.verbosity() > 0 ? " => " + skipped.why() : ""));
      case Outcome.Failed failed -> {
        line(Color.RED, (item.isEmpty() ? "fatal: [" : "failed: [") + host + "]" + item + ": FAILED! => " + failed.message());
        steps(failed);
        task.span().ifPresent(span -> line(Color.RED, "  --> " + span));
        if (failed.ignored()) {
          line(Color.CYAN, "...ignoring");
        }
      }
      case Outcome.Unreachable unreachable -> line(Color.RED, "fatal: [" + host + "]: UNREACHABLE! => " + unreachable.message());
    }
  }

  private void steps(Outcome.Failed failed) {
    if (!failed.done().isEmpty()) {
      line(Color.RED, "  done before: " + String.join("; ", failed.done()));
    }
    if (failed.undone().size() > 1) {
      line(Color.RED, "  not done: " + String.join("; ", failed.undone()));
    }
  }

  /** {@code debug} is made to be seen; other results on request. */
  private String detail(TaskRef task, @Nullable Object result) {
    boolean debug = task.module().equals("debug");
    if (!(result instanceof Map<?, ?> map) || (!debug && style.verbosity() == 0)) {
      return "";
    }
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    map.forEach((name, value) -> shown.put(String.valueOf(name), value));
    if (debug) {
      shown.keySet().removeAll(List.of("changed", "failed"));
    }
    return shown.isEmpty() ? "" : " => " + Json.text(shown, debug);
  }

  private void diff(StateChange change) {
    String name = change.family().equals("file") ? change.id() : change.family() + " " + change.id();
    change.text().ifPresent(text -> colored(UnifiedDiff.of(name, text.before(), text.after())));
    List<StateChange.Field> fields = change.fields();
    if (!fields.isEmpty()) {
      out.println(name);
      fields.forEach(
          field -> {
            if (!field.before().isEmpty()) {
              line(Color.RED, "-  " + field.name() + ": " + field.before());
            }
            if (!field.after().isEmpty()) {
              line(Color.GREEN, "+  " + field.name() + ": " + field.after());
            }
          });
    }
  }

  private void colored(String diff) {
    diff.lines()
        .forEach(
            line ->
                line(
                    line.startsWith("+") ? Color.GREEN : line.startsWith("-") ? Color.RED : line.startsWith("@@") ? Color.CYAN : Color.PLAIN,
                    line));
  }

  private static String sentence(StateChange change) {
    return change.family() + " " + change.id() + " is not as foreseen: "
        + change.fields().stream()
            .map(field -> field.name() + " " + field.after() + " instead of " + field.before())
            .collect(java.util.stream.Collectors.joining(", "));
  }

  private void recap() {
    banner("PLAY RECAP");
    totals.recap(check).forEach(out::println);
    out.println();
  }

  private void line(Color color, String text) {
    out.println(style.color() && color != Color.PLAIN ? color.code + text + "\u001b[0m" : text);
  }

  private enum Color {
    PLAIN(""),
    GREEN("\u001b[0;32m"),
    YELLOW("\u001b[0;33m"),
    RED("\u001b[0;31m"),
    CYAN("\u001b[0;36m"),
    PURPLE("\u001b[0;35m");

    private final String code;

    Color(String code) {
      this.code = code;
    }
  }
}
