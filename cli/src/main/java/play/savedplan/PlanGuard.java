package play.savedplan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import play.converge.Approval;
import play.event.StateChange;
import play.run.Approvals;

/**
 * Lets a run do what a plan has kept and nothing else. Once something else was to be done, nothing more is, on no host.
 * Safe for use by many threads.
 */
public final class PlanGuard implements Approvals {
    private static final String STOPPED = "nothing is changed any more, because the plan no longer holds";

    private final Map<String, List<Kept>> byHost;
    private final Fingerprints fingerprints;
    private final UnaryOperator<String> masked;
    private final AtomicBoolean stopped = new AtomicBoolean();

    /** @param masked a text without the secrets in it */
    public PlanGuard(SavedPlan plan, Fingerprints fingerprints, UnaryOperator<String> masked) {
        this.byHost = plan.kept().stream().collect(Collectors.groupingBy(Kept::host));
        this.fingerprints = fingerprints;
        this.masked = masked;
    }

    /** Whether something was to be done that the plan does not have. */
    public boolean hasStopped() {
        return stopped.get();
    }

    @Override
    public Approval of(Instance instance) {
        return new Approval() {
            @Override
            public Optional<String> change(String title, List<StateChange> changes) {
                return refused(objection(instance, title, changes));
            }

            @Override
            public Optional<String> anything(String why) {
                return refused(
                        isUnknown(instance) ? Optional.empty() : Optional.of("the plan has nothing of it: " + why));
            }
        };
    }

    private Optional<String> refused(Optional<String> objection) {
        if (stopped.get()) {
            return Optional.of(STOPPED);
        }
        if (objection.isPresent()) {
            stopped.set(true);
        }
        return objection;
    }

    private boolean isUnknown(Instance instance) {
        return kept(instance).anyMatch(one -> one.change().isEmpty());
    }

    private Stream<Kept> kept(Instance instance) {
        return byHost.getOrDefault(instance.host(), List.of()).stream().filter(one -> speaksOf(one, instance));
    }

    /** A handler that might have been notified is known by its name alone. */
    private static boolean speaksOf(Kept one, Instance instance) {
        boolean handler = one.task().isEmpty()
                && instance.task().handler()
                && one.name().equals(instance.task().name());
        return handler || one.speaksOf(instance.task(), instance.item());
    }

    private Optional<String> objection(Instance instance, String title, List<StateChange> changes) {
        if (isUnknown(instance)) {
            return Optional.empty();
        }
        Kept.Change now = fingerprints.change(title, changes, masked);
        List<Kept.Change> planned =
                kept(instance).flatMap(one -> one.change().stream()).toList();
        if (planned.isEmpty()) {
            return Optional.of("the plan has no change here, and now there is one: " + now.title());
        }
        return planned.stream().anyMatch(kept -> Moved.between(kept, now).isEmpty())
                ? Optional.empty()
                : Moved.between(planned.getFirst(), now);
    }
}
