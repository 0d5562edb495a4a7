package play.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keywords of the language, with what they mean: what the schemas have, for programs that look one up. */
public final class Keywords {
    /** Where keywords stand. */
    public enum Place {
        PLAY("settings", "play"),
        STEP("settings", "delegation", "task"),
        ROLE("settings", "delegation", "role"),
        PROMPT("prompt");

        private final List<String> parts;

        Place(String... parts) {
            this.parts = List.of(parts);
        }
    }

    /**
     * A keyword.
     *
     * @param doc a sentence; may be empty
     * @param flag whether its value is yes or no
     * @param list whether its value is a list of steps or roles
     * @param fields names of what stands in it
     */
    public record Keyword(String name, String doc, boolean flag, boolean list, List<String> fields) {
        public Keyword {
            fields = List.copyOf(fields);
        }
    }

    private final Map<Place, Map<String, Keyword>> all;

    private Keywords(Map<Place, Map<String, Keyword>> all) {
        this.all = all;
    }

    /** Those of this version. */
    public static Keywords standard() {
        JsonNode parts = JsonSchema.resource("playbook.json");
        Map<Place, Map<String, Keyword>> all = new LinkedHashMap<>();
        for (Place place : Place.values()) {
            Map<String, Keyword> here = new LinkedHashMap<>();
            place.parts.forEach(part -> parts.path(part)
                    .properties()
                    .forEach(entry -> here.put(entry.getKey(), keyword(entry.getKey(), entry.getValue()))));
            all.put(place, Collections.unmodifiableMap(here));
        }
        return new Keywords(all);
    }

    private static Keyword keyword(String name, JsonNode schema) {
        String shape = schema.path("$ref").asText("");
        List<String> fields = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(fields::add);
        return new Keyword(
                name,
                schema.path("description").asText(""),
                shape.endsWith("/flag"),
                shape.endsWith("/steps") || schema.has("items"),
                fields);
    }

    public List<Keyword> at(Place place) {
        return List.copyOf(all.getOrDefault(place, Map.of()).values());
    }

    public Optional<Keyword> find(Place place, String name) {
        return Optional.ofNullable(all.getOrDefault(place, Map.of()).get(name));
    }
}
