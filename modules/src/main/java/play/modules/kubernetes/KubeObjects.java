package play.modules.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/**
 * API objects as they are, read by one {@code kubectl get}.
 *
 * @param manager whose fields count
 * @param masked whether their values are read as secrets
 */
record KubeObjects(KubeClient client, String manager, boolean masked) implements StateFamily<KubeObject> {
    StateKey<KubeObject> at(ObjectId id) {
        return new StateKey<>(client.service(), this, id.toString());
    }

    @Override
    public String name() {
        return "object";
    }

    @Override
    public Class<KubeObject> type() {
        return KubeObject.class;
    }

    @Override
    public Script read(List<StateKey<KubeObject>> keys) {
        List<String> stubs = keys.stream()
                .map(key -> KubeJson.line(stub(ObjectId.parse(key.id()))))
                .toList();
        return Sections.script(client, "get -o json --ignore-not-found --show-managed-fields=true", stubs);
    }

    /** As little of an object as names it. */
    static Map<String, @Nullable Object> stub(ObjectId id) {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("name", id.name());
        if (!id.namespace().isEmpty()) {
            metadata.put("namespace", id.namespace());
        }
        Map<String, @Nullable Object> stub = new LinkedHashMap<>();
        stub.put("apiVersion", id.apiVersion());
        stub.put("kind", id.kind());
        stub.put("metadata", metadata);
        return stub;
    }

    @Override
    public boolean secret() {
        return true;
    }

    @Override
    public Told<KubeObject> told(List<StateKey<KubeObject>> keys, ScriptResult result) throws UnknownStateException {
        List<Sections.Answer> answers = Sections.read(client, result);
        List<JsonNode> found = Sections.objects(answers);
        return (index, id) -> {
            Optional<String> refusal = Sections.refusal(answers, index);
            // An object of a kind that the server does not know is not there either.
            if (refusal.isPresent() && !refusal.get().contains("no matches for kind")) {
                throw KubeClient.unknown(refusal.get());
            }
            Optional<JsonNode> object = KubeJson.find(found, ObjectId.parse(id));
            return object.isEmpty()
                    ? KubeObject.ABSENT
                    : new KubeObject(true, OwnedFields.of(object.get(), manager, masked));
        };
    }
}
