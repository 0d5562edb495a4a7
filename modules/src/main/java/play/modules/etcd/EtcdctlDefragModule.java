package play.modules.etcd;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import play.host.Effect;
import play.host.HostState;
import play.host.Knowledge;
import play.host.ShellWords;
import play.host.StateKey;
import play.host.UnknownStateException;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.Plan;
import play.module.Resource;
import play.modules.clients.JsonStates;
import play.modules.clients.PrintedJson;
import play.param.Default;
import play.param.Doc;
import play.param.Range;
import play.value.Foreseen;

/** No member's file is to hold much more room than data. */
public final class EtcdctlDefragModule implements Resource<EtcdctlDefragModule.Params> {
    public record Params(
            @Doc("From what share of its file that is unused a member is defragmented, in percent.")
            @Range(from = 1, to = 99)
            @Default("50")
            int percent,

            @Doc("Files smaller than this many bytes are left alone.")
            @Range(from = 0, to = Long.MAX_VALUE)
            @Default("16777216")
            long minSize,

            @Doc("How long one member may take; it serves no requests meanwhile.") @Default("5m")
            Duration timeout,

            @Doc("How etcd is reached: the endpoints are the members that are looked at, each by one URL.")
            EtcdClient client) {

        private StateKey<Space> of(String endpoint) {
            return new Family(client).at(endpoint);
        }
    }

    /**
     * How a member uses its file.
     *
     * @param bytes size of the file
     * @param unused bytes of it that hold nothing
     */
    record Space(Foreseen<Long> bytes, Foreseen<Long> unused, boolean leads) implements HostState {
        @Override
        public boolean present() {
            return true;
        }

        private boolean wastes(int percent, long minSize) {
            return bytes instanceof Foreseen.Exactly<Long>(Long size)
                    && unused instanceof Foreseen.Exactly<Long>(Long free)
                    && size >= minSize
                    && free * 100 >= size * percent;
        }
    }

    /** Reads it, by endpoint. */
    record Family(EtcdClient client) implements JsonStates<Space> {
        @Override
        public String name() {
            return "etcd member at";
        }

        @Override
        public Class<Space> type() {
            return Space.class;
        }

        @Override
        public String ask(String id) {
            return "(unset ETCDCTL_ENDPOINTS; ctl --endpoints=" + ShellWords.quote(id)
                    + " endpoint status -w json) || exit 1\n";
        }

        @Override
        public Space state(String id, JsonNode answer) throws UnknownStateException {
            JsonNode status = PrintedJson.with("Status", answer.path(0)).path("Status");
            long size = status.path("dbSize").asLong();
            boolean leads = status.path("leader").equals(status.path("header").path("member_id"));
            return new Space(
                    new Foreseen.Exactly<>(size),
                    new Foreseen.Exactly<>(size - status.path("dbSizeInUse").asLong()),
                    leads);
        }
    }

    private static final String FILL = "head -c 1000000 /dev/zero | tr '\\0' x >/root/value\nfor i in $(seq 30); do "
            + Examples.CTL + "put /fill </root/value >/dev/null || exit 1; done\n" + "revision=$(" + Examples.CTL
            + "get / -w json | sed 's/.*\"revision\":\\([0-9]*\\).*/\\1/')\n" + Examples.CTL
            + "compact $revision --physical || exit 1\n"
            // What is no longer used is told with the next commit of the store, and nothing is committed unwritten.
            + "for pause in $(seq 100); do sleep 0.1; " + Examples.CTL + "put /tick x >/dev/null; " + Examples.CTL
            + "endpoint status -w json | sed 's/.*\"dbSize\":\\([0-9]*\\).*\"dbSizeInUse\":\\([0-9]*\\).*/\\1 \\2/' |"
            + " { read size used; [ $((used * 2)) -lt $size ]; } && exit 0; done; exit 1\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
            "etcdctl_defrag",
            "Gives back what members of etcd no longer use of their files: one after the other, the leader last, each"
                    + " only where it is worth it.",
            Params.class,
            Examples.of("absent", FILL, ""),
            Examples.of("drifted", FILL, "min_size: 0\n"),
            Examples.of("right", "", ""));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.copyOf(params.client().endpoints().stream().map(params::of).toList());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.onEach(known, params.client().endpoints(), params::of, members -> change(params, members));
    }

    private static Plan change(Params params, Map<String, Space> members) {
        List<Map.Entry<String, Space>> order = members.entrySet().stream()
                .filter(member -> member.getValue().wastes(params.percent(), params.minSize()))
                .sorted(Comparator.comparing(member -> member.getValue().leads()))
                .toList();
        return order.isEmpty()
                ? Plan.UNCHANGED
                : new Plan.Change(
                        "defragment etcd at "
                                + order.stream().map(Map.Entry::getKey).collect(Collectors.joining(", ")),
                        order.stream()
                                .map(member -> defrag(
                                        params,
                                        member.getKey(),
                                        member.getValue().leads()))
                                .toList());
    }

    /** The next one is only begun when this one serves again. */
    private static Action defrag(Params params, String endpoint, boolean leads) {
        String at = " --endpoints=" + ShellWords.quote(endpoint);
        String script = "ctl" + at + " --command-timeout=" + params.timeout().toSeconds() + "s defrag || exit 1\n"
                + "for i in 1 2 3 4 5 6 7 8 9 10; do ctl" + at
                + " endpoint health >/dev/null 2>&1 && exit 0; sleep 1; done\n"
                + "echo 'it is not healthy after it was defragmented; the others were left alone' >&2; exit 1\n";
        Foreseen<Long> later = new Foreseen.Later<>("etcd writes the file anew");
        return new Action.Run(
                "etcdctl defrag of " + endpoint,
                params.client()
                        .script("unset ETCDCTL_ENDPOINTS ETCDCTL_COMMAND_TIMEOUT\n" + script)
                        .within(params.timeout().plusMinutes(1)),
                List.of(new Effect.Sets<>(params.of(endpoint), new Space(later, later, leads))));
    }
}
