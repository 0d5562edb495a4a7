package play.modules.kubernetes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Script;
import play.module.Action;
import play.module.Plan;
import play.value.Bytes;

/**
 * The plan of objects that are not to be.
 *
 * @param live how they are read
 */
record ObjectDeletion(KubeClient client, KubeObjects live) {
    /** @param fresh whether the API server will be new, so that what is unknown is not there */
    Plan plan(List<WantedObject> objects, boolean fresh, Knowledge known) {
        List<ObjectId> there = new ArrayList<>();
        for (WantedObject object : objects) {
            switch (known.of(live.at(object.id()))) {
                case Observed.Unknown<KubeObject>(String reason) when fresh -> {}
                case Observed.Unknown<KubeObject>(String reason) -> {
                    return new Plan.Undetermined(reason);
                }
                case Observed.Known<KubeObject>(KubeObject state, var how) -> {
                    if (state.present()) {
                        there.add(object.id());
                    }
                }
            }
        }
        return there.isEmpty() ? Plan.UNCHANGED : new Plan.Change("delete " + shown(there), of(there));
    }

    /** Deletes them, and waits until they are gone. */
    Action of(List<ObjectId> ids) {
        List<Effect> effects = new ArrayList<>();
        ids.forEach(id -> effects.add(new Effect.Sets<>(live.at(id), KubeObject.ABSENT)));
        String stubs = String.join(
                "\n",
                ids.stream().map(id -> KubeJson.line(KubeObjects.stub(id))).toList());
        Script script = client.script("ctl delete --ignore-not-found --wait=true --timeout=120s -f -\n")
                .withStdin(Bytes.of(stubs))
                .within(Duration.ofMinutes(3));
        return new Action.Run("kubectl delete " + shown(ids), script, effects);
    }

    private static String shown(List<ObjectId> ids) {
        return String.join(", ", ids.stream().map(ObjectId::shown).toList());
    }
}
