package play.playbook;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import play.expression.Expression;
import play.expression.FreeName;
import play.source.Span;

/** The variables that get what a task comes to. */
public sealed interface Register {
    Register NOTHING = new Nothing();

    record Nothing() implements Register {}

    /** One variable for the whole result; within a loop, that of its latest item. */
    record Whole(String name) implements Register {}

    /** Variables for what expressions make of the result, which they see as {@code _task}. */
    record Parts(Map<String, Part> all) implements Register {
        public Parts {
            all = Collections.unmodifiableMap(new LinkedHashMap<>(all));
        }
    }

    /**
     * One of these expressions; evaluated where its variable is read while the task goes on, and when it has ended.
     *
     * @param place of the variable's name
     */
    record Part(Expression expression, Span place) {}

    /** The variables, in the order in which they are written. */
    default Set<String> names() {
        return switch (this) {
            case Nothing nothing -> Set.of();
            case Whole(String name) -> Set.of(name);
            case Parts(Map<String, Part> all) -> all.keySet();
        };
    }

    default boolean isEmpty() {
        return names().isEmpty();
    }

    /** What its expressions read. */
    default Stream<FreeName> freeNames() {
        return this instanceof Parts(Map<String, Part> all)
                ? all.values().stream().flatMap(part -> part.expression().freeNames().stream())
                : Stream.of();
    }
}
