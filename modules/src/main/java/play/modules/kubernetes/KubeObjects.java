package play.modules.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;

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
    public Map<StateKey<KubeObject>, Observed<KubeObject>> parse(List<StateKey<KubeObject>> keys, ScriptResult result) {
        Map<StateKey<KubeObject>, Observed<KubeObject>> states = new HashMap<>();
        Optional<String> failure = Sections.failure(client, result);
        if (failure.isPresent()) {
            keys.forEach(key -> states.put(key, new Observed.Unknown<>(failure.get())));
            return states;
        }
        List<Sections.Answer> answers = Sections.read(result);
        List<JsonNode> found = new ArrayList<>();
        answers.stream()
                .filter(Sections.Answer::succeeded)
                .forEach(answer -> KubeJson.objects(answer.text()).ifPresent(found::addAll));
        for (int i = 0; i < keys.size(); i++) {
            Optional<Sections.Answer> refused =
                    answers.size() > 1 && !answers.get(i).succeeded() ? Optional.of(answers.get(i)) : Optional.empty();
            StateKey<KubeObject> key = keys.get(i);
            states.put(key, refused.map(answer -> refused(answer)).orElseGet(() -> Observed.read(state(key, found))));
        }
        return states;
    }

    /** An object of a kind that the server does not know is not there either. */
    private static Observed<KubeObject> refused(Sections.Answer answer) {
        return answer.text().contains("no matches for kind")
                ? Observed.read(KubeObject.ABSENT)
                : new Observed.Unknown<>(KubeClient.words(answer.text()));
    }

    private KubeObject state(StateKey<KubeObject> key, List<JsonNode> found) {
        ObjectId id = ObjectId.parse(key.id());
        return found.stream()
                .filter(object -> id.means(KubeJson.id(object)))
                .findFirst()
                .map(object -> new KubeObject(true, OwnedFields.of(object, manager, masked)))
                .orElse(KubeObject.ABSENT);
    }
}
