package play.expression.call;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code lookup('name', term…)} and {@code query('name', term…)}. Stateless. */
@FunctionalInterface
public interface Lookup {
    /** The values found, at least one per term as a rule; {@code given} has the options by name. */
    List<@Nullable Object> find(List<@Nullable Object> terms, Given given);
}
