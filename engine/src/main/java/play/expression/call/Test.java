package play.expression.call;

import org.jspecify.annotations.Nullable;

/** {@code input is test(…)}. Stateless. */
@FunctionalInterface
public interface Test {
    /**
     * A {@code Boolean}, or {@code Unknown}.
     *
     * @throws play.expression.data.Failure when it cannot be told of these values
     */
    Object holds(@Nullable Object input, Given given);
}
