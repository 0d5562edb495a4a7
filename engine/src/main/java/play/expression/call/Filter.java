package play.expression.call;

import org.jspecify.annotations.Nullable;

/** {@code input | filter(…)}. Stateless. */
@FunctionalInterface
public interface Filter {
    /** @throws play.expression.data.Failure when it cannot be done with these values */
    @Nullable
    Object apply(@Nullable Object input, Given given);
}
