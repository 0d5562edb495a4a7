package play.converge;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.module.Action;

/** What a resource wants of a host, by what is known of it; nothing has been done yet. */
sealed interface Proposal {
    /** Nothing is to be done: it is right already, refused, or cannot be determined. */
    record Settled(ModuleResult result) implements Proposal {}

    /**
     * To be carried out.
     *
     * @param known what the plan was made from
     * @param told fields of the result that only what was there tells
     */
    record Change(TaskKnowledge known, String title, List<Action> actions, Map<String, @Nullable Object> told)
            implements Proposal {
        public Change {
            actions = List.copyOf(actions);
        }
    }
}
