package play.modules.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import play.param.Alias;
import play.param.Default;
import play.param.Doc;
import play.param.Hyphenated;
import play.param.Inline;
import play.param.Matches;
import play.param.OpenIf;
import play.param.Presence;
import play.result.When;
import play.value.Foreseen;
import play.value.Unknown;

/** Volumes of docker or podman. */
public final class DockerVolumeModule implements Resource<DockerVolumeModule.Params> {
    /** When a volume that is there is made anew, without what it held. */
    @Hyphenated
    public enum Recreate {
        NEVER,
        OPTIONS_CHANGED,
        ALWAYS
    }

    @OpenIf(
            when = "state",
            is = "present",
            open = {"driver_options", "labels"},
            instead =
                    "keep passwords in a file of the host that is root's alone, and name it by an option of the driver")
    public record Params(
            @Doc("Name of the volume.")
            @Alias("name")
            @Matches(value = "[a-zA-Z0-9][a-zA-Z0-9_.-]*", expected = "the name of a volume")
            String volumeName,

            @Doc("Whether there is such a volume.") @Default("present")
            Presence state,

            @Doc("Its driver.") @Default("local") String driver,

            @Doc("Options of the driver.") @Default("{}") Map<String, String> driverOptions,

            @Doc("Labels that it has beside others.") Optional<Map<String, String>> labels,

            @Doc("Whether one with another driver, options or labels stays as it is, or is made anew (options-changed),"
                    + " or any is with each run (always); then all that it held is lost.")
            @Default("never")
            Recreate recreate,

            @Inline DockerAccess access) {
        private StateKey<DockerVolume> key() {
            return DockerVolume.at(access, volumeName);
        }
    }

    record Result(
            @Doc("What docker or podman tells of the volume.") @When("state is present")
            Optional<Map<String, @Nullable Object>> volume) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "docker_volume",
                    "Makes or removes volumes of docker or podman. The host needs one of them.",
                    Params.class,
                    examples())
            .alias("community.docker.docker_volume")
            .insteadOf(
                    new Program("docker", DockerAccess.unless("volume\\s+(create|rm)")),
                    new Program("podman", DockerAccess.unless("volume\\s+(create|rm)")))
            .returns(Result.class);

    private static Example[] examples() {
        String made = "podman volume create --label app=web data >/dev/null\n";
        return new Example[] {
            DockerExamples.podman("absent", "", "name: data\nlabels: {app: web}\n"),
            DockerExamples.podman("drifted", made, "name: data\nlabels: {app: api}\nrecreate: options-changed\n"),
            DockerExamples.podman("right", made, "volume_name: data\nlabels: {app: web}\nrecreate: options-changed\n"),
            DockerExamples.podman("right, with other labels", made, "name: data\nlabels: {app: api}\n"),
            DockerExamples.podman("to be removed", made, "name: data\nstate: absent\n"),
            DockerExamples.docker(
                    "absent, by docker", "", "name: data\ndriver_options: {type: tmpfs, device: tmpfs, o: size=1m}\n")
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
        return Plan.on(known.of(params.key()), now -> {
            if (params.state() == Presence.ABSENT) {
                return now.present()
                        ? change(params, "remove", List.of(removing(params)), DockerVolume.ABSENT)
                        : Plan.UNCHANGED;
            }
            if (!now.present()) {
                return change(params, "make", List.of(making(params)), wanted(params));
            }
            return params.recreate() == Recreate.ALWAYS
                            || (params.recreate() == Recreate.OPTIONS_CHANGED && isOther(params, now))
                    ? change(params, "make anew", List.of(removing(params), making(params)), wanted(params))
                    : Plan.UNCHANGED;
        });
    }

    private static boolean isOther(Params params, DockerVolume now) {
        return !now.driver().equals(params.driver())
                || !now.options().entrySet().containsAll(params.driverOptions().entrySet())
                || !now.labels()
                        .entrySet()
                        .containsAll(params.labels().orElse(Map.of()).entrySet());
    }

    private static DockerVolume wanted(Params params) {
        return new DockerVolume(
                true,
                params.driver(),
                params.driverOptions(),
                params.labels().orElse(Map.of()),
                new Foreseen.Later<>("it is told after the run"));
    }

    private static List<String> removing(Params params) {
        return List.of("volume", "rm", params.volumeName());
    }

    private static List<String> making(Params params) {
        List<String> words = new ArrayList<>(List.of("volume", "create", "--driver", params.driver()));
        params.driverOptions().forEach((name, value) -> words.addAll(List.of("--opt", name + "=" + value)));
        params.labels()
                .ifPresent(all -> all.forEach((name, value) -> words.addAll(List.of("--label", name + "=" + value))));
        words.add(params.volumeName());
        return words;
    }

    private static Plan change(Params params, String verb, List<List<String>> calls, DockerVolume after) {
        String title = verb + " the volume " + params.volumeName();
        return new Plan.Change(
                title,
                new Action.Run(
                        title,
                        params.access().acting(calls),
                        List.of(
                                new Effect.Opaque(
                                        "where volumes are is known after the run",
                                        Reach.paths("/var/lib/docker", "/var/lib/containers")),
                                new Effect.Sets<>(params.key(), after))));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        if (params.state() == Presence.ABSENT) {
            return Map.of();
        }
        return switch (after.of(params.key())) {
            case Observed.Unknown<DockerVolume>(String why) -> Map.of("volume", new Unknown(why));
            case Observed.Known<DockerVolume>(DockerVolume volume, var how) ->
                Map.of("volume", volume.inspected().orUnknown());
        };
    }
}
