package play.modules.kubernetes;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names an API object.
 *
 * @param namespace empty where the object names none
 */
public record ObjectId(String apiVersion, String kind, String namespace, String name) {
    /** Of a manifest; nothing where it lacks what an object must have. */
    static Optional<ObjectId> of(Map<String, ? extends @Nullable Object> manifest, Optional<String> namespace) {
        if (manifest.get("apiVersion") instanceof String version
                && manifest.get("kind") instanceof String kind
                && manifest.get("metadata") instanceof Map<?, ?> metadata
                && metadata.get("name") instanceof String name) {
            String own = metadata.get("namespace") instanceof String given ? given : "";
            return Optional.of(new ObjectId(version, kind, own.isEmpty() ? namespace.orElse("") : own, name));
        }
        return Optional.empty();
    }

    static ObjectId namespace(String name) {
        return new ObjectId("v1", "Namespace", "", name);
    }

    /** As {@link #toString} writes it. */
    static ObjectId parse(String id) {
        String[] words = id.split(" ", 3);
        int slash = words[2].indexOf('/');
        return new ObjectId(words[0], words[1], words[2].substring(0, slash), words[2].substring(slash + 1));
    }

    /** For people: {@code ConfigMap kube-system/play-cluster}. */
    public String shown() {
        return kind + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
    }

    /** Whether this, which may lack a namespace, is what a server calls {@code found}. */
    boolean means(ObjectId found) {
        return apiVersion.equals(found.apiVersion)
                && kind.equals(found.kind)
                && name.equals(found.name)
                && (namespace.isEmpty() || found.namespace.isEmpty() || namespace.equals(found.namespace));
    }

    @Override
    public String toString() {
        return apiVersion + " " + kind + " " + namespace + "/" + name;
    }
}
