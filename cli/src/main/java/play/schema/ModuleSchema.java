package play.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import play.module.ModuleSpec;
import play.param.Parameter;
import play.param.ParameterType;
import play.param.Schema;
import play.value.Flag;

/**
 * What a task may give to a module. What is required is not said: a part of the parameters may stand in {@code args},
 * or in {@code module_defaults}.
 */
final class ModuleSchema {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** The schemas of types that are more than text, by how the reference shows them. */
    private static final Map<String, String> TYPES =
            Map.of("boolean", "flag", "integer", "whole", "number", "number", "string", "text", "CIDR", "text");

    private ModuleSchema() {}

    static ObjectNode of(ModuleSpec<?> spec) {
        ObjectNode module = JSON.objectNode();
        module.put("description", spec.purpose());
        ArrayNode forms = module.putArray("anyOf");
        forms.add(fields(spec.schema()));
        // The short form, and nothing at all.
        forms.addObject().putArray("type").add("string").add("null");
        spec.schema()
                .freeForm()
                .flatMap(parameter -> parameter.type().items())
                .ifPresent(items -> forms.addObject().put("type", "array"));
        return module;
    }

    private static ObjectNode fields(Schema<?> schema) {
        ObjectNode object = JSON.objectNode();
        object.put("type", "object");
        ObjectNode properties = object.putObject("properties");
        for (Parameter parameter : schema.parameters()) {
            if (!parameter.anyOther()) {
                properties.set(parameter.name(), of(parameter));
                parameter.aliases().forEach(alias -> properties.set(alias, of(parameter)));
            }
        }
        object.put("additionalProperties", schema.takesAnyOther());
        return object;
    }

    private static ObjectNode of(Parameter parameter) {
        ObjectNode value = JSON.objectNode();
        value.put("description", parameter.doc());
        parameter.shownFallback().ifPresent(fallback -> value.put("default", fallback));
        value.setAll(of(parameter.type()));
        return value;
    }

    private static ObjectNode of(ParameterType<?> type) {
        Optional<ParameterType<?>> items = type.items();
        if (items.isPresent()) {
            return list(items.get());
        }
        if (!type.choices().isEmpty()) {
            return choice(type);
        }
        if (type.isMapping()) {
            return mapping(type);
        }
        return Optional.ofNullable(TYPES.get(type.shown()))
                .map(ModuleSchema::reference)
                .orElseGet(JSON::objectNode);
    }

    private static ObjectNode reference(String name) {
        return JSON.objectNode().put("$ref", "#/$defs/" + name);
    }

    /** One item alone is a list of it, and a text with commas one of several. */
    private static ObjectNode list(ParameterType<?> item) {
        ObjectNode list = JSON.objectNode();
        ArrayNode forms = list.putArray("anyOf");
        ObjectNode array = forms.addObject().put("type", "array");
        array.set(
                "items",
                JSON.objectNode().set("anyOf", JSON.arrayNode().add(of(item)).add(nothing())));
        forms.addObject()
                .putArray("type")
                .add("string")
                .add("number")
                .add("boolean")
                .add("null");
        if (item.isMapping()) {
            forms.add(of(item));
        }
        return list;
    }

    private static ObjectNode nothing() {
        return JSON.objectNode().put("type", "null");
    }

    /**
     * In small or capital letters, with an underscore for a hyphen or the other way round; YAML reads some as flags.
     */
    private static ObjectNode choice(ParameterType<?> type) {
        ObjectNode choice = JSON.objectNode();
        ArrayNode forms = choice.putArray("anyOf");
        ArrayNode words = forms.addObject().putArray("enum");
        type.choices().forEach(words::add);
        String pattern = type.choices().stream().map(ModuleSchema::anyCase).collect(Collectors.joining("|"));
        forms.addObject().put("type", "string").put("pattern", "^(" + pattern + ")$");
        if (type.choices().stream().anyMatch(word -> Flag.parse(word).isPresent())) {
            forms.add(reference("flag"));
        }
        if (type.choices().stream().anyMatch(word -> word.matches("[0-9]+"))) {
            forms.add(reference("whole"));
        }
        forms.add(reference("template"));
        return choice;
    }

    /** Patterns of JSON Schema have no flag for it. */
    private static String anyCase(String word) {
        return word.chars().mapToObj(c -> anyCase((char) c)).collect(Collectors.joining());
    }

    private static String anyCase(char c) {
        if (Character.isLetter(c)) {
            return "[" + Character.toUpperCase(c) + Character.toLowerCase(c) + "]";
        }
        return c == '_' || c == '-' ? "[_-]" : Character.isDigit(c) ? String.valueOf(c) : "\\" + c;
    }

    private static ObjectNode mapping(ParameterType<?> type) {
        ObjectNode mapping = JSON.objectNode();
        ArrayNode forms = mapping.putArray("anyOf");
        forms.add(type.fields()
                .map(ModuleSchema::fields)
                .orElseGet(() -> JSON.objectNode().put("type", "object")));
        forms.add(reference("template"));
        return mapping;
    }
}
