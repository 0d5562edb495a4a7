package play.param;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.source.Located;
import play.source.Span;

/** A parameter's value as it stands in a playbook, or a part of one. */
public sealed interface Written {
    Span span();

    Parts parts();

    /** Plain data, known while loading. */
    record Literal(@Nullable Object value, Span span, Parts parts) implements Written {
        /** One whose parts stand nowhere. */
        public Literal(@Nullable Object value, Span span) {
            this(value, span, new Parts.None());
        }
    }

    /**
     * Holds expressions somewhere, so it is known per host only.
     *
     * @param omittable whether it may come to {@code omit}, so that the parameter is not given
     */
    record Templated(Span span, boolean omittable, Parts parts) implements Written {}

    /** What of a value stands at a place of its own. */
    sealed interface Parts {
        /** A scalar, or what a template gives. */
        record None() implements Parts {}

        record Items(List<Written> items) implements Parts {
            public Items {
                items = List.copyOf(items);
            }
        }

        record Fields(Map<Located<String>, Written> fields) implements Parts {
            public Fields {
                fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
            }
        }
    }
}
