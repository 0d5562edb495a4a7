package play.expression;

import java.util.Set;
import play.value.Content;

/** A text without anything to evaluate. */
record PlainTemplate(String source) implements Template {
    @Override
    public Object value(Scope scope) {
        return source;
    }

    @Override
    public Content content(Scope scope) {
        return Content.of(source);
    }

    @Override
    public Set<FreeName> freeNames() {
        return Set.of();
    }

    @Override
    public boolean isPlain() {
        return true;
    }
}
