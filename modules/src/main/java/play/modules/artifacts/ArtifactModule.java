package play.modules.artifacts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import play.files.Names;
import play.files.Paths;
import play.files.Steps;
import play.files.WantedAttributes;
import play.files.WantedFile;
import play.host.Effect;
import play.host.HostFacts;
import play.host.Knowledge;
import play.host.Mode;
import play.host.Observed;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.Plan;
import play.module.Resource;
import play.param.DataFile;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.param.MutuallyExclusive;
import play.param.RequiredOneOf;
import play.result.When;
import play.value.Content;
import play.value.Foreseen;

/** A program named in a lock file, put on the host from the controller's cache. */
public final class ArtifactModule implements Resource<ArtifactModule.Params> {
    @MutuallyExclusive({"dest", "dest_dir"})
    @RequiredOneOf({"dest", "dest_dir"})
    public record Params(
            @Doc("Name of the artifact in the lock file.") String name,

            @Doc("Version, where it is to be another than the lock file's; its digest then comes from the publisher.")
            @Matches(value = "[0-9][A-Za-z0-9.+_-]*", expected = "a version without a leading v")
            Optional<String> version,

            @Doc("amd64 or arm64; the host's own if not given.")
            @Matches(value = "amd64|arm64", expected = "amd64 or arm64")
            Optional<String> arch,

            @Doc("The lock file, searched beside the playbook and in the directories files.")
            @Default("artifacts.lock.yml")
            DataFile lock,

            @Doc("Path of the one file on the host.") @HostPath
            Optional<String> dest,

            @Doc("Directory on the host for the artifact's files, under their names in the lock file.") @HostPath
            Optional<String> destDir,

            @Doc("Which of the artifact's files; all if not given.") @Default("[]")
            List<String> members,

            @Doc("Address (https://…) or directory that has copies of releases, each under the release's host and"
                    + " path; asked before the release.")
            Optional<String> mirror,

            @Doc("Whether it may be built from its Go modules where no release of it can be had.") @Default("false")
            boolean build,

            @Doc("Whether a release is taken for which neither the lock file nor its publisher gives a digest.")
            @Default("false")
            boolean allowUnpinned,

            @Doc("Permission bits of the files.") @Default("0755")
            Mode mode,

            @Doc("User the files belong to.") @Matches(value = Names.OR_NUMBER, expected = Names.EXPECTED)
            Optional<String> owner,

            @Doc("Group the files belong to.") @Matches(value = Names.OR_NUMBER, expected = Names.EXPECTED)
            Optional<String> group) {

        private ArtifactRecipe recipe(LockEntry entry) {
            return new ArtifactRecipe(entry, mirror, build, allowUnpinned);
        }

        /** Where each file goes, by its name. */
        private Map<String, String> places(LockEntry entry) throws LockEntry.WrongLock {
            List<String> names = members.isEmpty() ? List.copyOf(entry.members().keySet()) : members;
            for (String member : names) {
                if (!entry.members().containsKey(member)) {
                    throw new LockEntry.WrongLock("artifact '" + name + "' gives no file '" + member + "'; it gives "
                            + String.join(", ", entry.members().keySet()));
                }
            }
            if (dest.isPresent() && names.size() > 1) {
                throw new LockEntry.WrongLock("artifact '" + name + "' gives " + names.size() + " files ("
                        + String.join(", ", names) + "): name one in members, or a dest_dir for all");
            }
            Map<String, String> places = new LinkedHashMap<>();
            names.forEach(member ->
                    places.put(member, dest.orElseGet(() -> Paths.join(destDir.orElseThrow(), member))));
            return places;
        }
    }

    record Result(
            @Doc("Version of the artifact.") String version,

            @Doc("Where it came from.") @When("it is kept on the controller")
            Optional<String> source,

            @Doc("Digests of its files, by name.") @When("it is kept on the controller")
            Optional<Map<String, String>> sha256) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "artifact",
                    "Puts a program on the host that is fetched, or built from source, once on the"
                            + " controller, and verified by its digest.",
                    Params.class,
                    Examples.of("absent", ""),
                    Examples.of("drifted", "echo old >/usr/local/bin/etcdctl"),
                    Examples.of("right", "").after("- artifact: {name: etcdctl, dest: /usr/local/bin/etcdctl}\n"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    /** The architecture decides the rest, so it is asked for first. */
    @Override
    public List<StateKey<?>> probes(Params params) {
        return params.arch().isPresent() ? all(params, params.arch().get()) : List.of(HostFacts.KEY);
    }

    private static List<StateKey<?>> all(Params params, String arch) {
        List<StateKey<?>> keys = new ArrayList<>();
        try {
            LockEntry entry = LockEntry.of(params.lock().data(), params.name(), params.version(), arch);
            keys.add(CachedArtifacts.at(entry));
            files(params, entry, CachedArtifact.MISSING).forEach(file -> keys.addAll(file.probes()));
        } catch (LockEntry.WrongLock e) {
            // The plan reports it.
        }
        return keys.stream().distinct().toList();
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        if (params.arch().isPresent()) {
            return plan(params, params.arch().get(), known);
        }
        return Plan.on(known.of(HostFacts.KEY), facts -> switch (facts.text("architecture")) {
            case "x86_64" -> plan(params, "amd64", known);
            case "aarch64" -> plan(params, "arm64", known);
            case String other -> new Plan.Rejected("artifacts are for amd64 and arm64; the host is " + other);
        });
    }

    private static Plan plan(Params params, String arch, Knowledge known) {
        List<StateKey<?>> missing = all(params, arch).stream()
                .filter(key -> !known.has(key))
                .<StateKey<?>>map(key -> key)
                .toList();
        if (!missing.isEmpty()) {
            return new Plan.Needs(missing);
        }
        try {
            return plan(params, LockEntry.of(params.lock().data(), params.name(), params.version(), arch), known);
        } catch (LockEntry.WrongLock e) {
            return new Plan.Rejected(params.lock().name() + ": " + e.getMessage());
        }
    }

    private static Plan plan(Params params, LockEntry entry, Knowledge known) throws LockEntry.WrongLock {
        return switch (known.of(CachedArtifacts.at(entry))) {
            case Observed.Unknown<CachedArtifact>(String reason) -> new Plan.Undetermined(reason);
            case Observed.Known<CachedArtifact>(CachedArtifact cached, var how) -> plan(params, entry, cached, known);
        };
    }

    private static Plan plan(Params params, LockEntry entry, CachedArtifact cached, Knowledge known)
            throws LockEntry.WrongLock {
        if (entry.url().isEmpty() && !params.build() && !cached.serves(entry, false)) {
            return new Plan.Rejected(
                    "nobody publishes " + entry.name() + ": it is built from Go modules or not there at all. Let it be"
                            + " built (build: true; artifacts_build of the playbooks),"
                            + " which needs Go on the controller");
        }
        List<Function<Knowledge, Plan>> steps = new ArrayList<>();
        files(params, entry, cached).forEach(file -> steps.add(file::plan));
        Plan plan = Steps.inOrder(known, steps);
        if (!(plan instanceof Plan.Change(String title, List<Action> actions))) {
            return plan;
        }
        ArtifactRecipe recipe = params.recipe(entry);
        List<Effect> effects = cached.serves(entry, params.build())
                ? List.of()
                : List.of(new Effect.Sets<>(CachedArtifacts.at(entry), fetched(params, entry)));
        List<Action> all = new ArrayList<>(List.of(new Action.Produce(recipe.key(), recipe, effects)));
        all.addAll(actions);
        return new Plan.Change(title + " (" + entry.name() + " " + entry.version() + ")", all);
    }

    private static List<WantedFile> files(Params params, LockEntry entry, CachedArtifact cached)
            throws LockEntry.WrongLock {
        CachedArtifact from = cached.serves(entry, params.build()) ? cached : fetched(params, entry);
        String key = params.recipe(entry).key();
        WantedAttributes attributes = WantedAttributes.of(params.owner(), params.group(), Optional.of(params.mode()));
        List<WantedFile> files = new ArrayList<>();
        params.places(entry)
                .forEach((member, place) -> files.add(new WantedFile(
                        place,
                        new Content.Produced(key, member, from.files().getOrDefault(member, later(entry)), false),
                        attributes)));
        return files;
    }

    /**
     * What the cache will hold. Only a file that can come from the release alone has a digest that is known beforehand:
     * one built from source has another.
     */
    private static CachedArtifact fetched(Params params, LockEntry entry) {
        Map<String, Foreseen<String>> files = new HashMap<>();
        boolean releaseOnly =
                !(params.build() && entry.isBuilt()) && entry.members().containsValue("");
        entry.members()
                .keySet()
                .forEach(member -> files.put(
                        member,
                        releaseOnly && entry.sha256().isPresent()
                                ? new Foreseen.Exactly<>(entry.sha256().get())
                                : later(entry)));
        return new CachedArtifact(true, later(entry), later(entry), files);
    }

    private static Foreseen<String> later(LockEntry entry) {
        return new Foreseen.Later<>(entry.name() + " " + entry.version() + " is fetched during the run");
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        String arch = params.arch()
                .orElseGet(() -> after.of(HostFacts.KEY) instanceof Observed.Known<HostFacts>(HostFacts facts, var how)
                                && facts.text("architecture").equals("aarch64")
                        ? "arm64"
                        : "amd64");
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        try {
            LockEntry entry = LockEntry.of(params.lock().data(), params.name(), params.version(), arch);
            result.put("version", entry.version());
            if (after.of(CachedArtifacts.at(entry))
                    instanceof Observed.Known<CachedArtifact>(CachedArtifact cached, var how)) {
                result.put("source", cached.source().orUnknown());
                Map<String, @Nullable Object> digests = new LinkedHashMap<>();
                cached.files().forEach((file, digest) -> digests.put(file, digest.orUnknown()));
                result.put("sha256", digests);
            }
        } catch (LockEntry.WrongLock e) {
            throw new IllegalStateException("a plan was made from this lock file", e);
        }
        return result;
    }
}
