package play.expression;

import org.jspecify.annotations.Nullable;
import play.expression.data.Data;
import play.value.Content;
import play.value.TemplateStyle;

/** A template that parsed. */
record ParsedTemplate(
        String source, TemplateCode code, int newlines, Border border, TemplateNames names, Evaluation.Library library)
        implements Template {

    @Override
    public @Nullable Object value(Scope scope) throws ExpressionException {
        return value(scope, library);
    }

    @Nullable
    Object value(Scope scope, Evaluation.Library within) throws ExpressionException {
        return border.checked(scope, () -> Data.finished(rendered(scope, within).value(newlines)));
    }

    @Override
    public Content content(Scope scope) throws ExpressionException {
        return border.checked(scope, () -> rendered(scope, library).content(newlines));
    }

    private Rendering rendered(Scope scope, Evaluation.Library within) {
        Rendering out = new Rendering();
        new Lineage(new TemplateFiles(within, scope.lookups(), border.folder())).render(this, scope, out);
        return out;
    }

    @Override
    public TemplateStyle style() {
        return library.expressions().style();
    }

    @Override
    public boolean isPlain() {
        return false;
    }
}
