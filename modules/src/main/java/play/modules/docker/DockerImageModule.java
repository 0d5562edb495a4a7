package play.modules.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Reach;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Inline;
import play.param.Matches;
import play.param.OpenIf;
import play.param.Presence;
import play.param.RequiredIf;
import play.result.When;
import play.value.Unknown;

/** Images of docker or podman. */
public final class DockerImageModule implements Resource<DockerImageModule.Params> {
    static final String NAME = "[A-Za-z0-9][A-Za-z0-9._/:@-]*";

    /** Where an image comes from. */
    public enum Source {
        BUILD,
        LOAD,
        PULL,
        LOCAL
    }

    /** For the platform of an image that is pulled. */
    public record Pull(
            @Doc("Platform that is pulled for, such as linux/arm64.")
            Optional<String> platform) {}

    @OpenIf(
            when = "source",
            is = "build",
            open = "build",
            instead = "let the build read it from a file, which it leaves out of the image")
    @RequiredIf(when = "state", is = "present", needs = "source")
    @RequiredIf(when = "source", is = "build", needs = "build")
    @RequiredIf(when = "source", is = "load", needs = "load_path")
    public record Params(
            @Doc("Name of the image, with its registry where it is not the usual one; it may end in a tag.")
            @Matches(value = NAME, expected = "the name of an image")
            String name,

            @Doc("Its tag, unless the name has one.")
            @Default("latest")
            @Matches(value = "[A-Za-z0-9_][A-Za-z0-9_.-]*", expected = "a tag")
            String tag,

            @Doc("Whether there is such an image.") @Default("present")
            Presence state,

            @Doc("Where it comes from: build, load, pull, or local where it must be there.")
            Optional<Source> source,

            @Doc("How it is built.") Optional<ImageBuild> build,

            @Doc("How it is pulled.") Optional<Pull> pull,

            @Doc("Path on the host of the archive that it is loaded from.") @HostPath
            Optional<String> loadPath,

            @Doc("Another name that it gets, with a tag unless that is latest.")
            @Matches(value = NAME, expected = "the name of an image")
            Optional<String> repository,

            @Doc("Whether it comes anew with each run, though there is one.") @Default("false")
            boolean forceSource,

            @Doc("Whether 'repository' is taken from another image that has it.") @Default("false")
            boolean forceTag,

            @Doc("With state: absent, whether it goes though containers that do not run use it.") @Default("false")
            boolean forceAbsent,

            @Inline DockerAccess access) {
        String reference() {
            return DockerImage.reference(name, tag);
        }

        StateKey<DockerImage> key() {
            return DockerImage.at(access, reference());
        }

        private Optional<StateKey<DockerImage>> other() {
            return repository.map(text -> DockerImage.at(access, DockerImage.reference(text, "latest")));
        }
    }

    record Result(
            @Doc("What docker or podman tells of the image.") @When("state is present")
            Optional<Map<String, @Nullable Object>> image) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "docker_image",
                    "Builds, loads, pulls, names or removes images of docker or podman. The host needs one of them.",
                    Params.class,
                    examples())
            .alias("community.docker.docker_image")
            .insteadOf(
                    new Program("docker", DockerAccess.unless("(image\\s+)?(build|load|pull|tag|rmi)|image\\s+rm")),
                    new Program("podman", DockerAccess.unless("(image\\s+)?(build|load|pull|tag|rmi)|image\\s+rm")))
            .returns(Result.class);

    private static Example[] examples() {
        String box = DockerExamples.image("docker");
        String built = box + "docker build -q -t app:1 /srv/image >/dev/null\n";
        String saved = built + "docker save -o /srv/app.tar app:1\ndocker image rm app:1 >/dev/null\n";
        String build = "name: app\ntag: '1'\nsource: build\nbuild: {path: /srv/image, args: {MODE: test}}\n";
        return new Example[] {
            DockerExamples.docker("absent", box, build),
            DockerExamples.docker(
                    "absent, from an archive", saved, "name: app:1\nsource: load\nload_path: /srv/app.tar\n"),
            DockerExamples.docker("drifted: one name less", built, build + "repository: registry.example/app:1\n"),
            DockerExamples.docker("right", built, "name: app:1\nsource: local\nrepository: app:1\n"),
            DockerExamples.docker("to be removed", built, "name: app\ntag: '1'\nstate: absent\nforce_absent: true\n"),
            DockerExamples.podman("absent, by podman", DockerExamples.image("podman"), build)
        };
    }

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        boolean coming = params.source()
                .filter(from -> Set.of(Source.BUILD, Source.PULL).contains(from))
                .isPresent();
        return coming
                        && params.state() == Presence.PRESENT
                        && params.reference().startsWith("sha256:")
                ? List.of(new Binding.Fault("name", "an id names an image that is there; write a name"))
                : List.of();
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(List.of(params.key()));
        params.other().ifPresent(keys::add);
        return keys;
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(known.of(params.key()), now -> {
            if (params.state() == Presence.ABSENT) {
                return now.present() ? removed(params) : Plan.UNCHANGED;
            }
            boolean comes =
                    !now.present() || (params.forceSource() && params.source().get() != Source.LOCAL);
            if (comes && params.source().get() == Source.LOCAL) {
                return new Plan.Rejected(
                        "there is no image " + params.reference() + "; say by 'source' where it comes" + " from");
            }
            DockerImage after = comes ? DockerImage.COMING : now;
            return params.other()
                    .map(other -> Plan.on(
                            known.of(other), named -> brought(params, comes, after, tagged(params, after, named))))
                    .orElseGet(() -> brought(params, comes, after, false));
        });
    }

    /** Whether it still has to get its other name. */
    private static boolean tagged(Params params, DockerImage image, DockerImage named) {
        return !named.present() || (params.forceTag() && !named.id().equals(image.id()));
    }

    private static Plan removed(Params params) {
        List<String> words = new ArrayList<>(List.of("image", "rm"));
        if (params.forceAbsent()) {
            words.add("--force");
        }
        words.add(params.reference());
        return change(
                params,
                "remove the image " + params.reference(),
                List.of(words),
                List.of(new Effect.Sets<>(params.key(), DockerImage.ABSENT)));
    }

    private static Plan brought(Params params, boolean comes, DockerImage after, boolean named) {
        List<String> titles = new ArrayList<>();
        List<List<String>> calls = new ArrayList<>();
        List<Effect> effects = new ArrayList<>();
        if (comes) {
            titles.add(params.source().get().name().toLowerCase(Locale.ROOT) + " the image " + params.reference());
            calls.add(bringing(params));
            // An archive may hold others.
            calls.add(List.of("image", "inspect", params.reference()));
            effects.add(new Effect.Sets<>(params.key(), after));
        }
        if (named && params.other().isPresent()) {
            String other = params.other().get().id();
            titles.add("call it " + other);
            calls.add(List.of("tag", params.reference(), other));
            effects.add(new Effect.Sets<>(
                    params.other().get(), new DockerImage(true, after.id(), DockerImage.COMING.inspected())));
        }
        return calls.isEmpty() ? Plan.UNCHANGED : change(params, String.join("; ", titles), calls, effects);
    }

    private static List<String> bringing(Params params) {
        return switch (params.source().orElse(Source.LOCAL)) {
            case BUILD -> params.build().orElseThrow().words(params.reference());
            case LOAD -> List.of("load", "--input", params.loadPath().orElse("/"));
            case PULL, LOCAL -> pulling(params.reference(), params.pull().flatMap(Pull::platform));
        };
    }

    static List<String> pulling(String reference, Optional<String> platform) {
        List<String> words = new ArrayList<>(List.of("pull", "--quiet"));
        platform.ifPresent(name -> words.addAll(List.of("--platform", name)));
        words.add(reference);
        return words;
    }

    private static Plan change(Params params, String title, List<List<String>> calls, List<Effect> effects) {
        List<Effect> all = new ArrayList<>();
        all.add(STORED);
        all.addAll(effects);
        return new Plan.Change(title, new Action.Run(title, params.access().acting(calls), all));
    }

    /** Of any change of images. */
    static final Effect STORED = new Effect.Opaque(
            "how images are stored is known after the run",
            Reach.paths("/var/lib/docker", "/var/lib/containers", "/run"));

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        if (params.state() == Presence.ABSENT) {
            return Map.of();
        }
        return switch (after.of(params.key())) {
            case Observed.Unknown<DockerImage>(String why) -> Map.of("image", new Unknown(why));
            case Observed.Known<DockerImage>(DockerImage image, var how) ->
                Map.of("image", image.inspected().orUnknown());
        };
    }
}
