package play.param;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import play.diag.Counterparts;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Suggestions;
import play.source.Located;
import play.source.Span;
import play.value.Omit;
import play.value.Unknown;

/** Finds, while a playbook is loaded, what is wrong with the parameters of one task, or of a mapping in one of them. */
final class ParameterCheck {
    private final Schema<?> schema;
    private final ParameterOwner owner;
    private final Problems problems;

    ParameterCheck(Schema<?> schema, ParameterOwner owner, Problems problems) {
        this.schema = schema;
        this.owner = owner;
        this.problems = problems;
    }

    /** Reports all that can be told before values are known. */
    void check(Map<Located<String>, Written> written) {
        Set<String> given = names(written);
        Set<String> excused = checkEach(written);
        for (Parameter parameter : schema.parameters()) {
            boolean missing = parameter.required() && given.stream().noneMatch(parameter::answersTo);
            if (missing && !excused.contains(parameter.name())) {
                report(
                        "missing-parameter",
                        "Missing module parameter",
                        "needs '" + parameter.name() + "': " + parameter.doc());
            }
        }
        if (excused.isEmpty()) {
            schema.rules().broken(new GivenParameters(schema, values(written))).forEach(this::report);
        }
    }

    /** Without what they need or refuse together; answers the required parameters that are but misspelled. */
    Set<String> checkEach(Map<Located<String>, Written> written) {
        Set<String> excused = new TreeSet<>();
        Set<String> given = names(written);
        written.forEach((name, value) -> checkOne(name, value, given, excused));
        return excused;
    }

    private static Set<String> names(Map<Located<String>, Written> written) {
        return written.keySet().stream().map(Located::value).collect(Collectors.toSet());
    }

    private void report(GroupRule.Fault fault) {
        if (fault.missing().isEmpty()) {
            report("parameter-group", "Invalid combination of parameters", schema.told(fault));
        } else {
            report("missing-parameter", "Missing module parameter", schema.told(fault));
        }
    }

    private static Map<String, @Nullable Object> values(Map<Located<String>, Written> written) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        written.forEach((name, value) -> values.put(
                name.value(),
                switch (value) {
                    case Written.Literal literal -> literal.value();
                    case Written.Templated(Span span, boolean omittable, var parts) ->
                        omittable ? Omit.OMIT : new Unknown("it has a template");
                }));
        return values;
    }

    /** @param fault the end of a sentence that begins with the owner */
    private void report(String code, String title, String fault) {
        problems.report(Diagnostic.error(code, title, owner.told() + " " + fault, owner.span()));
    }

    private void checkOne(Located<String> name, Written value, Set<String> given, Set<String> excused) {
        Optional<Parameter> parameter = schema.find(name.value());
        if (parameter.isEmpty()) {
            if (!schema.takesAnyOther()) {
                // A misspelled required parameter is one mistake, not two.
                Suggestions.nearest(name.value(), schema.names())
                        .flatMap(schema::find)
                        .map(Parameter::name)
                        .ifPresent(excused::add);
                problems.report(isCutOff(name, value) ? cutOff(name) : unknown(name, given));
            }
            return;
        }
        parameter
                .get()
                .noEffect()
                .filter(why -> !isDefault(parameter.get(), value))
                .ifPresent(why -> problems.report(Diagnostic.warning(
                        "no-effect",
                        "Parameter without effect",
                        owner.told(name.value()) + " has no effect. " + why,
                        name.span())));
        new ValueCheck(parameter.get(), owner, problems).check(value);
    }

    private static boolean isDefault(Parameter parameter, Written value) {
        return value instanceof Written.Literal literal
                && parameter.shownFallback().equals(Optional.of(String.valueOf(literal.value())));
    }

    /** What a comma has cut off from the value before it: {@code mode: u=rw,go=r} between braces. */
    private static boolean isCutOff(Located<String> name, Written value) {
        return value instanceof Written.Literal literal
                && literal.value() == null
                && !name.value().matches("[A-Za-z_][A-Za-z0-9_-]*");
    }

    private Diagnostic cutOff(Located<String> name) {
        return unknown(
                name,
                ". A comma between braces ends the value before it; put the value in quotes, if this belongs to it.");
    }

    private Diagnostic unknown(Located<String> name, Set<String> given) {
        Set<String> left = new TreeSet<>(schema.names());
        left.removeAll(given);
        String hint = Counterparts.instead(Counterparts.Kind.PARAMETER, owner.key(name.value()))
                .orElseGet(() -> Suggestions.hint(name.value(), left));
        return unknown(name, "." + (hint.isEmpty() ? " It has: " + String.join(", ", schema.names()) + "." : hint));
    }

    private Diagnostic unknown(Located<String> name, String detail) {
        return Diagnostic.error(
                "unknown-parameter",
                "Unknown module parameter",
                owner.told() + " has no " + owner.kind() + " '" + name.value() + "'" + detail,
                name.span());
    }
}
