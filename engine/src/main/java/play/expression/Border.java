package play.expression;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import play.diag.Diagnostic;
import play.diag.Suggestions;
import play.expression.data.Blame;
import play.expression.data.Bounds;
import play.expression.data.Failure;
import play.expression.syntax.Node;
import play.source.FileNames;
import play.source.Span;

/** Where failures of an evaluation become diagnostics with a place. */
record Border(NodeTable nodes, Origin origin, int length, Bounds.Limits limits) {
    /** The folder of the file that the text is, where it is one; absolute. */
    Optional<Path> folder() {
        return FileNames.path(origin.spanOf(0, 0).file().name())
                .map(Path::toAbsolutePath)
                .map(Path::getParent);
    }

    /** Runs an evaluation; what it throws comes out as an exception with a diagnostic. */
    <T extends @Nullable Object> T checked(Scope scope, Supplier<T> evaluation) throws ExpressionException {
        try {
            return Bounds.within(limits, evaluation);
        } catch (Failure failure) {
            throw new ExpressionException(diagnostic(failure, scope));
        } catch (UncheckedExpressionException e) {
            throw e.expressionException();
        } catch (StackOverflowError e) {
            throw new ExpressionException(diagnostic(Failure.limit("The value is nested too deep."), scope));
        } catch (OutOfMemoryError e) {
            throw new ExpressionException(diagnostic(Failure.limit("The evaluation runs out of memory."), scope));
        } catch (RuntimeException e) {
            throw new ExpressionException(diagnostic(Failure.internal(e), scope));
        }
    }

    private Diagnostic diagnostic(Failure failure, Scope scope) {
        Span span = failure.blame().map(Blame::span).orElseGet(() -> origin.spanOf(0, length));
        return switch (failure.kind()) {
            case UNDEFINED -> undefined(failure, scope, span);
            case VALUE ->
                Diagnostic.error("expression-failed", "Expression cannot be evaluated", failure.sentence(), span);
            case ARGUMENTS ->
                Diagnostic.error("invalid-argument", "Invalid argument in an expression", failure.sentence(), span);
            case LOOKUP -> Diagnostic.error("lookup-failed", "Lookup failed", failure.sentence(), span);
            case LIMIT ->
                Diagnostic.error("expression-limit", "Expression exceeds its limits", failure.sentence(), span);
            case INTERNAL ->
                Diagnostic.error("expression-internal", "Internal error in play", failure.sentence(), span);
        };
    }

    /** Node {@code id} as what is at fault. */
    Blame blame(int id) {
        return () -> {
            Node node = nodes.get(id);
            return origin.spanOf(node.start(), node.end());
        };
    }

    /** Who has written a name that has a value sometimes, such as in a role that another calls, has made no slip. */
    private static Diagnostic undefined(Failure failure, Scope scope, Span span) {
        Optional<String> near = failure.variable()
                .filter(name -> !scope.names().contains(name))
                .flatMap(name -> Suggestions.nearest(name, scope.names()));
        String detail = failure.sentence()
                + near.map(name -> " Did you mean '" + name + "'?").orElse("");
        Diagnostic diagnostic = Diagnostic.error("undefined-variable", "Undefined variable", detail, span);
        return near.flatMap(scope::definitionOf)
                .map(place -> diagnostic.note("'" + near.orElse("") + "' is defined here:", place))
                .orElse(diagnostic);
    }
}
