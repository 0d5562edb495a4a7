package play.run;

import java.util.List;
import java.util.Optional;
import play.event.Outcome;
import play.event.StateChange;

/** What is told of a task with {@code no_log}: that it ran and how it ended, nothing of what it dealt with. */
final class Censored {
  static final String ITEM = "(hidden by no_log)";

  private Censored() {}

  static Outcome of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Changed changed -> new Outcome.Changed("(hidden by no_log)", List.of());
      case Outcome.Failed failed -> new Outcome.Failed("the output is hidden because of no_log", List.of(), List.of(), failed.ignored());
      case Outcome.Unreachable lost -> lost;
      case Outcome.Ok ok -> ok;
      case Outcome.CannotTell unknown -> unknown;
      case Outcome.Skipped skipped -> skipped;
    };
  }

  static StateChange of(StateChange change) {
    return new StateChange(change.family(), "(hidden by no_log)", List.of(new StateChange.Field("state", "as foreseen", "another")), Optional.empty());
  }
}
