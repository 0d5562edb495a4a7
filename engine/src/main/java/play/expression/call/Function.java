package play.expression.call;

import org.jspecify.annotations.Nullable;

/** {@code function(…)}, or a method, whose target is its first argument. Stateless. */
@FunctionalInterface
public interface Function {
    @Nullable
    Object call(Given given);
}
