package play.modules.docker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
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
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.param.Alias;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;
import play.param.NoEffect;
import play.param.Range;
import play.value.Unknown;

/** Projects of compose: services that run in containers together. */
public final class DockerComposeV2Module implements Resource<DockerComposeV2Module.Params> {
    /** What becomes of a project. */
    public enum State {
        PRESENT,
        ABSENT,
        STOPPED,
        RESTARTED
    }

    /** When images are built. */
    public enum Build {
        POLICY,
        ALWAYS,
        NEVER
    }

    /** When images are pulled. */
    public enum Pull {
        POLICY,
        ALWAYS,
        MISSING,
        NEVER
    }

    /** When containers are made anew. */
    public enum Recreate {
        AUTO,
        ALWAYS,
        NEVER
    }

    /** Which images go with a project. */
    public enum RemovedImages {
        ALL,
        LOCAL
    }

    public record Params(
            @Inline ComposeSource source,

            @Doc("present: its services run; stopped: their containers are there, and do not; restarted: they are"
                    + " restarted with each run; absent: containers and networks are removed.")
            @Default("present")
            State state,

            @Doc("Services that it is about; without, all.") Optional<List<String>> services,

            @Doc("How many containers a service has, by its name.") @Default("{}")
            Map<String, String> scale,

            @Doc("policy: as the project says; always: before each run, which then counts as a change.")
            @Default("policy")
            Build build,

            @Doc("policy: as the project says; always: before each run, which then counts as a change.")
            @Default("policy")
            Pull pull,

            @Doc("auto: containers that are otherwise than the project says; always: all, with each run.")
            @Default("auto")
            Recreate recreate,

            @Doc("Whether containers that are made anew get new volumes in place of those without a name.")
            @Default("false")
            boolean renewAnonVolumes,

            @Doc("Whether services that these depend on are started or restarted, too.") @Default("true")
            boolean dependencies,

            @Doc("Whether containers of services go that the project has no more.") @Default("false")
            boolean removeOrphans,

            @Doc("With absent: the images that go too; local: those without a name of their own.")
            Optional<RemovedImages> removeImages,

            @Doc("With absent: whether its volumes go, too.") @Default("false")
            boolean removeVolumes,

            @Doc("How many seconds containers have to stop.") @Range(from = 0, to = 86400)
            Optional<Integer> timeout,

            @Doc("Whether it is waited until services run and are well.") @Alias("wait") @Default("false")
            boolean waits,

            @Doc("For how many seconds at most.") @Range(from = 0, to = 86400)
            Optional<Integer> waitTimeout,

            @Doc("Whether compose's questions are answered with yes (of version 2.32 on).") @Default("false")
            boolean assumeYes,

            @Doc("Whether a build alone is no change.")
            @NoEffect("What a build brings is known after it, so each counts as a change. Leave it out.")
            @Default("true")
            boolean ignoreBuildEvents,

            @Inline DockerClient client) {
        ComposeCall call() {
            return new ComposeCall(source, client);
        }

        StateKey<ComposeWork> work() {
            return new ComposeWork.Family(call(), new ComposeWords(this).looked(), state == State.STOPPED).key();
        }

        StateKey<ComposeProject> project() {
            return ComposeProject.at(call());
        }

        /** Whether what is to be done can't be told before images are built or pulled. */
        boolean fetches() {
            return state == State.PRESENT && (build == Build.ALWAYS || pull == Pull.ALWAYS);
        }
    }

    record Result(
            @Doc("The containers of the project, as compose lists them.")
            List<Map<String, @Nullable Object>> containers,

            @Doc("Their images.") List<Map<String, @Nullable Object>> images,

            @Doc("What is done.") List<Done> actions) {}

    record Done(
            @Doc("container, network, volume, image or service.")
            String what,

            @Doc("Its name.") String id,

            @Doc("Creating, Recreating, Starting, Stopping, Removing and the like.")
            String status) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "docker_compose_v2",
                    "Starts, stops or removes projects of docker compose. A dry run asks compose what it would do. The"
                            + " host needs docker and its plugin compose, version 2.18 or newer.",
                    Params.class,
                    ComposeExamples.all())
            .alias("community.docker.docker_compose_v2")
            .insteadOf(new Program("docker", DockerAccess.unless("compose\\s.*\\b(up|down|stop|start|restart)")))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        params.scale().forEach((service, count) -> {
            if (!count.matches("[0-9]{1,4}")) {
                faults.add(new Binding.Fault(
                        "scale", "scale has '" + count + "' for " + service + ", which is no number of containers"));
            }
        });
        params.services().orElse(List.of()).stream()
                .filter(service -> !service.matches("[a-zA-Z0-9._-]+"))
                .forEach(service ->
                        faults.add(new Binding.Fault("services", "'" + service + "' is no name of a service")));
        return faults;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.work(), params.project());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(
                known.of(params.work()),
                work -> work.isDone() && !params.fetches() ? Plan.UNCHANGED : change(params, work));
    }

    private static Plan change(Params params, ComposeWork work) {
        String title = verb(params.state()) + " the project " + params.source().described()
                + (work.isDone() ? "" : ": " + work.described());
        return new Plan.Change(
                title,
                new Action.Run(
                        title,
                        params.call().acting(new ComposeWords(params).done()),
                        List.of(
                                new Effect.Opaque(
                                        "what a container does is known after the run",
                                        Reach.of(
                                                Reach.PATHLESS,
                                                Reach.paths("/var/lib/docker", "/run", "/root/.docker"))),
                                new Effect.Sets<>(params.work(), work.afterwards()),
                                new Effect.Sets<>(params.project(), ComposeProject.COMING))));
    }

    private static String verb(State state) {
        return switch (state) {
            case PRESENT -> "bring up";
            case STOPPED -> "stop";
            case RESTARTED -> "restart";
            case ABSENT -> "remove";
        };
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        switch (after.of(params.project())) {
            case Observed.Unknown<ComposeProject>(String why) -> {
                result.put("containers", new Unknown(why));
                result.put("images", new Unknown(why));
            }
            case Observed.Known<ComposeProject>(ComposeProject project, var how) -> {
                result.put("containers", project.containers().orUnknown());
                result.put("images", project.images().orUnknown());
            }
        }
        result.put(
                "actions",
                switch (after.of(params.work())) {
                    case Observed.Unknown<ComposeWork>(String why) -> new Unknown(why);
                    case Observed.Known<ComposeWork>(ComposeWork work, var how) ->
                        work.steps().values().stream()
                                .flatMap(step -> step.told().stream())
                                .toList();
                });
        return result;
    }
}
