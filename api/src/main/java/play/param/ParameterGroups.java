package play.param;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is asked of parameters together, by the annotations of a params record or of a record that is inlined in it. */
final class ParameterGroups {
    private final Schema<?> schema;
    private final List<String> atLeastOne;
    private final List<String> atMostOne;
    private final Optional<RequiredIf> condition;

    private ParameterGroups(
            Schema<?> schema, List<String> atLeastOne, List<String> atMostOne, Optional<RequiredIf> condition) {
        this.schema = schema;
        this.atLeastOne = atLeastOne;
        this.atMostOne = atMostOne;
        this.condition = condition;
    }

    /** @param inlined the schemas that stand in this one */
    static ParameterGroups of(Schema<?> schema, Class<?> params, List<Schema<?>> inlined) {
        @Nullable RequiresOneOf atLeast = params.getAnnotation(RequiresOneOf.class);
        @Nullable Exclusive atMost = params.getAnnotation(Exclusive.class);
        return new ParameterGroups(
                schema,
                atLeast == null ? first(inlined, groups -> groups.atLeastOne) : List.of(atLeast.value()),
                atMost == null ? first(inlined, groups -> groups.atMostOne) : List.of(atMost.value()),
                Optional.ofNullable(params.getAnnotation(RequiredIf.class)));
    }

    private static List<String> first(List<Schema<?>> inlined, Function<ParameterGroups, List<String>> group) {
        return inlined.stream()
                .map(Schema::groups)
                .map(group)
                .filter(names -> !names.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** What is wrong with which parameters are given, as the end of a sentence. */
    Optional<String> fault(Set<String> given) {
        if (!atLeastOne.isEmpty() && atLeastOne.stream().noneMatch(name -> isGiven(name, given))) {
            return Optional.of("needs one of: " + String.join(", ", atLeastOne) + ".");
        }
        List<String> together =
                atMostOne.stream().filter(name -> isGiven(name, given)).toList();
        return together.size() > 1
                ? Optional.of("takes only one of: " + String.join(", ", together) + ".")
                : Optional.empty();
    }

    /**
     * What is missing because of another parameter's value, as the end of a sentence.
     *
     * @param text the text of a parameter's value, as far as it is known
     */
    Optional<String> conditionFault(Set<String> given, Function<Parameter, Optional<String>> text) {
        return condition
                .filter(rule -> Arrays.stream(rule.needs()).noneMatch(name -> isGiven(name, given)))
                .flatMap(rule -> schema.find(rule.when())
                        .flatMap(text)
                        .filter(value ->
                                List.of(rule.is()).contains(value.strip().toLowerCase(Locale.ROOT)))
                        .map(value -> missing(rule, value)));
    }

    private String missing(RequiredIf rule, String value) {
        return "needs '" + String.join("' or '", rule.needs()) + "', as " + rule.when() + " is " + value + ": "
                + schema.find(rule.needs()[0]).map(Parameter::doc).orElse("");
    }

    private boolean isGiven(String name, Set<String> given) {
        return schema.find(name).stream().anyMatch(parameter -> given.stream().anyMatch(parameter::answersTo));
    }
}
