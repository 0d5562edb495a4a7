package play.expression;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.diag.Diagnostic;
import play.value.Content;

/** A text that did not parse: evaluating it gives the error again. */
record Unparsed(String source, Diagnostic diagnostic) implements Expression, Template {
    @Override
    public @Nullable Object evaluate(Scope scope) throws ExpressionException {
        throw new ExpressionException(diagnostic);
    }

    @Override
    public Truth test(Scope scope) throws ExpressionException {
        throw new ExpressionException(diagnostic);
    }

    @Override
    public @Nullable Object value(Scope scope) throws ExpressionException {
        throw new ExpressionException(diagnostic);
    }

    @Override
    public Content content(Scope scope) throws ExpressionException {
        throw new ExpressionException(diagnostic);
    }

    @Override
    public Set<FreeName> freeNames() {
        return Set.of();
    }

    @Override
    public TemplateNames names() {
        return TemplateNames.NONE;
    }

    @Override
    public boolean isPlain() {
        return false;
    }
}
