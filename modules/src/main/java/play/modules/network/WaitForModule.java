package play.modules.network;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import play.files.Paths;
import play.files.Patterns;
import play.host.FileState;
import play.host.FileText;
import play.host.FileTexts;
import play.host.Files;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Patience;
import play.module.Query;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.param.MutuallyExclusive;
import play.param.Range;
import play.result.When;
import play.value.PythonRegex;

/** Waits until a port takes connections (or none), or a file is there (or is not). */
public final class WaitForModule implements Query<WaitForModule.Params> {
    /**
     * What is waited for: {@code started} and {@code present} mean the same, as do {@code stopped} and {@code absent}.
     */
    public enum State {
        STARTED,
        PRESENT,
        STOPPED,
        ABSENT,
        /** The port has no connections any more. */
        DRAINED;

        boolean there() {
            return this == STARTED || this == PRESENT;
        }
    }

    @MutuallyExclusive({"port", "path"})
    public record Params(
            @Doc("Address or name to connect to, as seen from the task's host.")
            @Default("127.0.0.1")
            @Matches(value = "[A-Za-z0-9_.:%-]+", expected = "an address or a host name")
            String host,

            @Doc("TCP port.") @Range(from = 1, to = 65535) Optional<Integer> port,

            @Doc("Path of a file on the task's host.") @HostPath
            Optional<String> path,

            @Doc("What to wait for: that it is there, that it is not, or drained: that the port, which is one of the"
                    + " task's host, has no connections any more (host: 0.0.0.0 for those at all its addresses).")
            @Default("started")
            State state,

            @Doc("With state: drained, addresses or names whose connections do not count.") @Default("[]")
            List<String> excludeHosts,

            @Doc("With state: drained, which connections count.")
            @Default("ESTABLISHED,FIN_WAIT1,FIN_WAIT2,SYN_RECV,SYN_SENT,TIME_WAIT")
            @Matches(
                    value = "ESTABLISHED|FIN_WAIT1|FIN_WAIT2|SYN_RECV|SYN_SENT|TIME_WAIT",
                    expected = "one of ESTABLISHED, FIN_WAIT1, FIN_WAIT2, SYN_RECV, SYN_SENT, TIME_WAIT")
            List<String> activeConnectionStates,

            @Doc("Pattern that must be found in the file, or in what the server says of itself.")
            Optional<String> searchRegex,

            @Doc("How long to wait. Without a port and a path, that is all; a dry run does not wait then.")
            @Default("300")
            Duration timeout,

            @Doc("Pause before the first attempt.") @Default("0")
            Duration delay,

            @Doc("Pause between two attempts.") @Default("1")
            Duration sleep,

            @Doc("How long one connection may take.") @Default("5")
            Duration connectTimeout,

            @Doc("Message when the time is up.") Optional<String> msg) {
        /** Whether nothing is waited for but the time. */
        boolean isPause() {
            return port.isEmpty() && path.isEmpty();
        }

        private StateKey<ActiveConnections> connections(int number) {
            List<ActiveConnections.Phase> phases = activeConnectionStates.stream()
                    .map(ActiveConnections.Phase::valueOf)
                    .toList();
            return new ActiveConnections.Family(host, excludeHosts, phases).key(String.valueOf(number));
        }
    }

    record Result(
            @Doc("What was waited for, as the task says it.")
            String state,

            @Doc("The port.") @When("the task has one") Optional<Integer> port,
            @Doc("The path.") @When("the task has one") Optional<String> path,

            @Doc("What is searched for.") @When("the task has it")
            Optional<String> searchRegex,

            @Doc("What the groups of search_regex match.") List<String> matchGroups,

            @Doc("What those of its groups match that have a name.")
            Map<String, String> matchGroupdict,

            @Doc("Seconds that it took.") long elapsed) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "wait_for",
                    "Waits for a port or a file.",
                    Params.class,
                    new Example("port", "", "port: 22\ntimeout: 30s\n"),
                    new Example("banner", "", "port: 22\nsearch_regex: ^SSH-2\n"),
                    new Example("a time", "", "timeout: 1\n"),
                    new Example("closed port", "", "port: 9\nstate: stopped\n"),
                    new Example("file with content", "echo ready >/srv/flag", "path: /srv/flag\nsearch_regex: ready\n"))
            .returns(Result.class)
            .asInAnsible();

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>();
        params.port().ifPresent(port -> keys.add(drains(params) ? params.connections(port) : port(params, port)));
        params.path().map(Paths::clean).ifPresent(path -> {
            keys.add(Files.withoutDigest(path));
            params.searchRegex().ifPresent(regex -> keys.add(FileTexts.at(path)));
        });
        return keys;
    }

    private static boolean drains(Params params) {
        return params.state() == State.DRAINED;
    }

    private static StateKey<Port> port(Params params, int port) {
        return new Ports(params.connectTimeout(), params.searchRegex().isPresent()).at(params.host(), port);
    }

    @Override
    public boolean tellsElapsed() {
        return true;
    }

    @Override
    public Optional<Patience> patience(Params params) {
        return Optional.of(
                params.isPause()
                        ? new Patience(
                                Duration.ZERO, Duration.ZERO, params.delay().plus(params.timeout()))
                        : new Patience(params.timeout(), params.sleep(), params.delay()));
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        if (drains(params) && params.port().isEmpty()) {
            return List.of(new Binding.Fault("state", "state: drained needs 'port'"));
        }
        return params.searchRegex().stream()
                .flatMap(pattern -> params.isPause()
                        ? Stream.of(new Binding.Fault("search_regex", "search_regex needs 'port' or 'path'"))
                        : Patterns.fault("search_regex", pattern).stream())
                .toList();
    }

    @Override
    public Answer answer(Params params, Knowledge known) {
        if (params.isPause()) {
            return found(params, Groups.NONE);
        }
        Answer answer = params.port().isPresent()
                ? ofPort(params, params.port().get(), known)
                : ofPath(params, Paths.clean(params.path().orElseThrow()), known);
        return answer instanceof Answer.Waiting(String why)
                ? new Answer.Waiting(
                        params.msg().map(msg -> msg + " (" + why + ")").orElse(why))
                : answer;
    }

    private static Answer ofPort(Params params, int number, Knowledge known) {
        String place = params.host() + " port " + number;
        if (drains(params)) {
            return Answer.on(
                    known.of(params.connections(number)),
                    active -> active.present()
                            ? new Answer.Waiting(place + " still has " + active.count() + " connections")
                            : found(params, Groups.NONE));
        }
        boolean there = params.state().there();
        return Answer.on(known.of(port(params, number)), state -> switch (state) {
            case Port.Open(String said) when there -> search(params, said, place + " says");
            case Port.Open open -> new Answer.Waiting(place + " still accepts connections");
            case Port.Closed closed when !there -> found(params, Groups.NONE);
            case Port.Closed closed ->
                new Answer.Waiting(
                        place + " accepts no connection; this host itself listens on ports " + closed.listed());
        });
    }

    private static Answer ofPath(Params params, String path, Knowledge known) {
        return Answer.on(known.of(Files.withoutDigest(path)), found -> switch (found) {
            case FileState state
            when state.present() != params.state().there() ->
                new Answer.Waiting(path + (state.present() ? " is still there" : " is not there"));
            case FileState state
            when state.present() && params.searchRegex().isPresent() -> inFile(params, path, known);
            case FileState there -> found(params, Groups.NONE);
        });
    }

    private static Answer inFile(Params params, String path, Knowledge known) {
        return Answer.on(known.of(FileTexts.at(path)), state -> switch (state) {
            case FileText.Held(var bytes, boolean secret) -> search(params, bytes.utf8(), path + " holds");
            case FileText.TooLarge(long size) ->
                new Answer.Failed(path + " has " + size + " bytes, too many to search");
            case FileText.Missing missing -> new Answer.Waiting(path + " is not a file");
        });
    }

    private static Answer search(Params params, String text, String where) {
        if (params.searchRegex().isEmpty()) {
            return found(params, Groups.NONE);
        }
        Matcher matcher = PythonRegex.ofBytes(params.searchRegex().get(), Pattern.MULTILINE)
                .matcher(text);
        if (!matcher.find()) {
            return new Answer.Waiting(
                    where + " nothing that matches '" + params.searchRegex().get() + "'");
        }
        return found(params, Groups.of(matcher));
    }

    /** What the groups of a pattern have matched; null where one has not taken part. */
    private record Groups(List<@Nullable String> all, Map<String, @Nullable String> named) {
        private static final Groups NONE = new Groups(List.of(), Map.of());

        private static Groups of(Matcher matcher) {
            List<@Nullable String> all = new ArrayList<>();
            for (int i = 1; i <= matcher.groupCount(); i++) {
                all.add(matcher.group(i));
            }
            Map<String, @Nullable String> named = new LinkedHashMap<>();
            PythonRegex.names(matcher.pattern()).forEach(name -> named.put(name, PythonRegex.group(matcher, name)));
            return new Groups(all, named);
        }
    }

    private static Answer found(Params params, Groups groups) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("state", params.state().name().toLowerCase(java.util.Locale.ROOT));
        params.port().ifPresent(port -> result.put("port", (long) port));
        params.path().ifPresent(path -> result.put("path", path));
        params.searchRegex().ifPresent(regex -> result.put("search_regex", regex));
        result.put("match_groups", groups.all());
        result.put("match_groupdict", groups.named());
        return new Answer.Found(result);
    }
}
