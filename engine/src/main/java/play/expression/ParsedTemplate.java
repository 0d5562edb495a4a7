package play.expression;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.value.Content;

/** A template that parsed. */
record ParsedTemplate(
        String source,
        List<CompiledPiece> pieces,
        int newlines,
        Border border,
        Set<FreeName> freeNames,
        Evaluation.Library library)
        implements Template {

    @Override
    public @Nullable Object value(Scope scope) throws ExpressionException {
        return value(scope, library);
    }

    @Nullable
    Object value(Scope scope, Evaluation.Library within) throws ExpressionException {
        return border.checked(scope, () -> rendered(scope, within).value(newlines));
    }

    @Override
    public Content content(Scope scope) throws ExpressionException {
        return border.checked(scope, () -> rendered(scope, library).content(newlines));
    }

    private Rendering rendered(Scope scope, Evaluation.Library within) {
        Rendering out = new Rendering();
        new Renderer(new Evaluation(within, border.nodes(), scope)).render(pieces, out);
        return out;
    }

    @Override
    public boolean isPlain() {
        return false;
    }
}
