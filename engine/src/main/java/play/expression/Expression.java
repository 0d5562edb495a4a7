package play.expression;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A parsed bare expression. Immutable; may be evaluated by many threads at once. */
public interface Expression {
    /**
     * Its value, of the kinds of {@link play.value.Values}: immutable, {@code Unknown} when it depends on something not
     * known, {@code Secret} when it was computed from a secret.
     *
     * @throws ExpressionException also when the text did not parse, which {@code Problems} were told before
     */
    @Nullable
    Object evaluate(Scope scope) throws ExpressionException;

    /** Its value as a condition; a value that is not a boolean is an error. */
    Truth test(Scope scope) throws ExpressionException;

    /** The variables it reads. */
    Set<FreeName> freeNames();

    /** As it was written. */
    String source();
}
