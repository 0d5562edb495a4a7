package play.modules.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import play.host.HostState;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/**
 * One condition of an object's status.
 *
 * @param status {@code True}, {@code False}, {@code Unknown}, or empty where it is not reported (yet)
 * @param message what the object's controller says about it
 */
record KubeCondition(String status, String message) implements HostState {
    /**
     * In place of a condition's type: a workload is rolled out, as {@code kubectl rollout status} judges it. Real types
     * begin with a capital.
     */
    static final String ROLLOUT = "rollout";

    static final KubeCondition MET = new KubeCondition("True", "");
    private static final KubeCondition NOT_REPORTED = new KubeCondition("", "it is not reported yet");

    @Override
    public boolean present() {
        return true;
    }

    boolean met() {
        return status.equals("True");
    }

    /**
     * Reads conditions.
     *
     * @param condition its type, such as {@code Available}
     */
    record Family(KubeClient client, String condition) implements StateFamily<KubeCondition> {
        StateKey<KubeCondition> at(ObjectId id) {
            return new StateKey<>(client.service(), this, id.toString());
        }

        @Override
        public String name() {
            return "condition " + condition + " of";
        }

        @Override
        public Class<KubeCondition> type() {
            return KubeCondition.class;
        }

        /** Messages change by themselves, so what is found right after a change proves nothing. */
        @Override
        public boolean rereadable() {
            return false;
        }

        @Override
        public Script read(List<StateKey<KubeCondition>> keys) {
            List<String> stubs = keys.stream()
                    .map(key -> KubeJson.line(KubeObjects.stub(ObjectId.parse(key.id()))))
                    .toList();
            return Sections.script(client, "get -o json --ignore-not-found", stubs);
        }

        @Override
        public boolean secret() {
            return true;
        }

        @Override
        public Told<KubeCondition> told(List<StateKey<KubeCondition>> keys, ScriptResult result)
                throws UnknownStateException {
            List<JsonNode> found = Sections.objects(Sections.read(client, result));
            return (index, id) ->
                    KubeJson.find(found, ObjectId.parse(id)).map(this::of).orElse(NOT_REPORTED);
        }

        private static KubeCondition rollout(Rollout rollout) {
            return switch (rollout) {
                case Rollout.Done() -> MET;
                case Rollout.Going(String why) -> new KubeCondition("False", why);
                case Rollout.Stuck(String why) -> new KubeCondition("False", why);
            };
        }

        /** What a controller said of an older generation does not count. */
        private KubeCondition of(JsonNode object) {
            if (condition.equals(ROLLOUT)) {
                return Rollout.Kind.of(KubeJson.id(object))
                        .map(kind -> rollout(Rollout.of(kind, object)))
                        .orElse(MET);
            }
            JsonNode status = object.path("status");
            if (status.has("observedGeneration")
                    && status.path("observedGeneration").asLong()
                            < object.path("metadata").path("generation").asLong()) {
                return NOT_REPORTED;
            }
            for (JsonNode reported : status.path("conditions")) {
                if (reported.path("type").asText().equalsIgnoreCase(condition)) {
                    return new KubeCondition(
                            reported.path("status").asText(),
                            reported.path("message").asText(""));
                }
            }
            return NOT_REPORTED;
        }
    }
}
