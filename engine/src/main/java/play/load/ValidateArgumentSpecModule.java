package play.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.argspec.ArgumentCheck;
import play.argspec.ArgumentFault;
import play.argspec.ValidateArguments;
import play.module.Control;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Verdict;
import play.param.Doc;

/** Compares variables and other values with an argument spec that is a value itself. */
public final class ValidateArgumentSpecModule implements Control<ValidateArgumentSpecModule.Params> {
    public record Params(
            @Doc("Options by name, as those of an entry point in meta/argument_specs.yml. A variable of that name is"
                    + " its value.")
            TaskSpec argumentSpec,

            @Doc("Values by name of option or alias, which take precedence over variables. A name that is no option's"
                    + " is an error.")
            Optional<Map<String, Object>> providedArguments,

            @Doc("Anything about where the spec is from, which the result repeats.")
            Optional<Map<String, Object>> validateArgsContext) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    ValidateArguments.NAME,
                    "Compares variables with an argument spec that is a value, beside those of roles. Its result"
                            + " then has what is wrong (argument_errors), the spec (argument_spec_data) and"
                            + " validate_args_context.",
                    Params.class,
                    new Example(
                            "fits",
                            "",
                            "argument_spec:\n  port:\n    type: int\n    required: true\nprovided_arguments:\n  port:"
                                    + " 8080\n"),
                    new Example(
                            "wrong",
                            "",
                            "argument_spec:\n  port:\n    type: int\n    required: true\nprovided_arguments:\n  port:"
                                    + " http\n"))
            .asInAnsible();

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public Verdict evaluate(Params params) {
        Map<String, @Nullable Object> given =
                new LinkedHashMap<>(params.argumentSpec().variables());
        params.providedArguments().ifPresent(given::putAll);
        ArgumentCheck check = new ArgumentCheck();
        check.check(params.argumentSpec().options(), given, "The spec");
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("validate_args_context", params.validateArgsContext().orElse(Map.of()));
        if (!check.faults().isEmpty()) {
            return failed(check.faults(), params, result);
        }
        if (check.unknown().isPresent()) {
            return new Verdict.Undetermined(
                    "a value is unknown: " + check.unknown().get().reason());
        }
        result.put("msg", "The arg spec validation passed");
        return new Verdict.Done(result, Map.of());
    }

    private static Verdict failed(List<ArgumentFault> faults, Params params, Map<String, @Nullable Object> result) {
        List<String> wrong = faults.stream().map(ArgumentFault::message).toList();
        String message = "The arguments do not fit their spec:\n" + String.join("\n", wrong);
        result.put("argument_errors", wrong);
        result.put("argument_spec_data", params.argumentSpec().written());
        return new Verdict.Failed(message, result);
    }
}
