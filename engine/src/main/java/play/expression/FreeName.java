package play.expression;

import java.util.List;
import play.source.Located;
import play.source.Span;

/**
 * A variable that a text reads and does not define itself.
 *
 * @param need whether it has to be defined
 * @param path which part of it is read: keys and indices up to the first that is computed
 */
public record FreeName(String name, Span span, Need need, List<Located<Object>> path) {
    /** Whether a use needs its variable to be defined, from the most to the least. */
    public enum Need {
        /** It is evaluated with all of the text. */
        ALWAYS,
        /** It is, where the rest of the expression makes it: {@code a or x}, {@code x if a else b}. */
        PERHAPS,
        /** {@code x is defined}, {@code x | default(…)}, or inside a branch that asks so for {@code x}. */
        NEVER
    }

    public FreeName {
        path = List.copyOf(path);
    }

    /** Whether this use is allowed to be undefined. */
    public boolean guarded() {
        return need == Need.NEVER;
    }

    /** The same use where it is reached by another: it has to be defined no more than that one. */
    public FreeName within(FreeName outer) {
        return need.compareTo(outer.need) >= 0 ? this : new FreeName(name, span, outer.need, path);
    }

    /** The same use where not all of the text is evaluated. */
    public FreeName perhaps() {
        return need == Need.ALWAYS ? new FreeName(name, span, Need.PERHAPS, path) : this;
    }

    /** The same use, allowed to be undefined. */
    public FreeName asGuarded() {
        return new FreeName(name, span, Need.NEVER, path);
    }
}
