package play.savedplan;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import play.event.TaskRef;

/**
 * What a plan keeps of a task on a host.
 *
 * @param task the id of a {@link TaskRef}
 * @param item which of its loop, from 0
 * @param name the task's title
 * @param change nothing where the dry run could not tell what it would do
 * @param why it could not tell; empty where it could
 */
public record Kept(String host, String task, OptionalInt item, String name, Optional<Change> change, String why) {
    /**
     * A change.
     *
     * @param title what it comes to, secrets masked
     * @param titlePrint of the title in clear
     */
    public record Change(String title, String titlePrint, List<State> states) {
        public Change {
            states = List.copyOf(states);
        }
    }

    /**
     * A state of the host that is changed.
     *
     * @param id which, secrets masked
     * @param idPrint of the id in clear
     */
    public record State(String family, String id, String idPrint, List<Field> fields) {
        public State {
            fields = List.copyOf(fields);
        }
    }

    /**
     * A field of a state.
     *
     * @param before the fingerprint of what was there; empty where only the run tells
     * @param after likewise of what is to be there
     */
    public record Field(String name, Optional<String> before, Optional<String> after) {
        boolean agreesWith(Field now) {
            return name.equals(now.name) && agree(before, now.before) && agree(after, now.after);
        }

        /** What was not known when the plan was made cannot have moved. */
        private static boolean agree(Optional<String> kept, Optional<String> now) {
            return kept.isEmpty() || now.isEmpty() || kept.equals(now);
        }
    }

    /** As people call it: the task, the item where there is one, and the host. */
    public String shown() {
        return "'" + name + "'" + (item.isPresent() ? " (item " + item.getAsInt() + ")" : "") + " on " + host;
    }

    /** Whether it speaks of a task's item on its host: all items where it could not even tell which there are. */
    boolean speaksOf(TaskRef other, OptionalInt ofItem) {
        boolean whole = change.isEmpty() && item.isEmpty();
        boolean within = other.id().equals(task) || (whole && other.id().startsWith(task + "/"));
        return within && (whole || item.equals(ofItem));
    }
}
