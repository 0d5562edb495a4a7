package play.param;

import org.jspecify.annotations.Nullable;
import play.source.Span;

/** A parameter's value as it stands in a playbook. */
public sealed interface Written {
    Span span();

    /** Plain data, known while loading. */
    record Literal(@Nullable Object value, Span span) implements Written {}

    /**
     * Holds expressions somewhere, so it is known per host only.
     *
     * @param omittable whether it may come to {@code omit}, so that the parameter is not given
     */
    record Templated(Span span, boolean omittable) implements Written {}
}
