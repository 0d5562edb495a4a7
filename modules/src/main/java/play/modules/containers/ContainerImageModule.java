package play.modules.containers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.Paths;
import play.files.WantedAttributes;
import play.files.WantedFile;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Script;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Plan;
import play.module.Resource;
import play.modules.registry.ImageName;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.LocalFile;
import play.param.Matches;
import play.param.MutuallyExclusive;
import play.param.Presence;
import play.param.RequiredIf;
import play.result.When;

/** An image of containerd that comes from an archive, for hosts that reach no registry. */
public final class ContainerImageModule implements Resource<ContainerImageModule.Params> {
    @MutuallyExclusive({"archive", "src"})
    @RequiredIf(
            when = "state",
            is = "present",
            needs = {"archive", "src"},
            any = true)
    public record Params(
            @Doc("Name of the image with registry and tag, as pods name it. One of that name that is there is"
                    + " right: other content needs another tag.")
            @Matches(value = ImageName.PATTERN, expected = ImageName.EXPECTED)
            String name,

            @Doc("Whether the image is to be there.") @Default("present")
            Presence state,

            @Doc("Archive on the host, as `docker save` or `ctr images export` makes it, with an image of that name"
                    + " in it.")
            @HostPath
            Optional<String> archive,

            @Doc("Such an archive on the controller, searched in the directories files. It is on the host only while it"
                    + " is imported.")
            Optional<LocalFile> src,

            @Doc("Namespace of containerd. Kubernetes looks in k8s.io.")
            @Matches(value = "[A-Za-z0-9._-]+", expected = "a namespace of containerd")
            @Default("k8s.io")
            String namespace,

            @Doc("The ctr program on the host.") @HostPath @Default("/usr/local/bin/ctr")
            String ctr) {

        private ImageImport wanted() {
            return new ImageImport(new ContainerImages(ctr, namespace), name);
        }

        private StateKey<ContainerImage> image() {
            return wanted().image();
        }

        private StateKey<FileState> program() {
            return Files.at(Paths.clean(ctr));
        }

        private Optional<WantedFile> carried() {
            return src.map(file -> new WantedFile(wanted().place(), file.content(), WantedAttributes.of("root", 0600)));
        }
    }

    private static final String CONTAINERD = """
        - package: {name: [containerd, runc], provides: {units: [containerd], paths: [/usr/bin/ctr]}}
        - file: {path: /srv, state: directory}
        - artifact: {name: image-pause, dest: /srv/pause.tar}
        """;

    private static final String PRESENT = "name: localhost/pause:1.0.0\narchive: /srv/pause.tar\nctr: /usr/bin/ctr\n";
    private static final String IMPORTED = "ctr -n k8s.io images import /srv/pause.tar";

    record Result(
            @Doc("Name of the image.") String name,
            @Doc("Its digest.") @When("it is there") Optional<String> digest) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "container_image",
                    "Imports an image into containerd from an archive, or removes it.",
                    Params.class,
                    new Example("absent", "", PRESENT, CONTAINERD),
                    new Example(
                            "drifted: another namespace has it",
                            "ctr -n other images import /srv/pause.tar",
                            PRESENT,
                            CONTAINERD),
                    new Example("right", IMPORTED, PRESENT, CONTAINERD),
                    new Example(
                            "to be removed",
                            IMPORTED,
                            "name: localhost/pause:1.0.0\nstate: absent\nctr: /usr/bin/ctr\n",
                            CONTAINERD))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(List.of(params.image(), params.program()));
        params.archive().ifPresent(path -> keys.add(Files.at(Paths.clean(path))));
        params.carried().ifPresent(file -> keys.addAll(file.probes()));
        return keys;
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return switch (known.of(params.image())) {
            case Observed.Unknown<ContainerImage>(String reason) ->
                ContainerImages.areNone(params.ctr(), known)
                        ? plan(params, ContainerImage.ABSENT, known)
                        : new Plan.Undetermined(reason);
            case Observed.Known<ContainerImage>(ContainerImage there, var how) -> plan(params, there, known);
        };
    }

    private static Plan plan(Params params, ContainerImage there, Knowledge known) {
        boolean wanted = params.state() == Presence.PRESENT;
        if (there.present() == wanted) {
            return Plan.UNCHANGED;
        }
        return wanted ? bring(params, known) : remove(params);
    }

    private static Plan bring(Params params, Knowledge known) {
        if (params.archive().isPresent()) {
            String archive = Paths.clean(params.archive().get());
            return Plan.on(
                    known.of(Files.at(archive)),
                    file -> file.present()
                            ? new Plan.Change(
                                    title("import", params), params.wanted().of(archive))
                            : new Plan.Rejected("there is no archive " + archive
                                    + " on the host; put it there before, with `artifact` or `copy`, or give src"));
        }
        WantedFile file = params.carried().orElseThrow();
        Plan carry = file.plan(known);
        return switch (carry) {
            case Plan.Change(String title, List<Action> actions) ->
                new Plan.Change(title("import", params), params.wanted().around(actions));
            case Plan.Unchanged unchanged ->
                new Plan.Change(title("import", params), params.wanted().around(List.of()));
            default -> carry;
        };
    }

    private static String title(String verb, Params params) {
        return verb + " image " + params.name();
    }

    private static Plan remove(Params params) {
        Script script = params.wanted()
                .images()
                .script("ctr images rm --sync " + ShellWords.quote(params.name()) + " >/dev/null\n");
        Effect effect = new Effect.Sets<>(params.image(), ContainerImage.ABSENT);
        return new Plan.Change(
                title("remove", params), new Action.Run("ctr images rm " + params.name(), script, List.of(effect)));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        return after.of(params.image()) instanceof Observed.Known<ContainerImage>(ContainerImage image, var how)
                        && image.present()
                ? Map.of("name", params.name(), "digest", image.digest().orUnknown())
                : Map.of("name", params.name());
    }
}
