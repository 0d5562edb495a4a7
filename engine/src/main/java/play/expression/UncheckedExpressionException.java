package play.expression;

import java.util.Objects;

/**
 * Carries an {@link ExpressionException} out of a {@code Map} or {@code List} whose values are evaluated when they are
 * asked for. Evaluation unwraps it.
 */
public final class UncheckedExpressionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UncheckedExpressionException(ExpressionException cause) {
        super(cause.getMessage(), cause);
    }

    public ExpressionException expressionException() {
        return (ExpressionException) Objects.requireNonNull(getCause());
    }
}
