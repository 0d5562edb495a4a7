package play.expression;

import java.util.List;
import play.source.Located;
import play.source.Span;

/**
 * A variable that a text reads and does not define itself.
 *
 * @param guarded whether this use is allowed to be undefined: {@code x is defined}, {@code x | default(…)}, or inside a
 *     branch that such a test decides
 * @param path which part of it is read: keys and indices up to the first that is computed
 */
public record FreeName(String name, Span span, boolean guarded, List<Located<Object>> path) {
    public FreeName {
        path = List.copyOf(path);
    }

    /** The same use, allowed to be undefined. */
    public FreeName asGuarded() {
        return new FreeName(name, span, true, path);
    }
}
