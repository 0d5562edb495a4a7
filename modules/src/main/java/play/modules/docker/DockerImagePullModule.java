package play.modules.docker;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.Decision;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Procedure;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;
import play.param.Matches;
import play.result.When;

/** Has docker or podman fetch an image. Whether the registry has another than the host, only the pull tells. */
public final class DockerImagePullModule implements Procedure<DockerImagePullModule.Params> {
    /** When it is fetched. */
    public enum Pulling {
        ALWAYS,
        NOT_PRESENT
    }

    public record Params(
            @Doc("Name of the image, with its registry where it is not the usual one; it may end in a tag or a digest.")
            @Matches(value = DockerImageModule.NAME, expected = "the name of an image")
            String name,

            @Doc("Its tag, unless the name has one.") @Default("latest")
            String tag,

            @Doc("Platform that it is fetched for, such as linux/arm64.")
            Optional<String> platform,

            @Doc("always, or not_present: where the host has no such image.") @Default("always")
            Pulling pull,

            @Inline DockerAccess access) {
        private String reference() {
            return DockerImage.reference(name, tag);
        }

        private StateKey<DockerImage> key() {
            return DockerImage.at(access, reference());
        }
    }

    record Result(
            @Doc("id: that of the image.") @When("it was pulled")
            Optional<Map<String, @Nullable Object>> image,

            @Doc("0, where nothing was pulled.") @When("nothing was pulled")
            Optional<Long> rc,

            @Doc("Why nothing was pulled.") @When("nothing was pulled")
            Optional<String> stdout,

            @Doc("Its lines.") @When("nothing was pulled") Optional<List<String>> stdoutLines,

            @Doc("Empty.") @When("nothing was pulled") Optional<String> stderr,

            @Doc("Empty.") @When("nothing was pulled") Optional<List<String>> stderrLines) {}

    private static final String IS_THERE = "the image is there";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "docker_image_pull",
                    "Has docker or podman fetch an image. In a dry run it is not known whether there is another one.",
                    Params.class,
                    new Example("an image", "", "name: registry.example:5000/app\ntag: '1'\n"),
                    new Example("only once", "", "name: registry.example:5000/app:1\npull: not_present\n"))
            .alias("community.docker.docker_image_pull")
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.key());
    }

    @Override
    public Decision decide(Params params, Knowledge known) {
        return switch (known.of(params.key())) {
            case Observed.Unknown<DockerImage>(String why) -> new Decision.Undetermined(why);
            case Observed.Known<DockerImage>(DockerImage image, var how)
            when image.present() && params.pull() == Pulling.NOT_PRESENT ->
                new Decision.Skip(IS_THERE, Optional.of(IS_THERE));
            case Observed.Known<DockerImage>(DockerImage image, var how) -> new Decision.Do(run(params));
        };
    }

    /** Prints the ids that the name means before and after. */
    private static Action.Run run(Params params) {
        String title = "pull the image " + params.reference();
        String name = ShellWords.quote(params.reference());
        String pull = ShellWords.join(DockerImageModule.pulling(params.reference(), params.platform()));
        Script script = params.access().doing("""
            set -e
            id() { client image inspect --format '{{.Id}}' %1$s 2>/dev/null || :; }
            was=$(id)
            client %2$s >/dev/null
            printf '%%s\\n%%s\\n' "$was" "$(id)"
            """.formatted(name, pull));
        return new Action.Run(
                title, script, List.of(DockerImageModule.STORED, new Effect.Sets<>(params.key(), DockerImage.COMING)));
    }

    @Override
    public boolean tellsChange(Params params) {
        return params.pull() == Pulling.ALWAYS;
    }

    @Override
    public boolean changed(Params params, ScriptResult done) {
        List<String> ids = done.lines();
        return ids.size() == 2 && !ids.getFirst().equals(ids.getLast());
    }

    @Override
    public boolean printsWords() {
        return false;
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, ScriptResult done) {
        List<String> ids = done.lines();
        return Map.of("image", ids.size() == 2 ? Map.of("id", ids.getLast()) : Map.of());
    }

    @Override
    public Optional<String> failure(Params params, ScriptResult done) {
        return done.succeeded()
                ? Optional.empty()
                : Optional.of("the image " + params.reference() + " cannot be pulled: "
                        + done.stderr().utf8().strip());
    }
}
