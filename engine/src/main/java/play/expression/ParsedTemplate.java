package play.expression;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.expression.data.Bounds;
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
    return value(scope, library, library.bounds());
  }

  @Nullable Object value(Scope scope, Evaluation.Library within, Bounds bounds) throws ExpressionException {
    return border.checked(scope, () -> rendered(scope, within, bounds).value(newlines));
  }

  @Override
  public Content content(Scope scope) throws ExpressionException {
    return border.checked(scope, () -> rendered(scope, library, library.bounds()).content(newlines));
  }

  private Rendering rendered(Scope scope, Evaluation.Library within, Bounds bounds) {
    Evaluation evaluation = new Evaluation(within, border.nodes(), scope, bounds);
    Rendering out = new Rendering();
    new Renderer(evaluation).render(pieces, out);
    return out;
  }

  @Override
  public boolean isPlain() {
    return false;
  }
}
