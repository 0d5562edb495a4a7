package play.modules.kubernetes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.files.FirstStart;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.param.Alias;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Inline;
import play.param.Matches;
import play.param.MutuallyExclusive;
import play.param.Presence;
import play.param.RequiredOneOf;

/** API objects of Kubernetes, applied by the server. */
public final class KubectlApplyModule implements Resource<KubectlApplyModule.Params> {
    /** A condition of each object's status that is waited for. */
    public record Wait(
            @Doc("Type of the condition: Available, Ready, Established, Complete; or rollout: Deployments,"
                    + " DaemonSets and StatefulSets run their newest version, other kinds are not waited for.")
            @Matches(value = "[A-Za-z]+", expected = "a condition's type")
            String condition,

            @Doc("How long each object may take.") @Default("2m")
            Duration timeout) {}

    /** What is removed: objects with a label that this field manager applied and that are no longer given. */
    public record Prune(
            @Doc("Label selector, such as app=web.") @Matches(value = "[^\\s'\"]+", expected = "a label selector")
            String label,

            @Doc("Kinds to look through, as kubectl takes them: configmap, deployment.apps.")
            List<String> kinds,

            @Doc("Where to look; everywhere if not given.") Optional<String> namespace) {}

    @MutuallyExclusive({"definition", "src", "template"})
    @RequiredOneOf({"definition", "src", "template"})
    public record Params(
            @Doc("The objects: one mapping, a list, or YAML text.")
            Optional<Manifests> definition,

            @Doc("YAML file of objects on the controller, searched in the directories files.")
            Optional<ManifestFile> src,

            @Doc("Template of such a file, searched in the directories templates.")
            Optional<ManifestTemplate> template,

            @Doc("Whether the objects are to be there.") @Default("present")
            Presence state,

            @Inline KubeAccess access,

            @Doc("Namespace of objects that name none.")
            @Matches(value = "[a-z0-9-]{1,63}", expected = "a namespace's name")
            Optional<String> namespace,

            @Doc("Who owns the fields, as others see it.")
            @Matches(value = "[A-Za-z0-9._:/-]{1,128}", expected = "a field manager's name")
            @Default("play")
            String fieldManager,

            @Doc("Whether fields that other managers own are taken over.") @Default("false")
            boolean forceConflicts,

            @Doc("A condition to wait for.") @Alias("wait") Optional<Wait> waitFor,

            @Doc("What is removed because it is no longer given.")
            Optional<Prune> prune,

            @Doc("Unit of the API server on this host. A dry run that foresees its first start foresees the"
                    + " objects, too.")
            Optional<String> unit,

            @Doc("Directory of etcd's data, where it is on this host, for the same purpose.") @HostPath
            Optional<String> store) {

        private Manifests manifests() {
            return definition
                    .or(() -> src.map(ManifestFile::manifests))
                    .or(() -> template.map(ManifestTemplate::manifests))
                    .orElseThrow();
        }

        private KubeClient client() {
            return access.client(namespace);
        }

        private KubeObjects live() {
            return new KubeObjects(client(), fieldManager, WantedObject.hasSecrets(manifests()));
        }

        private DryApplies dry(List<WantedObject> objects) {
            Map<ObjectId, String> lines = new HashMap<>();
            objects.forEach(object -> lines.put(object.id(), object.json()));
            return new DryApplies(live(), forceConflicts, lines);
        }

        private ObjectDeletion deletion() {
            return new ObjectDeletion(client(), live());
        }

        private FirstStart firstStart() {
            return new FirstStart(unit, store);
        }

        private Optional<StateKey<SelectedObjects>> selected() {
            return prune.map(rule -> new SelectedObjects.Family(client(), fieldManager, rule.kinds(), rule.namespace())
                    .labelled(rule.label()));
        }
    }

    record Result(
            @Doc("The objects that were asked for, as KIND NAMESPACE/NAME.")
            List<String> objects) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "kubectl-apply",
                    "Applies API objects by server-side apply, with a diff by the server's own dry run; waits for"
                            + " conditions and prunes by label.",
                    Params.class,
                    Examples.of("absent", ""),
                    Examples.of(
                            "drifted",
                            "/usr/local/bin/kubectl --kubeconfig /root/admin.conf create configmap example"
                                    + " --from-literal=a=2"),
                    Examples.of(
                            "right",
                            "printf '%s'"
                                    + " '{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\","
                                    + "\"metadata\":{\"name\":\"example\",\"namespace\":\"default\"},"
                                    + "\"data\":{\"a\":\"1\"}}'"
                                    + " | /usr/local/bin/kubectl --kubeconfig /root/admin.conf apply --server-side"
                                    + " --field-manager=play -f -"))
            .inGroups(KubeAccess.GROUPS)
            .alias("kubectl_apply")
            .insteadOf(new Program(
                    "kubectl",
                    "\\s(get|describe|logs|version|cluster-info|top|wait|auth"
                            + "|api-resources|api-versions|explain|diff|exec|config)\\b"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(params.firstStart().probes());
        params.selected().ifPresent(keys::add);
        try {
            List<WantedObject> objects = WantedObject.of(params.manifests(), params.namespace());
            for (WantedObject object : objects) {
                keys.add(params.live().at(object.id()));
                if (params.state() == Presence.PRESENT) {
                    if (object.unknown().isEmpty()) {
                        keys.add(params.dry(objects).at(object.id()));
                    }
                    params.waitFor().ifPresent(wait -> keys.add(condition(params, wait, object)));
                }
                if (!object.id().namespace().isEmpty()) {
                    keys.add(params.live().at(ObjectId.namespace(object.id().namespace())));
                }
            }
        } catch (WantedObject.WrongManifest e) {
            // The plan reports it.
        }
        return keys.stream().distinct().toList();
    }

    private static StateKey<KubeCondition> condition(Params params, Wait wait, WantedObject object) {
        return new KubeCondition.Family(params.client(), wait.condition()).at(object.id());
    }

    /** Of objects in the task itself; YAML text, and files, are read when the task runs. */
    @Override
    public List<Binding.Fault> check(Params params) {
        Optional<Manifests> given =
                params.definition().filter(manifests -> !manifests.objects().isEmpty());
        try {
            if (given.isPresent()) {
                WantedObject.of(given.get(), params.namespace());
            }
            return List.of();
        } catch (WantedObject.WrongManifest e) {
            return List.of(new Binding.Fault("definition", "definition cannot be applied: " + e.getMessage()));
        }
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        try {
            List<WantedObject> objects = WantedObject.of(params.manifests(), params.namespace());
            return params.state() == Presence.PRESENT
                    ? apply(params, objects, known)
                    : params.deletion().plan(objects, params.firstStart().foreseen(known), known);
        } catch (WantedObject.WrongManifest e) {
            return new Plan.Rejected(String.valueOf(e.getMessage()));
        } catch (ApplyPlan.Stop stop) {
            return stop.plan();
        }
    }

    private static Plan apply(Params params, List<WantedObject> objects, Knowledge known) throws ApplyPlan.Stop {
        boolean fresh = params.firstStart().foreseen(known);
        ApplyPlan plan = new ApplyPlan(objects, params.live(), params.dry(objects), fresh, known);
        List<ApplyPlan.Change> changes = plan.changes();
        List<ObjectId> surplus = surplus(params, objects, known);
        List<String> titles =
                new ArrayList<>(changes.stream().map(ApplyPlan.Change::title).toList());
        surplus.forEach(id -> titles.add("delete " + id.shown()));
        List<Action> actions = new ArrayList<>(plan.actions(changes));
        if (!surplus.isEmpty()) {
            actions.add(params.deletion().of(surplus));
        }
        params.waitFor()
                .ifPresent(wait ->
                        await(params, wait, changed(changes), objects, known).forEach(actions::add));
        if (titles.isEmpty() && !actions.isEmpty()) {
            titles.add("wait for " + params.waitFor().orElseThrow().condition());
        }
        return actions.isEmpty() ? Plan.UNCHANGED : new Plan.Change(String.join(", ", titles), actions);
    }

    private static Set<ObjectId> changed(List<ApplyPlan.Change> changes) {
        Set<ObjectId> ids = new LinkedHashSet<>();
        changes.forEach(change -> ids.add(change.object().id()));
        return ids;
    }

    /** For what changes, and for what an interrupted run left before its condition came true. */
    private static List<Action> await(
            Params params, Wait wait, Set<ObjectId> changed, List<WantedObject> objects, Knowledge known) {
        List<Action> actions = new ArrayList<>();
        for (WantedObject object : objects) {
            StateKey<KubeCondition> key = condition(params, wait, object);
            boolean met = known.of(key) instanceof Observed.Known<KubeCondition>(KubeCondition condition, var how)
                    && condition.met();
            if (!met || changed.contains(object.id())) {
                actions.add(new Action.Await<>(
                        key,
                        KubeCondition::met,
                        object.id().shown() + " is "
                                + (wait.condition().equals(KubeCondition.ROLLOUT) ? "rolled out" : wait.condition()),
                        wait.timeout(),
                        List.of(new Effect.Sets<>(key, KubeCondition.MET))));
            }
        }
        return actions;
    }

    private static List<ObjectId> surplus(Params params, List<WantedObject> objects, Knowledge known)
            throws ApplyPlan.Stop {
        if (params.selected().isEmpty() || params.firstStart().foreseen(known)) {
            return List.of();
        }
        return switch (known.of(params.selected().get())) {
            case Observed.Unknown<SelectedObjects>(String reason) ->
                throw new ApplyPlan.Stop(new Plan.Undetermined(reason));
            case Observed.Known<SelectedObjects>(SelectedObjects found, var how) ->
                found.ids().stream()
                        .filter(id ->
                                objects.stream().noneMatch(object -> object.id().means(id)))
                        .toList();
        };
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        try {
            return Map.of(
                    "objects",
                    WantedObject.of(params.manifests(), params.namespace()).stream()
                            .map(object -> object.id().shown())
                            .toList());
        } catch (WantedObject.WrongManifest e) {
            throw new IllegalStateException("a plan was made from these manifests", e);
        }
    }
}
