package play.load;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.expression.Expression;
import play.expression.ExpressionException;
import play.expression.FreeName;
import play.expression.Scope;
import play.expression.Truth;

/** An expression whose value is only shown: what is undefined in it is shown as that, in the words of Ansible. */
record ShownExpression(Expression expression) implements Expression {
    private static final String UNDEFINED = "undefined-variable";

    @Override
    public @Nullable Object evaluate(Scope scope) throws ExpressionException {
        try {
            return expression.evaluate(scope);
        } catch (ExpressionException e) {
            if (!e.diagnostic().code().equals(UNDEFINED)) {
                throw e;
            }
            return "<< error 1 - " + e.diagnostic().detail().replaceFirst("\\.$", "") + " >>";
        }
    }

    @Override
    public Truth test(Scope scope) throws ExpressionException {
        return expression.test(scope);
    }

    @Override
    public Set<FreeName> freeNames() {
        return expression.freeNames();
    }

    @Override
    public String source() {
        return expression.source();
    }
}
