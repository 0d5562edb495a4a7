package play.modules.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
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
import play.param.Inline;
import play.param.Matches;
import play.param.Presence;
import play.result.When;
import play.value.Foreseen;
import play.value.Unknown;

/** Networks of docker or podman, and the containers in them. */
public final class DockerNetworkModule implements Resource<DockerNetworkModule.Params> {
    /** Where addresses come from. */
    public record Ipam(
            @Doc("Network of the addresses: 172.31.0.0/24.") Optional<String> subnet,
            @Doc("Addresses in it that containers get.") Optional<String> iprange,
            @Doc("Address of the host in it.") Optional<String> gateway,

            @Doc("Addresses in it that are others', by the names of these.")
            Optional<Map<String, String>> auxAddresses) {}

    public record Params(
            @Doc("Name of the network.")
            @Alias("network_name")
            @Matches(value = "[a-zA-Z0-9][a-zA-Z0-9_.-]*", expected = "the name of a network")
            String name,

            @Doc("Whether there is such a network. Containers are taken out of one that goes.") @Default("present")
            Presence state,

            @Doc("Its driver.") @Default("bridge") String driver,

            @Doc("Options of the driver.") @Default("{}") Map<String, String> driverOptions,

            @Doc("Where its addresses come from; without, docker or podman chooses.")
            Optional<List<Ipam>> ipamConfig,

            @Doc("Driver that gives out addresses.") Optional<String> ipamDriver,

            @Doc("Options of that driver.") Optional<Map<String, String>> ipamDriverOptions,

            @Doc("Whether it leads to containers only.") Optional<Boolean> internal,

            @Doc("Whether it has IPv6.") Optional<Boolean> enableIpv6,

            @Doc("Whether containers that no service starts may be put in it (swarm).")
            Optional<Boolean> attachable,

            @Doc("How far it goes: local, global or swarm.")
            @Matches(value = "local|global|swarm", expected = "local, global or swarm")
            Optional<String> scope,

            @Doc("Labels that it has beside others.") @Default("{}")
            Map<String, String> labels,

            @Doc("Containers that are in it, by name; without, those that are stay.") @Alias("containers")
            Optional<List<String>> connected,

            @Doc("Whether containers that 'connected' does not name stay in it.")
            @Alias("incremental")
            @Default("false")
            boolean appends,

            @Doc("Whether one that is there is made anew with each run. One that is otherwise than asked for is anyway;"
                    + " its"
                    + " containers stay in it.")
            @Default("false")
            boolean force,

            @Inline DockerAccess access) {
        private StateKey<DockerNetwork> key() {
            return DockerNetwork.at(access, name);
        }
    }

    record Result(
            @Doc("What docker or podman tells of the network.") @When("state is present")
            Optional<Map<String, @Nullable Object>> network) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "docker_network",
                    "Makes or removes networks of docker or podman, and puts containers in them. The host needs one of"
                            + " them.",
                    Params.class,
                    examples())
            .alias("community.docker.docker_network")
            .insteadOf(
                    new Program("docker", DockerAccess.unless("network\\s+(create|rm|connect|disconnect)")),
                    new Program("podman", DockerAccess.unless("network\\s+(create|rm|connect|disconnect)")))
            .returns(Result.class);

    private static Example[] examples() {
        String make = " network create --subnet 172.31.5.0/24 --gateway 172.31.5.1 --label app=web web >/dev/null\n";
        String yaml = "name: web\nlabels: {app: web}\nipam_config: [{subnet: 172.31.5.0/24, gateway: 172.31.5.1}]\n";
        String image = """
            mkdir /srv/image
            cd /srv/image
            cp "$(command -v busybox)" .
            printf 'FROM scratch\\nCOPY busybox /busybox\\nCMD ["/busybox", "sleep", "1000"]\\n' >Dockerfile
            DOCKER_BUILDKIT=0 %1$s build -q -t box . >/dev/null
            for one in a-one b-two; do %1$s create --name $one --network %2$s box >/dev/null; done
            """;
        return new Example[] {
            DockerExamples.podman("absent", "", yaml + "internal: true\n"),
            DockerExamples.podman("drifted", "podman" + make, yaml.replace("172.31.5", "172.31.6")),
            DockerExamples.podman("right", "podman" + make, yaml),
            DockerExamples.podman("to be removed", "podman" + make, "name: web\nstate: absent\n"),
            DockerExamples.docker(
                    "absent, by docker",
                    "",
                    yaml + "enable_ipv6: false\ndriver_options: {com.docker.network.bridge.name: web0}\n"),
            DockerExamples.docker("drifted, by docker", "docker" + make, yaml + "internal: true\n"),
            DockerExamples.docker("right, by docker", "docker" + make, yaml + "internal: false\n"),
            DockerExamples.docker(
                    "containers of docker",
                    "docker" + make + image.formatted("docker", "web"),
                    "name: web\nconnected: [b-two]\n"),
            DockerExamples.docker(
                    "anew, with its containers",
                    "docker" + make + image.formatted("docker", "web"),
                    yaml.replace("app: web", "app: api")),
            DockerExamples.docker(
                    "one container more",
                    "docker" + make + image.formatted("docker", "bridge"),
                    "name: web\nconnected: a-one\nappends: true\n"),
            DockerExamples.docker(
                    "to be removed, with containers",
                    "docker" + make + image.formatted("docker", "web"),
                    "name: web\nstate: absent\n")
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
                        ? change(params, "remove", removing(params, now), DockerNetwork.ABSENT)
                        : Plan.UNCHANGED;
            }
            boolean anew = now.present() && (params.force() || new NetworkWish(params).isOther(now));
            List<List<String>> calls = new ArrayList<>();
            if (anew) {
                calls.addAll(removing(params, now));
            }
            if (!now.present() || anew) {
                calls.add(new NetworkWish(params).words());
            }
            SortedSet<String> before = anew ? new TreeSet<>() : now.members();
            SortedSet<String> after = members(params, now);
            before.stream()
                    .filter(name -> !after.contains(name))
                    .forEach(name -> calls.add(disconnecting(params, name)));
            after.stream()
                    .filter(name -> !before.contains(name))
                    .forEach(name -> calls.add(List.of("network", "connect", params.name(), name)));
            if (calls.isEmpty()) {
                return Plan.UNCHANGED;
            }
            String verb = anew ? "make anew" : now.present() ? "change" : "make";
            DockerNetwork next = anew || !now.present()
                    ? new NetworkWish(params).made(after)
                    : now.with(after, new Foreseen.Later<>("it is told after the run"));
            return change(params, verb, calls, next);
        });
    }

    /** Those that are in it afterwards. */
    private static SortedSet<String> members(Params params, DockerNetwork now) {
        List<String> wanted = params.connected().orElse(List.of());
        SortedSet<String> after = new TreeSet<>(wanted);
        if (wanted.isEmpty() || params.appends()) {
            after.addAll(now.members());
        }
        return after;
    }

    private static List<String> disconnecting(Params params, String name) {
        return List.of("network", "disconnect", "--force", params.name(), name);
    }

    private static List<List<String>> removing(Params params, DockerNetwork now) {
        List<List<String>> calls = new ArrayList<>();
        now.members().forEach(name -> calls.add(disconnecting(params, name)));
        calls.add(List.of("network", "rm", params.name()));
        return calls;
    }

    private static Plan change(Params params, String verb, List<List<String>> calls, DockerNetwork after) {
        String title = verb + " the network " + params.name();
        return new Plan.Change(
                title,
                new Action.Run(
                        title,
                        params.access().acting(calls),
                        List.of(
                                new Effect.Opaque(
                                        "interfaces and rules of networks are known after the run",
                                        Reach.of(
                                                Reach.PATHLESS,
                                                Reach.paths(
                                                        "/var/lib/docker",
                                                        "/var/lib/containers",
                                                        "/etc/containers",
                                                        "/etc/cni",
                                                        "/run"))),
                                new Effect.Sets<>(params.key(), after))));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        if (params.state() == Presence.ABSENT) {
            return Map.of();
        }
        return switch (after.of(params.key())) {
            case Observed.Unknown<DockerNetwork>(String why) -> Map.of("network", new Unknown(why));
            case Observed.Known<DockerNetwork>(DockerNetwork network, var how) ->
                Map.of("network", network.inspected().orUnknown());
        };
    }
}
