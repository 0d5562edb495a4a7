package play.modules.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
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
import play.param.NoEffect;
import play.param.OpenIf;
import play.result.When;
import play.value.Unknown;

/** Containers of docker or podman. */
public final class DockerContainerModule implements Resource<DockerContainerModule.Params> {
    /** What is wanted. */
    public enum State {
        ABSENT,
        PRESENT,
        STARTED,
        STOPPED
    }

    @OpenIf(
            when = "state",
            is = {"present", "started", "stopped"},
            open = {"command", "entrypoint", "labels", "log_options", "etc_hosts", "sysctls"},
            instead = "give it by 'env', or in a file that 'volumes' names")
    public record Params(
            @Doc("Name of the container.")
            @Matches(value = "[a-zA-Z0-9][a-zA-Z0-9_.-]+", expected = "the name of a container")
            String name,

            @Doc("Image that it is made of, with a tag unless that is latest. One that is made of another is made"
                    + " anew.")
            @Matches(value = DockerImageModule.NAME, expected = "the name of an image")
            Optional<String> image,

            @Doc("Whether there is such a container; started and stopped: and whether it runs. One that is"
                    + " otherwise than"
                    + " asked for is removed and made anew.")
            @Default("started")
            State state,

            @Doc("Words that it runs, instead of the image's.")
            Optional<WordList> command,

            @Doc("Program that it runs, before the words of 'command'.")
            Optional<WordList> entrypoint,

            @Doc("Variables of its environment, beside the image's.")
            Optional<Map<String, String>> env,

            @Doc("Labels that it has beside others.") Optional<Map<String, String>> labels,

            @Doc("Whether an image that is not there is pulled: missing (or false), or never. Newer ones are for"
                    + " docker_image_pull, whose result tells whether there was one.")
            @Default("missing")
            @Matches(value = "(?i)missing|never|always|true|false|yes|no", expected = "missing or never")
            String pull,

            @Doc("How it is told whether it is well.") Optional<HealthCheck> healthcheck,

            @Doc("Path on the host of a file with further variables, which are not compared.") @HostPath
            Optional<String> envFile,

            @Doc("Ports that it says it listens on: 80, 53/udp.")
            @Alias({"exposed", "expose"})
            @Matches(value = "[0-9]+(-[0-9]+)?(/(tcp|udp|sctp))?", expected = "ports such as 80")
            Optional<List<String>> exposedPorts,

            @Doc("Whether it runs in the background.") @NoEffect("It does. Leave it out.") @Default("true")
            boolean detach,

            @Doc("What holds where a task says nothing.")
            @NoEffect("What a task leaves open is not compared. Leave it out.")
            @Default("no_defaults")
            String containerDefaultBehavior,

            @Doc("How words of 'command' are read.")
            @NoEffect("Words of a list are taken as they are, a text as a shell reads it. Leave it out.")
            @Default("correct")
            String commandHandling,

            @Doc("Whether it is made anew with each run.") @Default("false")
            boolean recreate,

            @Doc("Whether it is started again with each run.") @Default("false")
            boolean restart,

            @Doc("Whether volumes without a name stay when it is removed.") @Default("true")
            boolean keepVolumes,

            @Doc("Whether it is killed rather than stopped.") @Alias("forcekill") @Default("false")
            boolean forceKill,

            @Doc("How a parameter is compared with what is there, by its name, or * for all: ignore; strict, which"
                    + " allows for no more than is asked for; allow_more_present.")
            @Default("{}")
            Map<String, String> comparisons,

            @Inline ContainerNetworking networking,
            @Inline ContainerLimits limits,
            @Inline ContainerSettings settings,
            @Inline DockerAccess access) {
        StateKey<DockerContainer> key() {
            return DockerContainer.at(access, name);
        }

        Optional<StateKey<DockerImage>> imageKey() {
            return image.map(text -> DockerImage.at(access, DockerImage.reference(text, "latest")));
        }

        /** How a parameter is compared; empty where the usual way will do. */
        String comparison(String parameter) {
            return comparisons.getOrDefault(parameter, comparisons.getOrDefault("*", ""));
        }
    }

    record Result(
            @Doc("What docker or podman tells of the container.") @When("state is not absent")
            Optional<Map<String, @Nullable Object>> container) {}

    private static final Set<String> COMPARISONS = Set.of("ignore", "strict", "allow_more_present");

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "docker_container",
                    "Makes, starts, stops or removes containers of docker or podman. The host needs one of them.",
                    Params.class,
                    ContainerExamples.all())
            .alias("community.docker.docker_container")
            .insteadOf(
                    new Program("docker", DockerAccess.unless("(container\\s+)?(run|create|start|stop|rm)")),
                    new Program("podman", DockerAccess.unless("(container\\s+)?(run|create|start|stop|rm)")))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        params.comparisons().forEach((name, way) -> {
            if (!COMPARISONS.contains(way)) {
                faults.add(new Binding.Fault(
                        "comparisons",
                        "'" + way + "' is no way to compare; there are ignore, strict, allow_more_present"));
            }
        });
        params.env().orElse(Map.of()).keySet().stream()
                .filter(name -> !name.matches("[A-Za-z_][A-Za-z0-9_]*"))
                .forEach(name -> faults.add(new Binding.Fault("env", "'" + name + "' is no name of a variable")));
        if (params.pull().matches("(?i)always|true|yes")) {
            faults.add(new Binding.Fault(
                    "pull",
                    "only the registry tells whether there is a newer image; let docker_image_pull fetch it"
                            + " before"));
        }
        if (params.settings().restartRetries().isPresent()
                && params.settings().restartPolicy().isEmpty()) {
            faults.add(new Binding.Fault("restart_retries", "'restart_retries' goes with a restart_policy"));
        }
        return faults;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(List.of(params.key()));
        if (params.state() != State.ABSENT) {
            params.imageKey().ifPresent(keys::add);
        }
        return keys;
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(known.of(params.key()), now -> {
            ContainerPlan plan = new ContainerPlan(params, now);
            if (params.state() == State.ABSENT) {
                return plan.absent();
            }
            return params.imageKey()
                    .map(key -> Plan.on(known.of(key), image -> plan.of(Optional.of(image))))
                    .orElseGet(() -> plan.of(Optional.empty()));
        });
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        if (params.state() == State.ABSENT) {
            return Map.of();
        }
        return switch (after.of(params.key())) {
            case Observed.Unknown<DockerContainer>(String why) -> Map.of("container", new Unknown(why));
            case Observed.Known<DockerContainer>(DockerContainer container, var how) ->
                Map.of("container", container.inspected().orUnknown());
        };
    }
}
