package play.expression;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.value.Content;
import play.value.TemplateStyle;

/** A parsed text with {@code {{ }}} and {@code {% %}} in it. Immutable; may be rendered by many threads at once. */
public interface Template {
    /**
     * What it comes to: the value itself, with its type, when the text is one {@code {{ expression }}}, else text.
     * Unknown when any part is, {@code Secret} when any part is.
     */
    @Nullable
    Object value(Scope scope) throws ExpressionException;

    /**
     * Rendered as the content of a file: secret parts hidden, unknown parts left for later, everything else plain.
     *
     * @throws ExpressionException also when what is unknown decides a {@code {% for %}} or is compared
     */
    Content content(Scope scope) throws ExpressionException;

    /** What it names: variables, and other templates. */
    TemplateNames names();

    /** The variables it reads. */
    default Set<FreeName> freeNames() {
        return names().free();
    }

    /** How what it takes in is written, where that says nothing else. */
    default TemplateStyle style() {
        return TemplateStyle.USUAL;
    }

    /** Whether there is nothing to evaluate, so that its value is the text itself. */
    boolean isPlain();

    /** As it was written. */
    String source();
}
