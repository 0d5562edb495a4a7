package play.modules.artifacts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.Names;
import play.files.Paths;
import play.host.HostFacts;
import play.host.Knowledge;
import play.host.Mode;
import play.host.Observed;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.Plan;
import play.module.Resource;
import play.param.DataFile;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.LocalDestination;
import play.param.Matches;
import play.param.MutuallyExclusive;
import play.param.RequiredOneOf;
import play.result.When;

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

            @Doc("Bundle on the controller, as `artifact_bundle` makes it: nobody else is asked, and nothing is built.")
            Optional<LocalDestination> bundle,

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

        private LockEntry entry(String arch) throws LockEntry.WrongLock {
            return LockEntry.of(lock.data(), name, version, arch);
        }

        ArtifactRecipe recipe(LockEntry entry) {
            return new ArtifactRecipe(entry, mirror, bundle.map(LocalDestination::path), build, allowUnpinned);
        }

        /** Whether a build serves, made here or in the bundle. */
        boolean takesBuilds() {
            return build || bundle.isPresent();
        }

        Optional<StateKey<Bundle>> kept() {
            return bundle.map(place -> Bundles.at(place.path()));
        }

        /** Where each file goes, by its name. */
        Map<String, String> places(LockEntry entry) throws LockEntry.WrongLock {
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
            LockEntry entry = params.entry(arch);
            keys.add(CachedArtifacts.at(entry));
            params.kept().ifPresent(keys::add);
            ArtifactPlan.of(params, entry).paths().forEach(file -> keys.addAll(file.probes()));
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
            LockEntry entry = params.entry(arch);
            return ArtifactPlan.of(params, entry).on(known);
        } catch (LockEntry.WrongLock e) {
            return new Plan.Rejected(params.lock().name() + ": " + e.getMessage());
        }
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
            LockEntry entry = params.entry(arch);
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
