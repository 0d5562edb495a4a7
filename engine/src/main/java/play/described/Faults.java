package play.described;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import play.argspec.Constraint;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.param.Binding;
import play.param.ParameterValues;
import play.value.Unknown;

/** What is wrong with parameters whatever the host is like: constraints, and what no shell can be given. */
record Faults(Description description) {
    List<Binding.Fault> of(ParameterValues params) {
        List<Binding.Fault> faults = new ArrayList<>(ShellVariables.faults(params));
        Scope scope = new ParameterScope(params);
        for (Constraint constraint : description.constraints()) {
            @Nullable Object wrong = wrong(constraint, scope);
            if (!(wrong instanceof Unknown) && !"".equals(wrong)) {
                faults.add(new Binding.Fault(parameter(constraint), String.valueOf(wrong)));
            }
        }
        return faults;
    }

    private static @Nullable Object wrong(Constraint constraint, Scope scope) {
        try {
            return constraint.evaluate(scope);
        } catch (ExpressionException e) {
            return e.diagnostic().detail();
        }
    }

    /** The first parameter that is at fault. */
    private String parameter(Constraint constraint) {
        return constraint.suspects().stream()
                .filter(name -> description.options().find(name).isPresent())
                .findFirst()
                .orElse("");
    }
}
