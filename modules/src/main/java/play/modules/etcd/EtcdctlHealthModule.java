package play.modules.etcd;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import play.host.StateKey;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.modules.clients.PrintedJson;
import play.param.Default;
import play.param.Doc;
import play.param.Range;

/** A gate: every member of an etcd cluster is well, and they are of one mind. */
public final class EtcdctlHealthModule implements EtcdGate<EtcdctlHealthModule.Params> {
    public record Params(
            @Doc("How many members there must be; if not given, as many as the cluster says it has.")
            @Range(from = 1, to = 9)
            Optional<Integer> members,

            @Doc("Names of members that may be down, as long as the others are a majority.") @Default("[]")
            List<String> tolerate,

            @Doc("How long to wait for it.") @Default("60s") Duration timeout,

            @Doc("Pause between two attempts.") @Default("1s")
            Duration interval,

            @Doc("How etcd is reached.") EtcdClient client)
            implements EtcdGate.Awaited {

        @Override
        public StateKey<EtcdAnswer> question() {
            return new EtcdAnswer.Family(client, QUESTION).key();
        }
    }

    /** A member that is down makes single calls fail; what the others say counts all the same. */
    private static final String QUESTION = """
        members=$(ctl member list -w json) || exit 1
        printf '%s\\n' "$members"
        health=$(ctl endpoint health --cluster -w json 2>/dev/null); printf '%s\\n' "$health"
        status=$(ctl endpoint status --cluster -w json 2>/dev/null); printf '%s\\n' "$status"
        alarms=$(ctl alarm list -w json 2>/dev/null); printf '%s\\n' "$alarms"
        """;

    /** A member that is further behind has not caught up. */
    private static final long LARGEST_GAP = 1000;

    record Result(
            @Doc("How many members there are.") int members,
            @Doc("Name of the leader.") String leader,
            @Doc("Version of etcd.") String version) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "etcdctl_health",
                    "Waits until all members of an etcd cluster are healthy, follow one leader in one term, have"
                            + " caught up and raise no alarm.",
                    Params.class,
                    new Example(
                            "a gate",
                            "",
                            "members: 3\n"
                                    + "client: {endpoints: ['https://192.0.2.10:2379'], cacert: /etc/etcd/pki/ca.crt,"
                                    + " cert: /etc/etcd/pki/client.crt, key: /etc/etcd/pki/client.key}\n"))
            .alias("etcd_health")
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public int lines() {
        return 4;
    }

    @Override
    public String silence() {
        return "etcdctl does not answer all questions";
    }

    @Override
    public Answer judge(Params params, List<JsonNode> lines) {
        List<String> faults = new ArrayList<>();
        JsonNode members = lines.get(0).path("members");
        int wanted = params.members().orElse(members.size());
        if (members.size() != wanted) {
            faults.add("the cluster has " + members.size() + " members, not " + wanted);
        }
        members.forEach(member -> judgeMember(member, faults));
        judgeHealth(lines.get(1), wanted, addresses(members, params.tolerate()), faults);
        judgeMinds(lines.get(2), faults);
        lines.get(3)
                .path("alarms")
                .forEach(alarm -> faults.add(
                        "a member raises alarm " + alarm.path("alarm").asText()));
        return faults.isEmpty() ? found(lines) : new Answer.Waiting(String.join("; ", faults));
    }

    /** Where clients reach these members. */
    private static Set<String> addresses(JsonNode members, List<String> names) {
        Set<String> addresses = new HashSet<>();
        for (JsonNode member : members) {
            if (names.contains(member.path("name").asText())) {
                member.path("clientURLs").forEach(url -> addresses.add(url.asText()));
            }
        }
        return addresses;
    }

    /** @param tolerated addresses of those that may be down */
    private static void judgeHealth(JsonNode endpoints, int wanted, Set<String> tolerated, List<String> faults) {
        int healthy = 0;
        int down = 0;
        for (JsonNode endpoint : endpoints) {
            if (endpoint.path("health").asBoolean()) {
                healthy++;
            } else if (tolerated.contains(endpoint.path("endpoint").asText())) {
                down++;
            } else {
                faults.add(endpoint.path("endpoint").asText() + " is not healthy: "
                        + endpoint.path("error").asText());
            }
        }
        if (faults.isEmpty() && (healthy + down < wanted || healthy <= wanted / 2)) {
            faults.add(healthy + " of " + wanted + " members are healthy");
        }
    }

    private static void judgeMember(JsonNode member, List<String> faults) {
        if (member.path("name").asText().isEmpty()) {
            faults.add(PrintedJson.texts(member.path("peerURLs")) + " has not started yet");
        }
        if (member.path("isLearner").asBoolean()) {
            faults.add(member.path("name").asText() + " is a learner");
        }
    }

    private static void judgeMinds(JsonNode statuses, List<String> faults) {
        Set<BigInteger> leaders = new TreeSet<>();
        Set<Long> terms = new TreeSet<>();
        long first = Long.MAX_VALUE;
        long last = 0;
        for (JsonNode endpoint : statuses) {
            JsonNode status = endpoint.path("Status");
            leaders.add(EtcdJson.id(status.path("leader")));
            terms.add(status.path("raftTerm").asLong());
            first = Math.min(first, status.path("raftAppliedIndex").asLong());
            last = Math.max(last, status.path("raftAppliedIndex").asLong());
        }
        if (leaders.size() != 1 || leaders.contains(BigInteger.ZERO)) {
            faults.add("there is no single leader");
        }
        if (terms.size() > 1) {
            faults.add("members are in different terms: " + terms);
        }
        if (last - first > LARGEST_GAP) {
            faults.add("a member is " + (last - first) + " entries behind");
        }
    }

    private static Answer found(List<JsonNode> lines) {
        JsonNode status = lines.get(2).path(0).path("Status");
        BigInteger leader = EtcdJson.id(status.path("leader"));
        String name = "";
        for (JsonNode member : lines.get(0).path("members")) {
            name = EtcdJson.id(member.path("ID")).equals(leader)
                    ? member.path("name").asText()
                    : name;
        }
        return new Answer.Found(Map.of(
                "members",
                (long) lines.get(0).path("members").size(),
                "leader",
                name,
                "version",
                status.path("version").asText()));
    }
}
