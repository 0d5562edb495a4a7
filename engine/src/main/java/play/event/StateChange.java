package play.event;

import java.util.List;
import java.util.Optional;

/**
 * A state before and after, as people and programs see it. In a dry run {@code after} is what was foreseen.
 *
 * @param family {@code file}, {@code unit}, {@code package} …
 * @param id which one
 * @param fields the components that differ, in the order of the state's record
 * @param text the content before and after, secrets masked, where it is text and both are at hand
 */
public record StateChange(String family, String id, List<Field> fields, Optional<Text> text) {
    /** The value of a field that only the run will tell. */
    public static final String LATER = "(known after the run)";

    /** The value that a field had before where nobody knows. */
    public static final String UNKNOWN = "unknown";

    public record Field(String name, String before, String after) {}

    /**
     * Contents.
     *
     * @param note how sure {@code before} is; empty where it was read and nothing comes between
     */
    public record Text(String before, String after, String note) {
        /** What was read, and nothing comes between. */
        public Text(String before, String after) {
            this(before, after, "");
        }
    }

    public StateChange {
        fields = List.copyOf(fields);
    }

    public StateChange with(Text content) {
        return new StateChange(family, id, fields, Optional.of(content));
    }
}
