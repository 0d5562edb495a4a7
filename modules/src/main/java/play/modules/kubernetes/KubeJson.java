package play.modules.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON as kubectl reads and prints it. */
final class KubeJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private KubeJson() {}

    /** One object on one line. */
    static String line(Map<String, ? extends @Nullable Object> object) {
        try {
            return MAPPER.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the values of playbooks can all be written as JSON", e);
        }
    }

    static JsonNode tree(Map<String, ? extends @Nullable Object> object) {
        return MAPPER.valueToTree(object);
    }

    /** The objects of an answer, which is one object, a list, or nothing; nothing too where it is no JSON. */
    static Optional<List<JsonNode>> objects(String text) {
        int start = text.startsWith("{") ? 0 : text.indexOf("\n{") + 1;
        if (text.isBlank()) {
            return Optional.of(List.of());
        }
        try {
            JsonNode answer = MAPPER.readTree(text.substring(start));
            if (!answer.path("kind").asText().endsWith("List") || !answer.has("items")) {
                return Optional.of(List.of(answer));
            }
            List<JsonNode> items = new ArrayList<>();
            answer.path("items").forEach(items::add);
            return Optional.of(items);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** The items of a list; none where it is no JSON. */
    static List<JsonNode> list(String text) {
        List<JsonNode> items = new ArrayList<>();
        try {
            MAPPER.readTree(text).forEach(items::add);
        } catch (JsonProcessingException e) {
            return List.of();
        }
        return items;
    }

    /** As playbooks have values: whole numbers are {@code Long}. */
    static Map<String, @Nullable Object> plain(JsonNode object) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        object.properties().forEach(field -> plain.put(field.getKey(), value(field.getValue())));
        return plain;
    }

    private static @Nullable Object value(JsonNode node) {
        if (node.isObject()) {
            return plain(node);
        }
        if (node.isArray()) {
            List<@Nullable Object> items = new ArrayList<>();
            node.forEach(item -> items.add(value(item)));
            return items;
        }
        if (node.isNumber()) {
            return node.isIntegralNumber() ? (Object) node.asLong() : (Object) node.asDouble();
        }
        return node.isBoolean() ? (Object) node.asBoolean() : node.isNull() ? null : node.asText();
    }

    static ObjectId id(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        return new ObjectId(
                object.path("apiVersion").asText(),
                object.path("kind").asText(),
                metadata.path("namespace").asText(""),
                metadata.path("name").asText());
    }
}
