package play.modules.containers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.files.Paths;
import play.files.WantedAttributes;
import play.files.WantedFile;
import play.host.Files;
import play.host.HostFacts;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Plan;
import play.module.Resource;
import play.modules.artifacts.Bundle;
import play.modules.artifacts.BundleFile;
import play.modules.artifacts.BundleIndex;
import play.modules.artifacts.Bundles;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.LocalDestination;
import play.param.Matches;
import play.value.Content;
import play.value.Foreseen;

/** All images of a bundle, for hosts that reach no registry. */
public final class ContainerImagesModule implements Resource<ContainerImagesModule.Params> {
    public record Params(
            @Doc("Bundle on the controller, as `artifact_bundle` makes it. Images that containerd has under their names"
                    + " are right; the others are imported, for the host's architecture.")
            LocalDestination bundle,

            @Doc("Namespace of containerd. Kubernetes looks in k8s.io.")
            @Matches(value = "[A-Za-z0-9._-]+", expected = "a namespace of containerd")
            @Default("k8s.io")
            String namespace,

            @Doc("The ctr program on the host.") @HostPath @Default("/usr/local/bin/ctr")
            String ctr) {
        private StateKey<Bundle> kept() {
            return Bundles.at(bundle.path());
        }

        private ImageImport wanted(BundleIndex.Image image) {
            return new ImageImport(new ContainerImages(ctr, namespace), image.name());
        }
    }

    private static final String CONTAINERD = """
        - package: {name: [containerd, runc], provides: {units: [containerd], paths: [/usr/bin/ctr]}}
        - artifact_bundle:
            dest: BUNDLE
            images: [{name: localhost/pause:1.0.0, artifact: image-pause}]
            build: true
        """;

    /** A bundle is on the controller, so each example has its own. */
    private static Example example(String title, String before, String bundle, boolean imported) {
        String yaml = "bundle: " + bundle + "\nctr: /usr/bin/ctr\n";
        String first = CONTAINERD.replace("BUNDLE", bundle);
        return new Example(title, before, yaml, imported ? first + "- container_images:\n" + yaml.indent(4) : first);
    }

    record Result(
            @Doc("Path of the bundle on the controller.") String bundle) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "container_images",
                    "Imports the images of a bundle into containerd.",
                    Params.class,
                    example("absent", "", "bundles/images.tar", false),
                    example(
                            "drifted: it was removed",
                            "ctr -n k8s.io images rm localhost/pause:1.0.0",
                            "bundles/removed.tar",
                            true),
                    example("right", "", "bundles/imported.tar", true))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.kept(), HostFacts.KEY, Files.at(Paths.clean(params.ctr())));
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        String path = params.bundle().path().toString();
        return Plan.on(known.of(params.kept()), bundle -> switch (bundle) {
            case Bundle.Absent absent -> new Plan.Rejected("there is no bundle " + path + " on the controller");
            case Bundle.Other other -> new Plan.Rejected(path + " is no bundle");
            case Bundle.Kept(Set<String> names, Foreseen.Later<BundleIndex>(String reason)) ->
                new Plan.Undetermined(reason);
            case Bundle.Kept(Set<String> names, Foreseen.Exactly<BundleIndex>(BundleIndex index)) ->
                Plan.on(known.of(HostFacts.KEY), facts -> plan(params, images(index, facts), known));
        });
    }

    private static List<BundleIndex.Image> images(BundleIndex index, HostFacts facts) {
        String arch = switch (facts.text("architecture")) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            case String other -> other;
        };
        return index.images().stream()
                .filter(image -> image.arch().equals(arch))
                .toList();
    }

    private static Plan plan(Params params, List<BundleIndex.Image> images, Knowledge known) {
        List<StateKey<?>> missing = new ArrayList<>();
        for (BundleIndex.Image image : images) {
            missing.add(params.wanted(image).image());
            missing.addAll(carried(params, image).probes());
        }
        missing.removeIf(known::has);
        return missing.isEmpty() ? importing(params, images, known) : new Plan.Needs(missing);
    }

    private static Plan importing(Params params, List<BundleIndex.Image> images, Knowledge known) {
        List<Action> actions = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (BundleIndex.Image image : images) {
            switch (importing(params, image, known)) {
                case Plan.Unchanged there -> {}
                case Plan.Change(String name, List<Action> needed) -> {
                    names.add(name);
                    actions.addAll(needed);
                }
                case Plan other -> {
                    return other;
                }
            }
        }
        return actions.isEmpty()
                ? Plan.UNCHANGED
                : new Plan.Change("import images " + String.join(", ", names), actions);
    }

    /** For one image, with its name as the title. */
    private static Plan importing(Params params, BundleIndex.Image image, Knowledge known) {
        ImageImport wanted = params.wanted(image);
        switch (known.of(wanted.image())) {
            case Observed.Known<ContainerImage>(ContainerImage there, var how)
            when there.present() -> {
                return Plan.UNCHANGED;
            }
            case Observed.Unknown<ContainerImage>(String reason)
            when !ContainerImages.areNone(params.ctr(), known) -> {
                return new Plan.Undetermined(reason);
            }
            default -> {}
        }
        return switch (carried(params, image).plan(known)) {
            case Plan.Change(String title, List<Action> carry) -> new Plan.Change(image.name(), wanted.around(carry));
            case Plan.Unchanged unchanged -> new Plan.Change(image.name(), wanted.around(List.of()));
            case Plan other -> other;
        };
    }

    private static WantedFile carried(Params params, BundleIndex.Image image) {
        BundleFile bundle = new BundleFile(params.bundle().path());
        BundleIndex.Stored archive = image.archive();
        Content content = new Content.Streamed(() -> bundle.open(archive.member()), archive.sha256(), archive.size());
        return new WantedFile(params.wanted(image).place(), content, WantedAttributes.of("root", 0600));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        return Map.of("bundle", params.bundle().path().toString());
    }
}
