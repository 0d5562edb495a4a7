package play.load;

import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import play.argspec.ArgumentSpec;
import play.argspec.Options;
import play.diag.Diagnostic;
import play.diag.ProblemList;
import play.diag.Severity;
import play.param.BindContext;
import play.param.BindException;
import play.param.GroupRules;
import play.param.ParameterType;
import play.param.Scalars;

/** Reads a mapping of options that is a value, by the rules of files that hold argument specs. */
final class TaskSpecType implements ParameterType<TaskSpec> {
    @Override
    public String shown() {
        return "mapping of options";
    }

    @Override
    public boolean isMapping() {
        return true;
    }

    @Override
    public TaskSpec read(@Nullable Object value, BindContext context) throws BindException {
        if (!(value instanceof Map<?, ?> written)) {
            throw new BindException("must be a mapping of options, not " + Scalars.described(value)
                    + (value instanceof String ? ": a text of YAML becomes one by | from_yaml" : ""));
        }
        ProblemList problems = new ProblemList();
        Map<String, ArgumentSpec> all =
                new OptionsReader(OptionsReader.Of.TASKS, problems).all(ValueNodes.of(written), "The spec");
        String wrong = problems.sorted().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .map(Diagnostic::detail)
                .collect(Collectors.joining(" "));
        if (!wrong.isEmpty()) {
            throw new BindException("is no argument spec. " + wrong);
        }
        return new TaskSpec(written, new Options(all, GroupRules.NONE), context.defined(all.keySet()));
    }
}
