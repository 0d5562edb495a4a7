package play.converge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.event.Cause;
import play.event.Outcome;
import play.event.StateChange;
import play.module.Statement;

/**
 * What a task came to whose module says so itself.
 *
 * @param name of the module
 */
record StatedResult(String name, Statement said) {
    ModuleResult as(Outcome outcome) {
        return new ModuleResult(outcome, said.result(), said.facts(), false);
    }

    ModuleResult failed() {
        Map<String, ?> result = said.result();
        Cause cause = result.get("rc") instanceof Long rc
                ? new Cause.Command(
                        name, said.message(), rc.intValue(), text(result.get("stdout")), text(result.get("stderr")))
                : new Cause.Reason(said.message().isEmpty() ? "'" + name + "' says no more" : said.message());
        return as(new Outcome.Failed(cause));
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text ? text : "";
    }

    List<StateChange> changes() {
        return said.differences().stream()
                .map(difference -> new StateChange(
                        name,
                        difference.of(),
                        List.of(),
                        Optional.of(new StateChange.Text(difference.before(), difference.after()))))
                .toList();
    }
}
