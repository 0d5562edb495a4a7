package play.run;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.diag.Diagnostic;
import play.diag.PlainDiagnostic;
import play.event.Cause;
import play.expression.ExpressionException;
import play.param.Binding;

/** Why a task failed, from what was found out. */
final class Causes {
    private Causes() {}

    static Cause of(ExpressionException e) {
        return of(e.diagnostic());
    }

    static Cause of(Diagnostic diagnostic) {
        return new Cause.Problem(PlainDiagnostic.of(diagnostic));
    }

    static Cause of(List<Binding.Fault> faults) {
        return new Cause.Parameters(faults.stream()
                .map(fault -> new Cause.Parameters.Fault(fault.parameter(), fault.message(), fault.problems()))
                .toList());
    }

    /** @param result of the task, with the words of the host if it has any */
    static Cause of(Cause.Condition.Keyword keyword, String condition, Object result) {
        return result instanceof Map<?, ?> map
                ? new Cause.Condition(keyword, condition, text(map.get("stdout")), text(map.get("stderr")))
                : new Cause.Condition(keyword, condition, "", "");
    }

    private static String text(@Nullable Object output) {
        return output instanceof String text ? text : "";
    }
}
