package play.run;

import java.util.List;
import java.util.Optional;
import play.event.Cause;
import play.event.Outcome;

/**
 * What became of a loop: unreachable, failed, changed or cannot tell, in this order of weight; else skipped where all
 * items are, or ok.
 */
final class LoopOutcome {
    private LoopOutcome() {}

    static Outcome of(List<Results.ItemResult> items) {
        List<Outcome> outcomes = items.stream().map(Results.ItemResult::outcome).toList();
        return first(outcomes, Outcome.Unreachable.class)
                .or(() -> failed(outcomes))
                .or(() -> changed(outcomes))
                .or(() -> first(outcomes, Outcome.CannotTell.class))
                .orElseGet(() -> quiet(outcomes));
    }

    private static Optional<Outcome> first(List<Outcome> outcomes, Class<? extends Outcome> kind) {
        return outcomes.stream().filter(kind::isInstance).findFirst();
    }

    /** Ignored where each of them is. */
    private static Optional<Outcome> failed(List<Outcome> outcomes) {
        List<Outcome.Failed> failed = outcomes.stream()
                .filter(Outcome.Failed.class::isInstance)
                .map(Outcome.Failed.class::cast)
                .toList();
        if (failed.isEmpty()) {
            return Optional.empty();
        }
        Outcome.Failed all = new Outcome.Failed(new Cause.Items(failed.size(), outcomes.size()));
        return Optional.of(failed.stream().allMatch(Outcome.Failed::ignored) ? all.asIgnored() : all);
    }

    private static Optional<Outcome> changed(List<Outcome> outcomes) {
        long changed =
                outcomes.stream().filter(Outcome.Changed.class::isInstance).count();
        return changed == 0
                ? Optional.empty()
                : Optional.of(new Outcome.Changed(changed + " of " + outcomes.size() + " items", List.of()));
    }

    private static Outcome quiet(List<Outcome> outcomes) {
        return outcomes.stream().allMatch(Outcome.Skipped.class::isInstance)
                ? new Outcome.Skipped(outcomes.isEmpty() ? "no items" : "all items skipped")
                : new Outcome.Ok();
    }
}
