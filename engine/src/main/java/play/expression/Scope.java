package play.expression;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.expression.call.LookupContext;
import play.source.Span;

/** The variables an evaluation sees. Values are those of {@link play.value.Values}; maps and lists may be lazy. */
public interface Scope {
    /** What a name stands for. */
    sealed interface Binding {
        record Found(@Nullable Object value) implements Binding {}

        record Missing() implements Binding {}
    }

    /** The value of a variable; asked for only when it is needed, possibly more than once. */
    Binding find(String name) throws ExpressionException;

    /** Whether a variable has a value only because nobody gives it one. */
    default boolean isUsual(String name) {
        return false;
    }

    /** All names, for suggestions. */
    Set<String> names();

    /** Where a variable is defined, to be shown beside a suggestion. */
    default Optional<Span> definitionOf(String name) {
        return Optional.empty();
    }

    /** What lookups may reach. */
    LookupContext lookups();
}
