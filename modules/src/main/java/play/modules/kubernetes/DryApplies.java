package play.modules.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

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
    public boolean secret() {
        return true;
    }

    @Override
    public Told<DryApply> told(List<StateKey<DryApply>> keys, ScriptResult result) throws UnknownStateException {
        List<Sections.Answer> answers = Sections.read(objects.client(), result);
        List<JsonNode> found = Sections.objects(answers);
        return (index, key) -> {
            Optional<String> refusal = Sections.refusal(answers, index);
            return refusal.isPresent()
                    ? new DryApply.Refused(KubeClient.words(refusal.get()))
                    : accepted(ObjectId.parse(key), found);
        };
    }

    private DryApply accepted(ObjectId id, List<JsonNode> found) throws UnknownStateException {
        JsonNode object = KubeJson.find(found, id)
                .orElseThrow(() -> new UnknownStateException("the server's dry run says nothing of " + id.shown()));
        return new DryApply.Accepted(OwnedFields.of(object, objects.manager(), objects.masked()));
    }

    /** Manifests may hold secrets. */
    @Override
    public String toString() {
        return "server's dry run of " + manifests.keySet();
    }
}
