package play.described;

import java.util.List;
import java.util.Optional;
import play.argspec.Constraint;
import play.argspec.DescribedParameters;
import play.argspec.Options;
import play.module.ModuleSpec;
import play.param.ParameterValues;
import play.result.ResultField;
import play.result.ResultType;

/**
 * What a file says of a module, whatever its kind.
 *
 * @param name tasks call it by
 * @param file it stands in, as messages show it
 * @param identity names of the parameters that tell the things apart it looks at
 * @param fields all that its script may tell
 * @param constraints on parameters, whatever the host is like
 */
public record Description(
        String name,
        String file,
        String purpose,
        Options options,
        List<String> identity,
        List<Field> fields,
        List<Constraint> constraints,
        List<ModuleSpec.Example> examples) {
    public Description {
        identity = List.copyOf(identity);
        fields = List.copyOf(fields);
        constraints = List.copyOf(constraints);
        examples = List.copyOf(examples);
    }

    /** What users see of it. */
    ModuleSpec<ParameterValues> spec() {
        return new ModuleSpec<>(
                name,
                List.of(),
                purpose,
                false,
                false,
                List.of(),
                List.of(),
                DescribedParameters.of(options),
                Optional.of(returns()),
                examples);
    }

    /** Those fields that are told of. */
    List<Field> told() {
        return fields.stream().filter(field -> !field.doc().isEmpty()).toList();
    }

    private ResultType.Fields returns() {
        return new ResultType.Fields(
                told().stream()
                        .map(field -> new ResultField(
                                field.name(),
                                field.doc(),
                                field.resultType(),
                                field.when().or(() -> Optional.of("the host tells it"))))
                        .toList(),
                false);
    }
}
