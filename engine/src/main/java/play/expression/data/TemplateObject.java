package play.expression.data;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What only expressions and templates have, and only while they are evaluated: a macro, a template that was imported,
 * the state of a loop, a moment. Its text is {@link #toString}.
 */
public interface TemplateObject extends Comparable<TemplateObject> {
    /** How a message calls it: "macro 'm'". */
    String called();

    /** What {@code name} of it is, or {@link Undefined}. */
    default @Nullable Object member(String name) {
        return Undefined.because("The " + called() + " has no '" + name + "'.");
    }

    /** Their order, for those that have one. */
    @Override
    default int compareTo(TemplateObject other) {
        throw Failure.value("A " + called() + " and a " + other.called() + " cannot be ordered.");
    }

    /** Whether its text stands for it beyond the evaluation. */
    default boolean isText() {
        return false;
    }

    /** Whether it can be called at all. */
    default boolean isCallable() {
        return false;
    }

    default @Nullable Object call(List<@Nullable Object> positional, Map<String, @Nullable Object> named) {
        throw Failure.value("The " + called() + " cannot be called.");
    }
}
