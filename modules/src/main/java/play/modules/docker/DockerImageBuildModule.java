package play.modules.docker;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Plan;
import play.module.Resource;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;
import play.param.Matches;
import play.param.OpenIf;
import play.value.Unknown;

/** Images that docker or podman builds. */
public final class DockerImageBuildModule implements Resource<DockerImageBuildModule.Params> {
    /** When an image that is there is built anew. */
    public enum Rebuild {
        NEVER,
        ALWAYS
    }

    @OpenIf(
            when = "rebuild",
            is = {"never", "always"},
            open = {"args", "labels"},
            instead = "let the build read it from a file, which it leaves out of the image")
    public record Params(
            @Doc("Name of the image; it may end in a tag.")
            @Matches(value = DockerImageModule.NAME, expected = "the name of an image")
            String name,

            @Doc("Its tag, unless the name has one.")
            @Default("latest")
            @Matches(value = "[A-Za-z0-9_][A-Za-z0-9_.-]*", expected = "a tag")
            String tag,

            @Doc("Whether an image of that name stays as it is, or is built anew with each run.") @Default("never")
            Rebuild rebuild,

            @Inline ImageBuild build,
            @Inline DockerAccess access) {
        private String reference() {
            return DockerImage.reference(name, tag);
        }

        private StateKey<DockerImage> key() {
            return DockerImage.at(access, reference());
        }
    }

    record Result(
            @Doc("What docker or podman tells of the image.")
            Map<String, @Nullable Object> image) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "docker_image_build",
                    "Has docker or podman build an image. The host needs one of them.",
                    Params.class,
                    examples())
            .alias("community.docker.docker_image_build")
            .returns(Result.class);

    private static Example[] examples() {
        String box = DockerExamples.image("docker");
        String yaml = "name: app\ntag: '1'\npath: /srv/image\nargs: {MODE: test}\nlabels: {app: web}\n";
        return new Example[] {
            DockerExamples.docker("absent", box, yaml),
            DockerExamples.docker(
                    "drifted: of another tag", box + "docker build -q -t app:0 /srv/image >/dev/null\n", yaml),
            DockerExamples.docker("right", box + "docker build -q -t app:1 /srv/image >/dev/null\n", yaml)
        };
    }

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.key());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(
                known.of(params.key()),
                now -> now.present() && params.rebuild() == Rebuild.NEVER ? Plan.UNCHANGED : built(params));
    }

    private static Plan built(Params params) {
        String title = "build the image " + params.reference();
        return new Plan.Change(
                title,
                new Action.Run(
                        title,
                        params.access().acting(List.of(params.build().words(params.reference()))),
                        List.of(DockerImageModule.STORED, new Effect.Sets<>(params.key(), DockerImage.COMING))));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        return switch (after.of(params.key())) {
            case Observed.Unknown<DockerImage>(String why) -> Map.of("image", new Unknown(why));
            case Observed.Known<DockerImage>(DockerImage image, var how) ->
                Map.of("image", image.inspected().orUnknown());
        };
    }
}
