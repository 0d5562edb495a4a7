package play.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Objects;
import play.module.ModuleSpec;

/**
 * Schemas of JSON Schema 2020-12. Keywords stand in resources, modules come from their declarations. A schema lets pass
 * what {@code play} takes, and refuses what it would refuse by its shape alone; values that are templates it lets be.
 */
public final class JsonSchema {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String ANY_MODULE = "^[a-z_][a-z0-9_]*(\\.[a-z_][a-z0-9_]*)+$";

    private final Collection<ModuleSpec<?>> modules;

    /** @param modules that tasks can call by one word */
    public JsonSchema(Collection<ModuleSpec<?>> modules) {
        this.modules = modules;
    }

    public JsonNode of(Kind kind) {
        ObjectNode schema = JSON.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        return switch (kind) {
            case PLAYBOOK -> {
                schema.put("title", "A playbook of play");
                schema.put("type", "array");
                schema.putObject("items").put("$ref", "#/$defs/play");
                yield withDefinitions(schema);
            }
            case TASKS -> {
                schema.put("title", "Tasks of play");
                schema.put("$ref", "#/$defs/steps");
                yield withDefinitions(schema);
            }
            case INVENTORY -> inventory(schema);
            case ARGUMENT_SPECS -> argumentSpecs(schema);
        };
    }

    static ObjectNode resource(String name) {
        try (InputStream stream = Objects.requireNonNull(JsonSchema.class.getResourceAsStream(name), name)) {
            return (ObjectNode) new ObjectMapper().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode parts(ObjectNode from, String... names) {
        ObjectNode all = JSON.objectNode();
        for (String name : names) {
            all.setAll((ObjectNode) from.get(name));
        }
        return all;
    }

    /** An object with these keys and no others. */
    private static ObjectNode closed(ObjectNode properties) {
        ObjectNode object = JSON.objectNode().put("type", "object");
        object.set("properties", properties);
        object.put("additionalProperties", false);
        return object;
    }

    private ObjectNode withDefinitions(ObjectNode schema) {
        ObjectNode keywords = resource("playbook.json");
        ObjectNode definitions = schema.putObject("$defs");
        definitions.setAll(resource("values.json"));
        definitions.set("play", closed(parts(keywords, "settings", "play")));
        definitions.set("prompt", closed(parts(keywords, "prompt")));
        definitions.set("role", role(parts(keywords, "settings", "delegation", "role")));
        ObjectNode steps = definitions.putObject("steps");
        steps.putArray("type").add("array").add("null");
        steps.putObject("items").put("$ref", "#/$defs/step");
        ObjectNode step = closed(parts(keywords, "settings", "delegation", "task"));
        addModules(step, definitions);
        definitions.set("step", step);
        return schema;
    }

    private void addModules(ObjectNode step, ObjectNode definitions) {
        ObjectNode properties = (ObjectNode) step.get("properties");
        for (ModuleSpec<?> spec : modules) {
            definitions.set("module-" + spec.name(), ModuleSchema.of(spec));
            ObjectNode reference = JSON.objectNode().put("$ref", "#/$defs/module-" + spec.name());
            properties.set(spec.name(), reference);
            spec.aliases().forEach(alias -> properties.set(alias, reference));
        }
        ObjectNode patterns = step.putObject("patternProperties");
        patterns.putObject("^with_");
        // Modules of collections, and of plugins that are not named here.
        ObjectNode others = patterns.putObject(ANY_MODULE);
        others.putArray("type").add("object").add("string").add("null").add("array");
    }

    /** A role is given variables beside its keywords, so any key may stand there. */
    private static ObjectNode role(ObjectNode properties) {
        ObjectNode role = JSON.objectNode();
        ObjectNode mapping = role.putArray("anyOf")
                .add(JSON.objectNode().put("type", "string"))
                .addObject();
        mapping.put("type", "object");
        mapping.set("properties", properties);
        return role;
    }

    private static ObjectNode inventory(ObjectNode schema) {
        schema.put("title", "An inventory of play");
        ObjectNode plugin = schema.putArray("anyOf").addObject();
        plugin.put("type", "object");
        plugin.putArray("required").add("plugin");
        plugin.putObject("properties").putObject("all").put("$ref", "#/$defs/group");
        ObjectNode groups = ((com.fasterxml.jackson.databind.node.ArrayNode) schema.get("anyOf")).addObject();
        groups.put("type", "object");
        groups.putObject("properties").putObject("plugin").put("not", true);
        groups.putObject("additionalProperties").put("$ref", "#/$defs/group");
        ObjectNode definitions = schema.putObject("$defs");
        definitions.setAll(resource("values.json"));
        definitions.setAll(resource("inventory.json"));
        return schema;
    }

    private static ObjectNode argumentSpecs(ObjectNode schema) {
        ObjectNode keywords = resource("argument-specs.json");
        ObjectNode unread = JSON.objectNode();
        keywords.get("unread").forEach(name -> unread.putObject(name.asText()));
        schema.put("title", "Argument specs of a role");
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ObjectNode entries = properties.putObject("argument_specs");
        entries.putArray("type").add("object").add("null");
        entries.putObject("additionalProperties").put("$ref", "#/$defs/entry");
        ObjectNode constraints = properties.putObject("constraints");
        constraints.putArray("type").add("array").add("null");
        constraints.putObject("items").put("$ref", "#/$defs/constraint");
        schema.put("additionalProperties", false);
        ObjectNode definitions = schema.putObject("$defs");
        definitions.setAll(resource("values.json"));
        definitions.set("options", keywords.get("options"));
        definitions.set("group", keywords.get("group"));
        definitions.set("entry", closed(parts(keywords, "entry", "rules").setAll(unread)));
        definitions.set("option", closed(parts(keywords, "option", "rules").setAll(unread)));
        definitions.set("constraint", closed(parts(keywords, "constraint")));
        return schema;
    }
}
