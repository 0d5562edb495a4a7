package play.contract;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import play.host.Effect;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.Plan;
import play.module.Resource;
import play.param.Binding;

/**
 * A resource whose effects are seen: what it says that its actions leave behind.
 *
 * @param seen is given the effects of each change that is planned
 */
public record Watched<P extends Record>(Resource<P> resource, Consumer<List<Effect>> seen) implements Resource<P> {
    @Override
    public ModuleSpec<P> spec() {
        return resource.spec();
    }

    @Override
    public List<Binding.Fault> check(P params) {
        return resource.check(params);
    }

    @Override
    public List<StateKey<?>> probes(P params) {
        return resource.probes(params);
    }

    @Override
    public Plan plan(P params, Knowledge known) {
        Plan plan = resource.plan(params, known);
        if (plan instanceof Plan.Change change) {
            seen.accept(change.actions().stream()
                    .flatMap(action -> action.effects().stream())
                    .toList());
        }
        return plan;
    }

    @Override
    public Map<String, @Nullable Object> result(P params, Knowledge after) {
        return resource.result(params, after);
    }

    @Override
    public Map<String, @Nullable Object> told(P params, Knowledge before) {
        return resource.told(params, before);
    }
}
