package play.param;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.diag.Counterparts;
import play.diag.Diagnostic;
import play.diag.Problems;

/**
 * Finds, while a playbook is loaded, what is wrong with the value of one parameter: each part is looked at where it
 * stands, beside those that are known per host only.
 */
final class ValueCheck {
    private final Parameter parameter;
    private final ParameterOwner owner;
    private final Problems problems;

    ValueCheck(Parameter parameter, ParameterOwner owner, Problems problems) {
        this.parameter = parameter;
        this.owner = owner;
        this.problems = problems;
    }

    void check(Written value) {
        // A field of a mapping that is null has its default.
        boolean spared = parameter.optional() || !(owner.path().isEmpty() || parameter.required());
        boolean absent = spared && value instanceof Written.Literal literal && literal.value() == null;
        if (!absent && parameter.type().source() == ParameterType.Source.VALUE) {
            part(owner.pathOf(parameter.name()), parameter.type(), value, true);
        }
    }

    /** @param bound whether what the parameter is bound to holds for it: for the value, and items of a list */
    private void part(String path, ParameterType<?> type, Written value, boolean bound) {
        Optional<Schema<?>> schema = type.fields();
        Optional<ParameterType<?>> values = type.values();
        Optional<ParameterType<?>> items = type.items();
        switch (value.parts()) {
            case Written.Parts.Fields(var fields)
            when schema.isPresent() ->
                new ParameterCheck(schema.get(), owner.part(path, value.span()), problems).check(fields);
            case Written.Parts.Fields(var fields)
            when values.isPresent() ->
                fields.forEach((name, field) -> part(path + "." + name.value(), values.get(), field, false));
            case Written.Parts.Items(var all)
            when items.isPresent() -> {
                for (int i = 0; i < all.size(); i++) {
                    part(path + "[" + i + "]", items.get(), all.get(i), bound);
                }
            }
            default -> whole(path, type, value, bound);
        }
    }

    private void whole(String path, ParameterType<?> type, Written value, boolean bound) {
        if (!(value instanceof Written.Literal literal)) {
            return;
        }
        try {
            parameter.readPart(type, literal.value(), bound);
        } catch (BindException e) {
            problems.report(Diagnostic.error(
                    "invalid-value",
                    "Invalid parameter value",
                    owner.told(path + e.part()) + " " + e.getMessage() + instead(literal.value()),
                    literal.span()));
        }
    }

    private String instead(@Nullable Object value) {
        return Counterparts.instead(Counterparts.Kind.VALUE, owner.key(parameter.name()) + ":" + value)
                .orElse("");
    }
}
