package play.files;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import play.host.Effect;
import play.host.HostState;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;

/** Makes one plan of several, each of which sees what those before it leave behind. */
public final class Steps {
    private Steps() {}

    /** In order; the first that is not a change or unchanged is the answer. Their titles are joined. */
    public static Plan inOrder(Knowledge known, List<Function<Knowledge, Plan>> steps) {
        After after = new After(known, new HashMap<>());
        List<String> titles = new ArrayList<>();
        List<Action> actions = new ArrayList<>();
        for (Function<Knowledge, Plan> step : steps) {
            switch (step.apply(after)) {
                case Plan.Unchanged unchanged -> {}
                case Plan.Change(String title, List<Action> more) -> {
                    titles.add(title);
                    actions.addAll(more);
                    more.stream().flatMap(action -> action.effects().stream()).forEach(after::believe);
                }
                case Plan.Needs needs -> {
                    return needs;
                }
                case Plan.Undetermined undetermined -> {
                    return undetermined;
                }
                case Plan.Rejected rejected -> {
                    return rejected;
                }
            }
        }
        return actions.isEmpty() ? Plan.UNCHANGED : new Plan.Change(String.join("; ", titles), actions);
    }

    /** What was known, with the effects of earlier steps over it. */
    private record After(Knowledge before, Map<StateKey<?>, HostState> set) implements Knowledge {
        void believe(Effect effect) {
            switch (effect) {
                case Effect.Sets<?>(StateKey<?> key, HostState state) -> set.put(key.whole(), state);
                // Steps of one plan know what they do to each other.
                case Effect.Brings brings -> {}
                case Effect.Opaque opaque -> {}
            }
        }

        @Override
        public boolean has(StateKey<?> key) {
            return set.containsKey(key.whole()) || before.has(key);
        }

        @Override
        public <S extends HostState> Observed<S> of(StateKey<S> key) {
            HostState state = set.get(key.whole());
            if (state == null) {
                return before.of(key);
            }
            S set = key.family().type().cast(state);
            return new Observed.Known<>(
                    before.has(key) ? key.family().complete(set, before.of(key)) : set, Observed.Certainty.FORESEEN);
        }
    }
}
