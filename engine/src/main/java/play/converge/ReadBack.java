package play.converge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import play.host.Effect;
import play.host.HostState;
import play.host.Observed;
import play.host.StateKey;
import play.module.Action;
import play.value.Records;

/**
 * What actions were to leave behind, to be compared with what is found.
 *
 * @param foreseen by the key that is read in full; only what shows a change right after it
 */
record ReadBack(Map<StateKey<?>, Effect.Sets<?>> foreseen) {
    static ReadBack of(List<Action> actions) {
        Map<StateKey<?>, Effect.Sets<?>> last = new LinkedHashMap<>(Changes.last(actions));
        last.keySet().removeIf(key -> !key.family().rereadable());
        return new ReadBack(last);
    }

    /** All but what these actions leave behind too, or may have left half done. */
    ReadBack without(List<Action> others) {
        Map<StateKey<?>, Effect.Sets<?>> rest = new LinkedHashMap<>(foreseen);
        rest.keySet().removeAll(Changes.last(others).keySet());
        return new ReadBack(rest);
    }

    /** What is to be read for it, with what was asked for beside it. */
    List<StateKey<?>> keys(TaskKnowledge knowledge) {
        List<StateKey<?>> keys = new ArrayList<>();
        foreseen.values().forEach(sets -> keys.add(sets.key()));
        keys.addAll(knowledge.following(keys));
        return keys;
    }

    /** The states that are not as foreseen, by what was read of them since. */
    List<Execution.Differs> differences(TaskKnowledge knowledge) {
        List<Execution.Differs> differences = new ArrayList<>();
        for (Effect.Sets<?> sets : foreseen.values()) {
            StateKey<?> key = sets.key();
            if (!(knowledge.of(key) instanceof Observed.Known<?>(HostState found, var how)
                    && Records.agree(sets.after(), found))) {
                differences.add(new Execution.Differs(key, sets.after(), knowledge.of(key)));
            }
        }
        return differences;
    }
}
