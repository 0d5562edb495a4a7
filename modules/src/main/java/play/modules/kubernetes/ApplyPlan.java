package play.modules.kubernetes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Observed.Certainty;
import play.host.Script;
import play.module.Action;
import play.module.Plan;
import play.value.Bytes;

/**
 * Plans a server-side apply.
 *
 * @param dry the server's own dry run of the objects
 * @param fresh whether the API server will be new: then what it holds is foreseen to be nothing
 */
record ApplyPlan(List<WantedObject> objects, KubeObjects live, DryApplies dry, boolean fresh, Knowledge known) {
    private static final Duration APPLY = Duration.ofMinutes(2);

    /** An object and what its fields will be; empty where it stays as it is. */
    record Change(WantedObject object, KubeObject after, boolean isNew) {
        String title() {
            return (isNew ? "create " : "change ") + object.id().shown();
        }
    }

    /** Nothing can be planned; this is the answer. */
    static final class Stop extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Plan plan;

        Stop(Plan plan) {
            this.plan = plan;
        }

        Plan plan() {
            return plan;
        }
    }

    /** The objects that change. */
    List<Change> changes() throws Stop {
        List<Change> changes = new ArrayList<>();
        for (WantedObject object : objects) {
            change(object).ifPresent(changes::add);
        }
        return changes;
    }

    private Optional<Change> change(WantedObject object) throws Stop {
        return switch (known.of(live.at(object.id()))) {
            case Observed.Unknown<KubeObject>(String reason)
            when fresh -> Optional.of(new Change(object, foreseen(object), true));
            case Observed.Unknown<KubeObject>(String reason) -> throw new Stop(new Plan.Undetermined(reason));
            case Observed.Known<KubeObject>(KubeObject there, Certainty how)
            when how != Certainty.READ || fresh -> differing(object, there, foreseen(object));
            case Observed.Known<KubeObject>(KubeObject there, Certainty how)
            when object.unknown().isPresent() -> guessed(object, there);
            case Observed.Known<KubeObject>(KubeObject there, Certainty how) -> asked(object, there);
        };
    }

    private static KubeObject foreseen(WantedObject object) {
        return new KubeObject(true, object.fields());
    }

    private static Optional<Change> differing(WantedObject object, KubeObject there, KubeObject after) {
        return there.present() && there.fields().equals(after.fields())
                ? Optional.empty()
                : Optional.of(new Change(object, after, !there.present()));
    }

    /** Without the server, which can't be asked about what is not known yet. */
    private static Optional<Change> guessed(WantedObject object, KubeObject there) throws Stop {
        if (there.present()) {
            throw new Stop(new Plan.Undetermined("what " + object.id().shown() + " will contain is unknown: "
                    + object.unknown().orElseThrow()));
        }
        return Optional.of(new Change(object, foreseen(object), true));
    }

    /** By what the server says it would do. */
    private Optional<Change> asked(WantedObject object, KubeObject there) throws Stop {
        return switch (known.of(dry.at(object.id()))) {
            case Observed.Unknown<DryApply>(String reason) -> throw new Stop(new Plan.Undetermined(reason));
            case Observed.Known<DryApply>(DryApply.Accepted(var fields), Certainty how) ->
                differing(object, there, new KubeObject(true, fields));
            case Observed.Known<DryApply>(DryApply.Refused refused, Certainty how)
            when comesIntoBeing(refused, object.id()) -> Optional.of(new Change(object, foreseen(object), true));
            case Observed.Known<DryApply>(DryApply.Refused refused, Certainty how) ->
                throw new Stop(rejected(object.id(), refused));
        };
    }

    /** Whether what the server misses is made by this task, or foreseen to be made by one before it. */
    private boolean comesIntoBeing(DryApply.Refused refused, ObjectId id) {
        if (refused.lacksNamespace(id.namespace())) {
            return objects.stream()
                            .anyMatch(other ->
                                    other.isNamespace() && other.id().name().equals(id.namespace()))
                    || isForeseen(id.namespace());
        }
        return refused.lacksKind() && objects.stream().anyMatch(other -> other.defines(id));
    }

    private boolean isForeseen(String namespace) {
        return known.of(live.at(ObjectId.namespace(namespace)))
                        instanceof Observed.Known<KubeObject>(KubeObject there, Certainty how)
                && there.present();
    }

    private static Plan rejected(ObjectId id, DryApply.Refused refused) {
        String advice = refused.isConflict()
                ? "\n"
                        + "Other managers own these fields. Leave them out of the object, or take them over with"
                        + " force_conflicts: true."
                : refused.lacksNamespace(id.namespace()) ? "\nMake the namespace before, or in the same task." : "";
        return new Plan.Rejected("the API server refuses " + id.shown() + ": " + refused.why() + advice);
    }

    /** What carries the changes out: namespaces and definitions first, then the rest, in the order given. */
    List<Action> actions(List<Change> changes) {
        List<Action> actions = new ArrayList<>();
        List<Change> first =
                changes.stream().filter(change -> change.object().comesFirst()).toList();
        List<Change> rest =
                changes.stream().filter(change -> !change.object().comesFirst()).toList();
        if (!first.isEmpty()) {
            boolean definitions =
                    first.stream().anyMatch(change -> change.object().isDefinition());
            actions.add(apply(first, definitions ? established(first) : ""));
        }
        if (!rest.isEmpty()) {
            actions.add(apply(rest, ""));
        }
        return actions;
    }

    private static String established(List<Change> first) {
        StringBuilder wait = new StringBuilder("ctl wait --for=condition=Established --timeout=60s");
        first.stream()
                .filter(change -> change.object().isDefinition())
                .forEach(change -> wait.append(" crd/")
                        .append(play.host.ShellWords.quote(change.object().id().name())));
        return wait + "\n";
    }

    private Action apply(List<Change> some, String then) {
        List<Effect> effects = new ArrayList<>();
        some.forEach(
                change -> effects.add(new Effect.Sets<>(live.at(change.object().id()), change.after())));
        String objects = String.join(
                "\n", some.stream().map(change -> change.object().json()).toList());
        Script script = live.client()
                .script("ctl " + DryApplies.flags(live.manager(), dry.force()) + " -f - || exit 1\n" + then)
                .withStdin(Bytes.of(objects))
                .within(APPLY);
        return new Action.Run(
                "kubectl apply "
                        + String.join(
                                ", ",
                                some.stream()
                                        .map(change -> change.object().id().shown())
                                        .toList()),
                script,
                effects);
    }
}
