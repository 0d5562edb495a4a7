package play.expression;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.diag.Diagnostic;
import play.expression.data.Data;
import play.value.Unknown;
import play.value.Values;

/**
 * An expression that parsed.
 *
 * @param delimited whether it stands in <code>{{ }}</code>
 */
record ParsedExpression(
        String source,
        boolean delimited,
        Program program,
        Border border,
        Set<FreeName> freeNames,
        Evaluation.Library library)
        implements Expression {
    private static final Set<String> BOOLEANS = Set.of("True", "true", "False", "false");

    @Override
    public @Nullable Object evaluate(Scope scope) throws ExpressionException {
        return border.checked(scope, () -> Data.finished(program.run(new Evaluation(library, border, scope))));
    }

    @Override
    public Truth test(Scope scope) throws ExpressionException {
        Object value = evaluate(scope);
        if (value instanceof Boolean flag) {
            return Truth.of(flag);
        }
        if (delimited && value instanceof String text && BOOLEANS.contains(text)) {
            // Ansible evaluates what comes out of the delimiters once more: so variables of the command line do.
            return Truth.of(text.equalsIgnoreCase("true"));
        }
        if (value instanceof Unknown unknown) {
            return new Truth.Undetermined(unknown);
        }
        String detail = "A condition must be true or false, but this is a " + Values.kind(value) + "." + advice(value);
        throw new ExpressionException(Diagnostic.error(
                "condition-not-boolean",
                "Condition is not a boolean",
                detail,
                border.origin().spanOf(0, source.length())));
    }

    private String advice(@Nullable Object value) {
        return switch (value) {
            case String text -> " Compare it, test '| length > 0', or convert it with '| bool'.";
            case Collection<?> list -> " Test '| length > 0'.";
            case Map<?, ?> map -> " Test '| length > 0'.";
            case null -> " Test 'is not none'.";
            default -> " Compare it with something.";
        };
    }
}
