package play.guest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import play.argspec.ArgumentSpec;
import play.argspec.ArgumentType;
import play.argspec.DescribedParameters;
import play.argspec.Options;
import play.expression.data.Json;
import play.module.ModuleSpec;
import play.param.GroupRules;
import play.param.Parameter;
import play.param.ParameterValues;
import play.param.Schema;
import play.result.ResultField;
import play.result.ResultType;

/**
 * What a module says of itself, as the specification of a module.
 *
 * @param told as the program answers it
 */
record GuestSpec(String name, Map<String, @Nullable Object> told) {
    /** The parameter that takes all, where a module does not say what it takes. */
    static final String OTHERS = "*";

    private static final Json.Style ONE_LINE = new Json.Style(0, false, false);

    ModuleSpec<ParameterValues> spec() {
        String purpose = text(told, "purpose");
        return new ModuleSpec<>(
                name,
                List.of(),
                (purpose.isEmpty() ? "Says nothing of itself" : purpose.replaceFirst("[.]$", "")) + ".",
                false,
                false,
                List.of(),
                List.of(),
                schema(),
                Optional.of(new ResultType.Fields(fields(mapping(told, "returns")), true)),
                List.of());
    }

    /** Names of the variables that hold the facts it finds; empty where it does not say. */
    Optional<Set<String>> facts() {
        Map<String, ?> returns = mapping(told, "returns");
        Set<String> names = mapping(mapping(returns, "ansible_facts"), "fields").keySet();
        boolean said = !returns.isEmpty() && (!returns.containsKey("ansible_facts") || !names.isEmpty());
        return said ? Optional.of(names) : Optional.empty();
    }

    private Schema<ParameterValues> schema() {
        Map<String, ?> written = mapping(told, "options");
        return written.isEmpty()
                ? Schema.of(List.of(Parameter.others(OTHERS, "Whatever the module takes.")), GroupRules.NONE)
                : DescribedParameters.of(options(written));
    }

    private Options options(Map<String, ?> written) {
        Map<String, ArgumentSpec> all = new LinkedHashMap<>();
        written.forEach((option, said) -> all.put(option, option(option, asMapping(said))));
        return new Options(all, GroupRules.NONE);
    }

    /** Defaults are the module's to set: it also looks at what was given. */
    private ArgumentSpec option(String option, Map<String, ?> said) {
        ArgumentType type = type(text(said, "type"));
        String elements = text(said, "elements");
        return new ArgumentSpec(
                option,
                texts(said.get("aliases")),
                List.of(documentation(said)),
                type,
                elements.isEmpty() ? Optional.empty() : Optional.of(type(elements)),
                choices(said.get("choices")),
                Boolean.TRUE.equals(said.get("required")),
                ArgumentSpec.Fallback.NONE,
                options(mapping(said, "options")),
                hidden().contains(option));
    }

    private static String documentation(Map<String, ?> said) {
        Object fallback = said.get("default");
        String doc = text(said, "doc");
        return fallback == null
                ? doc
                : (doc + " Default: " + (fallback instanceof String text ? text : Json.write(fallback, ONE_LINE)) + ".")
                        .strip();
    }

    private Set<String> hidden() {
        return texts(told.get("hidden")).stream().collect(Collectors.toSet());
    }

    /** Paths are the module's to complete, on the host. */
    private static ArgumentType type(String name) {
        ArgumentType type = ArgumentType.of(name).orElse(ArgumentType.RAW);
        return type == ArgumentType.PATH ? ArgumentType.STR : type;
    }

    private static List<ResultField> fields(Map<String, ?> written) {
        List<ResultField> fields = new ArrayList<>();
        written.forEach((field, said) -> {
            Map<String, ?> about = asMapping(said);
            String when = text(about, "when");
            boolean always = when.isEmpty() || when.equals("always") || when.equals("success");
            fields.add(new ResultField(
                    field, text(about, "doc"), type(about), always ? Optional.empty() : Optional.of(when)));
        });
        return fields;
    }

    private static ResultType type(Map<String, ?> said) {
        Map<String, ?> inner = mapping(said, "fields");
        ResultType fields = inner.isEmpty() ? new ResultType.Any() : new ResultType.Fields(fields(inner), true);
        return switch (text(said, "type")) {
            case "str", "path" -> ResultType.Scalar.STRING;
            case "int" -> ResultType.Scalar.INTEGER;
            case "float" -> ResultType.Scalar.NUMBER;
            case "bool" -> ResultType.Scalar.BOOLEAN;
            case "list" ->
                new ResultType.Items(text(said, "elements").equals("str") ? ResultType.Scalar.STRING : fields);
            default -> fields;
        };
    }

    private static List<Object> choices(@Nullable Object value) {
        List<Object> choices = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.stream().filter(choice -> choice != null).forEach(choices::add);
        }
        return choices;
    }

    private static List<String> texts(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static String text(Map<String, ?> map, String name) {
        return map.get(name) instanceof String text ? text : "";
    }

    private static Map<String, ?> mapping(Map<String, ?> map, String name) {
        return asMapping(map.get(name));
    }

    private static Map<String, ?> asMapping(@Nullable Object value) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, field) -> fields.put(String.valueOf(name), field));
        }
        return fields;
    }
}
