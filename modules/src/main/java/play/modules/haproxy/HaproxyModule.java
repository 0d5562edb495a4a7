package play.modules.haproxy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import play.host.Effect;
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
import play.modules.haproxy.HaproxyServer.Use;
import play.param.Alias;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.param.Range;

/** Servers behind HAProxy, taken out of use and put back. */
public final class HaproxyModule implements Resource<HaproxyModule.Params> {
    /** What becomes of a server. */
    public enum State {
        ENABLED(Use.READY, "UP"),
        DISABLED(Use.MAINT, "MAINT"),
        DRAIN(Use.DRAIN, "DRAIN");

        private final Use use;
        private final String status;

        State(Use use, String status) {
            this.use = use;
            this.status = status;
        }

        /** One that nobody checks is as good as up. One that drains may be down by its checks. */
        private boolean isReached(String now) {
            return now.startsWith(status)
                    || (this == ENABLED && now.equals("no check"))
                    || (this == DRAIN && now.startsWith("DOWN"));
        }
    }

    public record Params(
            @Doc("The server, as HAProxy's configuration names it.")
            @Matches(value = "[A-Za-z0-9_.:-]+", expected = "the name of a server")
            String host,

            @Doc("The backend that it is in; without, every one that has a server of this name.")
            @Matches(value = "[A-Za-z0-9_.:-]+", expected = "the name of a backend")
            Optional<String> backend,

            @Doc("enabled: it gets connections. drain: it keeps those that it has and gets no new ones, but for clients"
                    + " that have to come back to it. disabled: it gets none, and is not checked.")
            State state,

            @Doc("Socket of HAProxy's administrators on the task's host, of level admin; Debian has it at"
                    + " /run/haproxy/admin.sock.")
            @HostPath
            @Default("/var/run/haproxy.sock")
            String socket,

            @Doc("Whether to wait until it is so: enabled, until HAProxy's checks have found it up.")
            @Alias("wait")
            @Default("false")
            boolean waitFor,

            @Doc("With 'wait', whether to wait also until it has no connections any more.") @Default("false")
            boolean drain,

            @Doc("Seconds; together with 'wait_retries' they say how long to wait.")
            @Default("5")
            @Range(from = 1, to = 3600)
            int waitInterval,

            @Doc("How many times 'wait_interval' to wait.") @Default("25") @Range(from = 1, to = 100000)
            int waitRetries,

            @Doc("With state: disabled, whether its connections are cut where it is not disabled yet.")
            @Default("false")
            boolean shutdownSessions,

            @Doc("Weight that it gets: 0 to 256, or a share of that of the configuration, such as 50%.")
            @Matches(value = "\\d{1,3}%?", expected = "a number or a percentage")
            Optional<String> weight,

            @Doc("Whether the task fails where HAProxy has no such server; without, nothing is done then.")
            @Default("false")
            boolean failOnNotFound) {
        private StateKey<HaproxyServer> key() {
            return HaproxyServer.at(socket, host);
        }

        private StateKey<HaproxyTraffic> traffic() {
            return HaproxyTraffic.at(socket, host);
        }

        private Duration longest() {
            return Duration.ofSeconds(waitInterval).multipliedBy(waitRetries);
        }

        private boolean means(String name) {
            return backend.isEmpty() || backend.get().equals(name);
        }
    }

    private static final String SOCKET = "socket: /run/haproxy/admin.sock\n";
    private static final String YAML = "host: app1\n" + SOCKET;

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "haproxy",
                    "Takes a server behind HAProxy out of use, or puts it back. HAProxy forgets that when it starts"
                            + " anew. The host needs socat or perl.",
                    Params.class,
                    tried("drifted: to be drained", "", YAML + "backend: app\nstate: drain\nwait: true\ndrain: true\n"),
                    tried("drifted: to be disabled in all backends", "", YAML + "state: disabled\nwait: true\n"),
                    tried("drifted in its weight", "", YAML + "backend: app\nstate: enabled\nweight: 50%\n"),
                    tried("drifted: to be enabled", "say disable server app/app1\n", YAML + "state: enabled\n"),
                    tried("right", "", YAML + "state: enabled\nweight: '100'\n"),
                    tried("right: there is none of that name", "", "host: app9\nstate: disabled\n" + SOCKET))
            .alias("community.general.haproxy");

    private static Example tried(String title, String before, String yaml) {
        String settings = """
            cat >>/etc/haproxy/haproxy.cfg <<'END'
            listen app
              bind 127.0.0.1:8001
              server app1 127.0.0.1:9001 weight 100
              server app2 127.0.0.1:9002
            backend api
              server app1 127.0.0.1:9003 weight 100
            END
            systemctl restart haproxy
            say() { perl -MIO::Socket::UNIX -e '$s = IO::Socket::UNIX->new(Peer => "/run/haproxy/admin.sock");
              print $s "@ARGV\\n"; $s->flush; print while <$s>' "$@"; }
            """;
        return new Example(title, settings + before, yaml)
                .after("- package: {name: haproxy, install_recommends: false}\n");
    }

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        if (params.drain() && !params.waitFor()) {
            faults.add(new Binding.Fault("drain", "nothing is waited for without wait: true"));
        }
        if (params.shutdownSessions() && params.state() != State.DISABLED) {
            faults.add(new Binding.Fault("shutdown_sessions", "connections are cut with state: disabled only"));
        }
        return faults;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return params.waitFor() ? List.of(params.key(), params.traffic()) : List.of(params.key());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(known.of(params.key()), now -> {
            SortedSet<String> backends = new TreeSet<>(now.use().keySet());
            backends.removeIf(name -> !params.means(name));
            if (backends.isEmpty()) {
                return params.failOnNotFound() ? notFound(params) : Plan.UNCHANGED;
            }
            List<Action> actions = new ArrayList<>();
            List<String> orders = orders(params, backends, now);
            if (!orders.isEmpty()) {
                actions.add(ordering(params, orders, after(params, backends, now)));
            }
            if (params.waitFor() && (!actions.isEmpty() || !isReached(params, known))) {
                actions.add(waiting(params));
            }
            String title = (orders.isEmpty() ? "wait for " : verb(params.state())) + params.host() + " in "
                    + String.join(", ", backends);
            return actions.isEmpty() ? Plan.UNCHANGED : new Plan.Change(title, actions);
        });
    }

    private static Plan notFound(Params params) {
        String where = params.backend().map(name -> " in the backend " + name).orElse("");
        return new Plan.Rejected("HAProxy at " + params.socket() + " has no server " + params.host() + where);
    }

    private static String verb(State state) {
        return switch (state) {
            case ENABLED -> "enable ";
            case DISABLED -> "disable ";
            case DRAIN -> "drain ";
        };
    }

    /** What HAProxy has to be told. */
    private static List<String> orders(Params params, SortedSet<String> backends, HaproxyServer now) {
        List<String> orders = new ArrayList<>();
        for (String backend : backends) {
            String server = backend + "/" + params.host();
            if (now.use().get(backend) != params.state().use) {
                orders.add("set server " + server + " state "
                        + params.state().use.name().toLowerCase(Locale.ROOT));
                if (params.shutdownSessions()) {
                    orders.add("shutdown sessions server " + server);
                }
            }
            params.weight()
                    .filter(weight ->
                            !weight(weight, backend, now).equals(now.weights().get(backend)))
                    .ifPresent(weight -> orders.add("set weight " + server + " " + weight));
        }
        return orders;
    }

    private static Long weight(String wanted, String backend, HaproxyServer now) {
        if (!wanted.endsWith("%")) {
            return Long.valueOf(wanted);
        }
        long share = Long.parseLong(wanted.substring(0, wanted.length() - 1));
        return now.usualWeights().getOrDefault(backend, 1L) * share / 100;
    }

    private static HaproxyServer after(Params params, SortedSet<String> backends, HaproxyServer now) {
        SortedMap<String, Use> use = new TreeMap<>(now.use());
        SortedMap<String, Long> weights = new TreeMap<>(now.weights());
        for (String backend : backends) {
            use.put(backend, params.state().use);
            params.weight().ifPresent(weight -> weights.put(backend, weight(weight, backend, now)));
        }
        return new HaproxyServer(use, weights, now.usualWeights());
    }

    private static Action ordering(Params params, List<String> orders, HaproxyServer after) {
        StringBuilder script = new StringBuilder(HaproxySocket.ordering(params.socket()));
        orders.forEach(
                order -> script.append("order ").append(ShellWords.quote(order)).append('\n'));
        return new Action.Run(
                String.join("; ", orders),
                Script.of(script.toString()),
                List.of(new Effect.Sets<>(params.key(), after)));
    }

    private static boolean isReached(Params params, Knowledge known) {
        return known.of(params.traffic()) instanceof Observed.Known<HaproxyTraffic>(HaproxyTraffic traffic, var how)
                && isReached(params, traffic);
    }

    private static boolean isReached(Params params, HaproxyTraffic traffic) {
        return traffic.status().entrySet().stream()
                        .filter(entry -> params.means(entry.getKey()))
                        .allMatch(entry -> params.state().isReached(entry.getValue()))
                && (!params.drain()
                        || traffic.sessions().entrySet().stream()
                                .filter(entry -> params.means(entry.getKey()))
                                .allMatch(entry -> entry.getValue() == 0));
    }

    private static Action waiting(Params params) {
        String wanted = params.host() + " is "
                + (params.state() == State.ENABLED ? "up" : params.state().status) + " in HAProxy"
                + (params.drain() ? " and has no connections" : "");
        return new Action.Await<>(
                params.traffic(), traffic -> isReached(params, traffic), wanted, params.longest(), List.of());
    }
}
