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
import play.host.UnknownStateException;

/** JSON as kubectl reads and prints it. */
public final class KubeJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private KubeJson() {}

    /** One object on one line. */
    public static String line(Map<String, ? extends @Nullable Object> object) {
        try {
            return MAPPER.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the values of playbooks can all be written as JSON", e);
        }
    }

    public static JsonNode tree(Map<String, ? extends @Nullable Object> object) {
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
            if (!answer.isObject()) {
                return Optional.empty();
            }
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

    /** The objects of an answer that must be such. */
    public static List<JsonNode> told(String text) throws UnknownStateException {
        return objects(text).orElseThrow(() -> UnknownStateException.expected("objects as JSON", text));
    }

    /** The objects of a list. */
    public static List<JsonNode> list(String text) throws UnknownStateException {
        List<JsonNode> items = new ArrayList<>();
        try {
            MAPPER.readTree(text).forEach(items::add);
        } catch (JsonProcessingException e) {
            throw UnknownStateException.expected("a list as JSON", text);
        }
        if (items.isEmpty() || !items.stream().allMatch(JsonNode::isObject)) {
            throw UnknownStateException.expected("a list of objects as JSON", text);
        }
        return items;
    }

    /** The object that an id means, among those that a server told of. */
    static Optional<JsonNode> find(List<JsonNode> objects, ObjectId id) {
        return objects.stream().filter(object -> id.means(id(object))).findFirst();
    }

    /** As playbooks have values: whole numbers are {@code Long}. */
    public static Map<String, @Nullable Object> plain(JsonNode object) {
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

    public static ObjectId id(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        return new ObjectId(
                object.path("apiVersion").asText(),
                object.path("kind").asText(),
                metadata.path("namespace").asText(""),
                metadata.path("name").asText());
    }
}
