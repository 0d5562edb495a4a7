package play.modules.artifacts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.host.Effect;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Plan;
import play.module.Resource;
import play.modules.registry.ImageName;
import play.modules.registry.Registries;
import play.modules.registry.RegistryLogin;
import play.modules.registry.RegistryMirrors;
import play.param.Binding;
import play.param.DataFile;
import play.param.Default;
import play.param.Doc;
import play.param.LocalDestination;
import play.param.Matches;
import play.value.Foreseen;

/** Artifacts and images in one file, for controllers that reach neither releases nor registries. */
public final class ArtifactBundleModule implements Resource<ArtifactBundleModule.Params> {
    /** Architectures that artifacts are for. */
    public enum Arch {
        AMD64,
        ARM64;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One of a lock file. */
    public record Wanted(
            @Doc("Name of the artifact in the lock file.") String name,

            @Doc("Version, where it is to be another than the lock file's.")
            @Matches(value = "[0-9][A-Za-z0-9.+_-]*", expected = "a version without a leading v")
            Optional<String> version) {}

    /** One that containerd gets. */
    public record WantedImage(
            @Doc("Its whole name; a registry gives it, unless it comes as an artifact.")
            @Matches(value = ImageName.PATTERN, expected = ImageName.EXPECTED)
            String name,

            @Doc("Artifact of the lock file that is its archive, as `docker save` or `ctr images export` makes it.")
            Optional<String> artifact,

            @Doc("Version of the artifact, where it is to be another than the lock file's.")
            @Matches(value = "[0-9][A-Za-z0-9.+_-]*", expected = "a version without a leading v")
            Optional<String> version) {}

    public record Params(
            @Doc("Path of the bundle on the controller, a tar, its parents made; a relative one is in the playbook's"
                    + " directory. One that holds the same names and versions is left alone, one that holds others is"
                    + " replaced.")
            LocalDestination dest,

            @Doc("Programs.") @Default("[]") List<Wanted> artifacts,

            @Doc("Images of containers.") @Default("[]") List<WantedImage> images,

            @Doc("Packages that hosts need besides, by family of distributions. They are only named in the bundle.")
            @Default("{}")
            Map<String, List<String>> packages,

            @Doc("Architectures of the hosts: each artifact and image comes for all of them.") @Default("amd64")
            List<Arch> arch,

            @Doc("The lock file, searched beside the playbook and in the directories files.")
            @Default("artifacts.lock.yml")
            DataFile lock,

            @Doc("Address (https://…) or directory that has copies of releases, each under the release's host and"
                    + " path; asked before the release.")
            Optional<String> mirror,

            @Doc("Whether artifacts may be built from their Go modules where no release of them can be had.")
            @Default("false")
            boolean build,

            @Doc("Whether a release is taken for which neither the lock file nor its publisher gives a digest.")
            @Default("false")
            boolean allowUnpinned,

            @Doc("Who is asked for the images of a registry before it.") @Default("[]")
            List<RegistryMirrors> registryMirrors,

            @Doc("By what registries and mirrors give images.") @Default("[]")
            List<RegistryLogin> registryCredentials) {
        private StateKey<Bundle> kept() {
            return Bundles.at(dest.path());
        }

        private List<ArtifactRecipe> recipes() throws LockEntry.WrongLock {
            List<ArtifactRecipe> recipes = new ArrayList<>();
            for (Arch each : arch) {
                for (Wanted wanted : artifacts) {
                    recipes.add(recipe(wanted.name(), wanted.version(), each));
                }
            }
            return recipes.stream().distinct().toList();
        }

        private ArtifactRecipe recipe(String artifact, Optional<String> version, Arch each) throws LockEntry.WrongLock {
            LockEntry entry = LockEntry.of(lock.data(), artifact, version, each.word());
            return new ArtifactRecipe(entry, mirror, Optional.empty(), build, allowUnpinned);
        }

        private List<BundleRecipe.Pull> pulls() throws LockEntry.WrongLock {
            List<BundleRecipe.Pull> pulls = new ArrayList<>();
            for (Arch each : arch) {
                for (WantedImage image : images) {
                    Optional<ArtifactRecipe> archive = image.artifact().isEmpty()
                            ? Optional.empty()
                            : Optional.of(recipe(image.artifact().get(), image.version(), each));
                    pulls.add(new BundleRecipe.Pull(ImageName.of(image.name()), each.word(), archive));
                }
            }
            return pulls.stream().distinct().toList();
        }
    }

    record Result(
            @Doc("Path of the bundle on the controller.") String dest) {}

    private static final String PROGRAMS = "dest: bundles/small.tar\nartifacts: [{name: etcdctl}]\n"
            + "images: [{name: localhost/pause:1.0.0, artifact: image-pause}]\nbuild: true\n";
    private static final String OTHER =
            "- artifact_bundle: {dest: bundles/small.tar, artifacts: [{name: etcdctl}], build: true}\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "artifact_bundle",
                    "Makes one file of artifacts and images on the controller, for controllers that reach neither"
                            + " releases nor registries.",
                    Params.class,
                    new Example("absent", "", PROGRAMS),
                    new Example("drifted: it holds less", "", PROGRAMS).after(OTHER),
                    new Example("right", "", PROGRAMS).after("- artifact_bundle:\n" + PROGRAMS.indent(4)))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        if (params.arch().isEmpty()) {
            faults.add(new Binding.Fault("arch", "arch names no architecture: amd64, arm64 or both"));
        }
        return faults;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.kept());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        Path dest = params.dest().path();
        BundleRecipe recipe;
        try {
            recipe = new BundleRecipe(
                    dest,
                    params.recipes(),
                    params.pulls(),
                    params.packages(),
                    new Registries(params.registryMirrors(), params.registryCredentials()));
        } catch (LockEntry.WrongLock e) {
            return new Plan.Rejected(params.lock().name() + ": " + e.getMessage());
        }
        return Plan.on(known.of(params.kept()), there -> switch (there) {
            case Bundle.Absent absent -> make(params, recipe);
            case Bundle.Other other ->
                new Plan.Rejected(
                        dest + " is there on the controller and is no bundle; remove it, or name another dest");
            case Bundle.Kept(Set<String> names, var index) ->
                names.equals(recipe.names()) ? Plan.UNCHANGED : make(params, recipe);
        });
    }

    private static Plan make(Params params, BundleRecipe recipe) {
        Bundle made = new Bundle.Kept(recipe.names(), new Foreseen.Later<>("it is bundled during the run"));
        return new Plan.Change(
                "bundle " + recipe.programs().size() + " artifacts and "
                        + recipe.images().size() + " images in " + recipe.dest(),
                new Action.Produce(recipe.key(), recipe, List.of(new Effect.Sets<>(params.kept(), made))));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        return Map.of("dest", params.dest().path().toString());
    }
}
