package play.argspec;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import play.param.Parameter;
import play.param.ParameterType;
import play.param.ParameterTypes;
import play.param.ParameterValues;
import play.param.Schema;
import play.param.SecretText;

/** Argument specs as the parameters of a module that no record describes. */
public final class DescribedParameters {
    private DescribedParameters() {}

    /**
     * What is given to a module whose argument specs these are, read as they say: {@code str}, {@code path} and
     * {@code json} as text ({@link SecretText} where it must not be shown), {@code int}, {@code bytes} and {@code bits}
     * as {@code Long}, {@code float} as {@code Double}, {@code bool} as {@code Boolean}, {@code list} as a list of
     * these, {@code dict} as a mapping, {@code raw} as it is.
     */
    public static Schema<ParameterValues> of(Options options) {
        List<Parameter> parameters = options.all().values().stream()
                .map(DescribedParameters::parameter)
                .toList();
        return Schema.of(parameters, options.rules());
    }

    private static Parameter parameter(ArgumentSpec spec) {
        Parameter described =
                Parameter.described(spec.name(), spec.aliases(), String.join(" ", spec.description()), type(spec));
        Parameter needed = spec.required() ? described.needed() : described;
        Object fallback = spec.fallback().value();
        Parameter filled = fallback == null ? needed : needed.withDefault(fallback);
        boolean path = spec.type() == ArgumentType.PATH || spec.elements().equals(Optional.of(ArgumentType.PATH));
        return path && !spec.secret() ? filled.onHost() : filled;
    }

    private static ParameterType<?> type(ArgumentSpec spec) {
        if (spec.type() != ArgumentType.LIST) {
            return chosen(spec, plain(spec.type(), spec));
        }
        return ParameterTypes.listOf(chosen(spec, plain(spec.elements().orElse(ArgumentType.RAW), spec)));
    }

    private static ParameterType<?> chosen(ArgumentSpec spec, ParameterType<?> type) {
        List<?> choices = spec.choices().stream().filter(Objects::nonNull).toList();
        return choices.isEmpty() ? type : ParameterTypes.oneOf(type, choices);
    }

    private static ParameterType<?> plain(ArgumentType type, ArgumentSpec spec) {
        return switch (type) {
            case STR, PATH -> ParameterTypes.of(spec.secret() ? SecretText.class : String.class);
            case INT -> ParameterTypes.of(Long.class);
            case FLOAT -> ParameterTypes.of(Double.class);
            case BOOL -> ParameterTypes.of(Boolean.class);
            case LIST -> ParameterTypes.listOf(new KnownValue());
            case DICT ->
                new TextMapping(
                        spec.options().isEmpty()
                                ? ParameterTypes.mapping()
                                : ParameterTypes.fields(of(spec.options())));
            case RAW -> new KnownValue();
            case JSON, JSONARG -> new JsonText();
            case BYTES -> new AmountType(false);
            case BITS -> new AmountType(true);
        };
    }
}
