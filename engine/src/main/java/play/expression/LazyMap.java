package play.expression;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A mapping whose values are evaluated when they are asked for. What can't be evaluated is an
 * {@link UncheckedExpressionException}. Such mappings live within an evaluation; what leaves it is made whole by
 * {@link Whole}.
 */
public interface LazyMap extends Map<String, @Nullable Object> {
    /** Its keys, without evaluating anything. */
    Set<String> names();
}
