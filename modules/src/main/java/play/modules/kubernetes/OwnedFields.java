package play.modules.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;
import play.host.UnknownStateException;
import play.value.Secret;

/**
 * The fields of an object that one field manager has applied, each a path to a scalar: {@code spec.ports[0].port}. What
 * a server filled in, or what others own, is not among them.
 */
public final class OwnedFields {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<String, Object> fields = new TreeMap<>();
    private final boolean masked;
    private final boolean zerosOmitted;

    private OwnedFields(boolean masked, boolean zerosOmitted) {
        this.masked = masked;
        this.zerosOmitted = zerosOmitted;
    }

    /**
     * Of an object as a server has it.
     *
     * @param masked whether every value is to be masked; those of a Secret always are
     */
    static Map<String, Object> of(JsonNode object, String manager, boolean masked) throws UnknownStateException {
        OwnedFields owned = new OwnedFields(masked || isSecret(object), false);
        for (JsonNode entry : object.path("metadata").path("managedFields")) {
            boolean own = entry.path("manager").asText().equals(manager)
                    && entry.path("operation").asText().equals("Apply");
            if (own && entry.path("subresource").asText().isEmpty()) {
                owned.walk("", entry.path("fieldsV1"), object);
            }
        }
        return owned.fields;
    }

    /** Of a manifest that has been applied to an empty place. */
    public static Map<String, Object> of(JsonNode manifest, boolean masked) {
        OwnedFields all = new OwnedFields(
                masked || isSecret(manifest),
                OmittedZeros.applyTo(manifest.path("apiVersion").asText()));
        manifest.properties().forEach(field -> {
            switch (field.getKey()) {
                case "apiVersion", "kind", "status" -> {}
                case "metadata" -> all.metadata(field.getValue());
                default -> all.field("", field.getKey(), field.getValue());
            }
        });
        return all.fields;
    }

    private static boolean isSecret(JsonNode object) {
        return object.path("kind").asText().equals("Secret");
    }

    private void metadata(JsonNode metadata) {
        metadata.properties().forEach(field -> {
            if (!field.getKey().equals("name") && !field.getKey().equals("namespace")) {
                field("metadata", field.getKey(), field.getValue());
            }
        });
    }

    /** Follows what is owned through the object. An owned node without owned parts is owned whole. */
    private void walk(String path, JsonNode owned, JsonNode at) throws UnknownStateException {
        for (Map.Entry<String, JsonNode> part : owned.properties()) {
            String key = part.getKey();
            if (key.startsWith("f:")) {
                step(join(path, key.substring(2)), part.getValue(), at.path(key.substring(2)));
            } else if (!key.equals(".")) {
                int index = index(key, at);
                if (index >= 0) {
                    step(path + "[" + index + "]", part.getValue(), at.path(index));
                }
            }
        }
    }

    private void step(String path, JsonNode owned, JsonNode at) throws UnknownStateException {
        if (at.isMissingNode()) {
            return;
        }
        if (owned.isEmpty()) {
            flatten(path, at);
        } else {
            walk(path, owned, at);
        }
    }

    /**
     * The place of an item that is named by its keys ({@code k:}), its value ({@code v:}) or its number ({@code i:}).
     */
    private static int index(String key, JsonNode list) throws UnknownStateException {
        if (!key.matches("(?s)[kvi]:.*")) {
            throw UnknownStateException.expected("managed fields", key);
        }
        JsonNode wanted = parse(key.substring(2));
        for (int i = 0; i < list.size(); i++) {
            JsonNode item = list.path(i);
            boolean same = switch (key.charAt(0)) {
                case 'k' ->
                    wanted.properties().stream()
                            .allMatch(field -> item.path(field.getKey()).equals(field.getValue()));
                case 'v' -> item.equals(wanted);
                default -> i == wanted.asInt();
            };
            if (same) {
                return i;
            }
        }
        return -1;
    }

    private static JsonNode parse(String json) throws UnknownStateException {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw UnknownStateException.expected("managed fields as JSON", json);
        }
    }

    private void field(String parent, String name, JsonNode value) {
        String path = join(parent, name);
        if (!zerosOmitted || !OmittedZeros.omits(path, name, value)) {
            flatten(path, value);
        }
    }

    private void flatten(String path, JsonNode value) {
        if (value.isObject() && !value.isEmpty()) {
            value.properties().forEach(field -> field(path, field.getKey(), field.getValue()));
        } else if (value.isArray() && !value.isEmpty()) {
            for (int i = 0; i < value.size(); i++) {
                flatten(path + "[" + i + "]", value.path(i));
            }
        } else if (!value.isNull()) {
            // An empty text is told from none, as in labels that are only there or not.
            String text = value.isContainerNode() || value.asText().isEmpty() ? value.toString() : value.asText();
            fields.put(path, masked && !path.startsWith("metadata.") && !path.equals("type") ? new Secret(text) : text);
        }
    }

    private static String join(String path, String name) {
        String plain = name.matches("[A-Za-z0-9_-]+") ? name : "'" + name + "'";
        return path.isEmpty() ? plain : path + "." + plain;
    }
}
