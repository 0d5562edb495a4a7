package play.run;

import java.util.List;
import java.util.Optional;
import play.event.Cause;
import play.event.Outcome;

/**
 * What became of a loop: failed, unreachable, changed or cannot tell, in this order of weight as in Ansible; else
 * skipped where all items are, or ok.
 */
final class LoopOutcome {
    private LoopOutcome() {}

    static Outcome of(List<Results.ItemResult> items) {
        List<Outcome> outcomes = items.stream().map(Results.ItemResult::outcome).toList();
        return failed(outcomes)
                .or(() -> unreachable(outcomes))
                .or(() -> changed(outcomes))
                .or(() -> first(outcomes, Outcome.CannotTell.class))
                .orElseGet(() -> quiet(outcomes));
    }

    /** The first that is ignored, as one is enough for the whole. */
    private static Optional<Outcome> unreachable(List<Outcome> outcomes) {
        List<Outcome.Unreachable> lost = all(outcomes, Outcome.Unreachable.class);
        return lost.stream()
                .filter(Outcome.Unreachable::ignored)
                .findFirst()
                .or(() -> lost.stream().findFirst())
                .map(Outcome.class::cast);
    }

    private static <T extends Outcome> List<T> all(List<Outcome> outcomes, Class<T> kind) {
        return outcomes.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static Optional<Outcome> first(List<Outcome> outcomes, Class<? extends Outcome> kind) {
        return outcomes.stream().filter(kind::isInstance).findFirst();
    }

    /** Ignored where one of them is. */
    private static Optional<Outcome> failed(List<Outcome> outcomes) {
        List<Outcome.Failed> failed = all(outcomes, Outcome.Failed.class);
        if (failed.isEmpty()) {
            return Optional.empty();
        }
        Outcome.Failed all = new Outcome.Failed(new Cause.Items(failed.size(), outcomes.size()));
        return Optional.of(failed.stream().anyMatch(Outcome.Failed::ignored) ? all.asIgnored() : all);
    }

    private static Optional<Outcome> changed(List<Outcome> outcomes) {
        int changed = all(outcomes, Outcome.Changed.class).size();
        return changed == 0
                ? Optional.empty()
                : Optional.of(new Outcome.Changed(changed + " of " + outcomes.size() + " items", List.of()));
    }

    private static Outcome quiet(List<Outcome> outcomes) {
        return outcomes.stream().allMatch(Outcome.Skipped.class::isInstance)
                ? new Outcome.Skipped(outcomes.isEmpty() ? "no items" : "all items skipped")
                : new Outcome.Ok(before(outcomes));
    }

    /** Taken over as a whole only where each item is that was not skipped. */
    private static Optional<Outcome.Before> before(List<Outcome> outcomes) {
        List<Outcome.Ok> done = all(outcomes, Outcome.Ok.class);
        return done.stream()
                .flatMap(one -> one.before().stream())
                .reduce((one, other) ->
                        new Outcome.Before(one.run(), one.changed() || other.changed(), one.taken() && other.taken()))
                .map(sum -> new Outcome.Before(
                        sum.run(),
                        sum.changed(),
                        sum.taken()
                                && done.stream().allMatch(one -> one.before().isPresent())));
    }
}
