package play.modules.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;

/** What comes with packages beside themselves, as far as it can be told: promised by the task, or read of archives. */
record Bringing(PackageModule.Params params, PackageTool tool, Knowledge known) {
    /** What has to be known to tell it, and is not yet. */
    List<StateKey<?>> unseen(Transactions.Wish wish, List<Transaction.Step> steps) {
        if (!asks(steps)) {
            return List.of();
        }
        StateKey<Archives> archives = Archives.Family.of(wish);
        return known.has(archives)
                ? arrivals(wish).map(Arrivals::keys).orElse(List.of()).stream()
                        .filter(key -> !known.has(key))
                        .toList()
                : List.of(archives);
    }

    private boolean asks(List<Transaction.Step> steps) {
        return tool == PackageTool.APT
                && params.state().installs()
                && params.provides().isEmpty()
                && steps.stream().anyMatch(step -> step.version().isPresent());
    }

    private Optional<Arrivals> arrivals(Transactions.Wish wish) {
        return known.of(Archives.Family.of(wish)) instanceof Observed.Known<Archives>(Archives archives, var how)
                ? Optional.of(new Arrivals(archives, params.settings().startsServices()))
                : Optional.empty();
    }

    /** Once nothing is {@link #unseen}. Packages that go leave what no archive tells. */
    List<Effect> effects(Transactions.Wish wish, List<Transaction.Step> steps) {
        Optional<Arrivals> arrivals = asks(steps) ? arrivals(wish) : Optional.empty();
        if (arrivals.isEmpty()) {
            return untold();
        }
        boolean goes = steps.stream().anyMatch(step -> step.version().isEmpty());
        List<Effect> effects = new ArrayList<>(goes ? untold() : List.of());
        effects.addAll(arrivals.get().effects(known));
        return effects;
    }

    /** Where nothing tells what comes, unless the task promises it. */
    List<Effect> untold() {
        return params.provides().isEmpty() ? List.of(PackageReach.WHATEVER_ELSE) : List.of();
    }
}
