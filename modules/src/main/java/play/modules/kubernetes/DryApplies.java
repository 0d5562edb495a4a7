package play.modules.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;

/**
 * What a server-side apply of manifests would come to, by the server's own dry run.
 *
 * @param objects who is asked, and for which manager
 * @param manifests by object, each as one line of JSON
 */
record DryApplies(KubeObjects objects, boolean force, Map<ObjectId, String> manifests)
        implements StateFamily<DryApply> {
    DryApplies {
        manifests = Map.copyOf(manifests);
    }

    StateKey<DryApply> at(ObjectId id) {
        return new StateKey<>(objects.client().service(), this, id.toString());
    }

    /** The flags of an apply that is for this manager. */
    static String flags(String manager, boolean force) {
        return "apply --server-side --field-manager=" + play.host.ShellWords.quote(manager)
                + (force ? " --force-conflicts" : "");
    }

    @Override
    public String name() {
        return "server's dry run of";
    }

    @Override
    public Class<DryApply> type() {
        return DryApply.class;
    }

    /** It is a question, not a state: after the change it is not asked again. */
    @Override
    public boolean rereadable() {
        return false;
    }

    @Override
    public Script read(List<StateKey<DryApply>> keys) {
        List<String> lines = keys.stream()
                .map(key -> manifests.getOrDefault(ObjectId.parse(key.id()), "{}"))
                .toList();
        return Sections.script(
                objects.client(),
                flags(objects.manager(), force) + " --dry-run=server -o json --show-managed-fields=true",
                lines);
    }

    @Override
    public Map<StateKey<DryApply>, Observed<DryApply>> parse(List<StateKey<DryApply>> keys, ScriptResult result) {
        Map<StateKey<DryApply>, Observed<DryApply>> states = new HashMap<>();
        Optional<String> failure = Sections.failure(objects.client(), result);
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
            boolean refused = !answers.get(answers.size() > 1 ? i : 0).succeeded();
            states.put(
                    keys.get(i),
                    refused
                            ? refused(answers.get(answers.size() > 1 ? i : 0))
                            : accepted(ObjectId.parse(keys.get(i).id()), found));
        }
        return states;
    }

    private static Observed<DryApply> refused(Sections.Answer answer) {
        return Observed.read(new DryApply.Refused(KubeClient.words(answer.text())));
    }

    private Observed<DryApply> accepted(ObjectId id, List<JsonNode> found) {
        return found.stream()
                .filter(object -> id.means(KubeJson.id(object)))
                .findFirst()
                .<Observed<DryApply>>map(object -> Observed.read(
                        new DryApply.Accepted(OwnedFields.of(object, objects.manager(), objects.masked()))))
                .orElseGet(() -> new Observed.Unknown<>("the server's dry run says nothing of " + id.shown()));
    }

    /** Manifests may hold secrets. */
    @Override
    public String toString() {
        return "server's dry run of " + manifests.keySet();
    }
}
