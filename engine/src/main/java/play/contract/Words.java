package play.contract;

import java.util.List;
import java.util.stream.Collectors;
import play.event.Outcome;
import play.event.StateChange;

/** Outcomes and changes in the words of reports; what has several parts has a line for each. */
final class Words {
    private Words() {}

    static String of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Ok ok -> "ok";
            case Outcome.Changed(String title, List<StateChange> changes) ->
                "changed: " + title
                        + changes.stream().map(change -> "\n" + of(change)).collect(Collectors.joining());
            case Outcome.CannotTell(String why) -> "cannot tell: " + why;
            case Outcome.Skipped(String why) -> "skipped: " + why;
            case Outcome.Failed failed -> "failed: " + failed.message();
            case Outcome.Unreachable lost -> "unreachable: " + lost.message();
        };
    }

    /** What it is of, and a line for each value before and after. */
    static String of(StateChange change) {
        return change.family() + " " + change.id()
                + change.fields().stream().map(Words::of).collect(Collectors.joining());
    }

    private static String of(StateChange.Field field) {
        return line("-", field.name(), field.before()) + line("+", field.name(), field.after());
    }

    private static String line(String sign, String name, String value) {
        return value.isEmpty() ? "" : "\n" + sign + "  " + name + ": " + value;
    }
}
