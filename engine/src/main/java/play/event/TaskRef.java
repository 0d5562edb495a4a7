package play.event;

import java.util.Optional;
import play.source.Span;

/**
 * A task or handler as events name it.
 *
 * @param id the number of the play in the run, and where the task stands in it: {@code 0/tasks/2/rescue/0}; the same in
 *     every run of the same files. With a host, and the index of an item, it names an instance of the task
 * @param shown whether its result is made to be seen
 */
public record TaskRef(
        String id, String name, String module, String role, boolean handler, boolean shown, Optional<Span> place) {
    /** One whose result is shown on request only. */
    public TaskRef(String id, String name, String module, String role, boolean handler, Optional<Span> place) {
        this(id, name, module, role, handler, false, place);
    }

    /** As headers print it: {@code role : name}. */
    public String title() {
        return role.isEmpty() ? name : role + " : " + name;
    }
}
