package play.modules.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.value.Unknown;
import play.value.Values;

/**
 * An API object that is to be there.
 *
 * @param json as it is sent, on one line; it may hold secrets
 * @param fields as they will be when it is made anew
 * @param unknown why not all of it is known in this dry run; what is not is shown as known after the run, and never
 *     sent
 */
record WantedObject(ObjectId id, String json, Map<String, Object> fields, Optional<String> unknown) {
    /** The manifests are not what a server takes; the message says which and why. */
    static final class WrongManifest extends Exception {
        private static final long serialVersionUID = 1L;

        WrongManifest(String message) {
            super(message);
        }
    }

    static List<WantedObject> of(Manifests manifests, Optional<String> namespace) throws WrongManifest {
        boolean masked = hasSecrets(manifests);
        List<WantedObject> objects = new ArrayList<>();
        Set<ObjectId> seen = new HashSet<>();
        for (Map<String, @Nullable Object> manifest : flat(manifests.objects())) {
            Optional<ObjectId> id = ObjectId.of(manifest, namespace);
            if (id.isEmpty()) {
                throw new WrongManifest("object " + (objects.size() + 1) + " lacks apiVersion, kind or metadata.name");
            }
            if (!seen.add(id.get())) {
                throw new WrongManifest(id.get().shown() + " is given twice");
            }
            Optional<String> unknown = Values.unknownIn(manifest).map(Unknown::reason);
            objects.add(of(id.get(), sent(manifest), masked, unknown));
        }
        if (objects.isEmpty()) {
            throw new WrongManifest("there is no object");
        }
        return objects;
    }

    /** Whether a value in them was secret before it came here; those of Secrets are anyway. */
    static boolean hasSecrets(Manifests manifests) {
        return manifests.objects().stream()
                .anyMatch(manifest -> !"Secret".equals(manifest.get("kind")) && Values.hasSecrets(manifest));
    }

    private static WantedObject of(
            ObjectId id, Map<String, @Nullable Object> sent, boolean masked, Optional<String> unknown) {
        Map<String, @Nullable Object> shown = unknown.isPresent() ? told(sent) : sent;
        JsonNode tree = KubeJson.tree(shown);
        return new WantedObject(id, KubeJson.line(shown), OwnedFields.of(tree, masked), unknown);
    }

    /** With words in place of what is unknown. */
    private static Map<String, @Nullable Object> told(Map<String, @Nullable Object> object) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        object.forEach((key, value) -> told.put(key, told(value)));
        return told;
    }

    private static @Nullable Object told(@Nullable Object value) {
        return switch (value) {
            case Unknown unknown -> unknown.toString();
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> told = new LinkedHashMap<>();
                map.forEach((key, item) -> told.put(String.valueOf(key), told(item)));
                yield told;
            }
            case List<?> list -> list.stream().map(WantedObject::told).toList();
            case null, default -> value;
        };
    }

    /** Lists of objects, opened. */
    private static List<Map<String, @Nullable Object>> flat(List<Map<String, @Nullable Object>> manifests)
            throws WrongManifest {
        List<Map<String, @Nullable Object>> flat = new ArrayList<>();
        for (Map<String, @Nullable Object> manifest : manifests) {
            if (manifest.get("kind") instanceof String kind
                    && kind.endsWith("List")
                    && manifest.get("items") instanceof List<?> items) {
                for (Object item : items) {
                    flat.add(map(item));
                }
            } else {
                flat.add(manifest);
            }
        }
        return flat;
    }

    private static Map<String, @Nullable Object> map(@Nullable Object item) throws WrongManifest {
        if (!(item instanceof Map<?, ?> given)) {
            throw new WrongManifest("a list contains something that is not an object");
        }
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        given.forEach((key, value) -> map.put(String.valueOf(key), value));
        return map;
    }

    /** Opened, without status, and with {@code stringData} as the {@code data} a server makes of it. */
    private static Map<String, @Nullable Object> sent(Map<String, @Nullable Object> manifest) throws WrongManifest {
        Map<String, @Nullable Object> sent = map(Values.revealed(manifest));
        sent.remove("status");
        if ("Secret".equals(sent.get("kind")) && sent.get("stringData") instanceof Map<?, ?> texts) {
            Map<String, @Nullable Object> data =
                    sent.get("data") instanceof Map<?, ?> ? map(sent.get("data")) : new LinkedHashMap<>();
            texts.forEach((key, text) ->
                    data.put(String.valueOf(key), text instanceof Unknown ? text : base64(String.valueOf(text))));
            sent.remove("stringData");
            sent.put("data", data);
        }
        return sent;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    boolean isNamespace() {
        return id.kind().equals("Namespace") && id.apiVersion().equals("v1");
    }

    /** Whether others of the same task may need it before they can be made. */
    boolean comesFirst() {
        return isNamespace() || isDefinition();
    }

    boolean isDefinition() {
        return id.kind().equals("CustomResourceDefinition");
    }

    /** Whether it is the definition of that kind. */
    boolean defines(ObjectId other) {
        return isDefinition()
                && other.kind().equals(fields.get("spec.names.kind"))
                && other.apiVersion().startsWith(fields.get("spec.group") + "/");
    }

    @Override
    public String toString() {
        return id.shown();
    }
}
