package play.modules.etcd;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import play.host.HostState;
import play.host.StateKey;
import play.host.UnknownStateException;
import play.modules.clients.JsonStates;
import play.modules.clients.PrintedJson;

/**
 * The members of a cluster and how they are, with the arithmetic of majorities. Only voters count there: a learner
 * neither votes nor is missed.
 *
 * @param leader id of the leader; empty where there is none
 */
record EtcdCluster(List<Member> members, Optional<String> leader) implements HostState {
    /**
     * A member.
     *
     * @param id hexadecimal, as etcdctl shows and takes it
     * @param name empty before its first start
     * @param well whether it answers; a voter with the consent of a majority
     * @param index how far its log has been applied; 0 where it does not answer
     */
    record Member(
            String id,
            String name,
            List<String> peerUrls,
            List<String> clientUrls,
            boolean learner,
            boolean well,
            long index) {
        String shown() {
            return name.isEmpty() ? String.join(",", peerUrls) : name;
        }
    }

    EtcdCluster {
        members = List.copyOf(members);
    }

    @Override
    public boolean present() {
        return !members.isEmpty();
    }

    /** Whose peer URLs are these, in any order. */
    Optional<Member> at(List<String> peerUrls) {
        return members.stream()
                .filter(member -> new HashSet<>(member.peerUrls()).equals(new HashSet<>(peerUrls)))
                .findFirst();
    }

    Optional<Member> find(MemberChoice choice) {
        return members.stream().filter(choice::means).findFirst();
    }

    /** Who leads; nobody where a majority of the members is not up. */
    Optional<Member> leading() {
        return members.stream()
                .filter(member -> leader.equals(Optional.of(member.id())))
                .findFirst();
    }

    private long count(Predicate<Member> condition) {
        return members.stream()
                .filter(member -> !member.learner())
                .filter(condition)
                .count();
    }

    private long voters() {
        return count(member -> true);
    }

    private static long majority(long voters) {
        return voters / 2 + 1;
    }

    private List<String> unwell() {
        return members.stream()
                .filter(member -> !member.learner() && !member.well())
                .map(Member::shown)
                .toList();
    }

    /** Why no member may be added now. A voter that has not started yet counts as one that is down. */
    Optional<String> refusesToAdd(boolean learner) {
        List<String> down = unwell();
        if (!down.isEmpty()) {
            return Optional.of("some members are unhealthy (" + String.join(", ", down)
                    + "): repair or remove them before one is added, since each additional member raises the majority");
        }
        Optional<Member> other = members.stream().filter(Member::learner).findFirst();
        if (learner && other.isPresent()) {
            return Optional.of(other.get().shown() + " is a learner already: promote or remove it first");
        }
        long after = voters() + 1;
        return learner || voters() >= majority(after)
                ? Optional.empty()
                : Optional.of("until the new member runs, " + voters() + " of " + after
                        + " would be up, and a majority is " + majority(after) + ": add it as a learner");
    }

    /** Why this member may not be removed. */
    Optional<String> refusesToRemove(Member member) {
        if (count(Member::well) < majority(voters())) {
            return Optional.of("only " + count(Member::well) + " of " + voters() + " members are up, and a majority is "
                    + majority(voters())
                    + ": the cluster has no quorum. Start members again, or restore a snapshot");
        }
        if (member.learner()) {
            return Optional.empty();
        }
        long left = voters() - 1;
        long up = count(other -> other.well() && !other.id().equals(member.id()));
        if (left == 0) {
            return Optional.of(
                    member.shown() + " is the last member: without it the cluster and all it holds are lost");
        }
        return up >= majority(left)
                ? Optional.empty()
                : Optional.of("without " + member.shown() + " only " + up + " of " + left
                        + " members would be up, and a majority is " + majority(left) + lost());
    }

    private String lost() {
        List<String> down = unwell();
        return ": the cluster would be lost."
                + (down.isEmpty() ? "" : " Repair or remove " + String.join(", ", down) + " first");
    }

    /** Why this learner may not become a voter. */
    Optional<String> refusesToPromote(Member learner) {
        long after = voters() + 1;
        long up = count(Member::well) + (learner.well() ? 1 : 0);
        if (!learner.well()) {
            return Optional.of(
                    learner.shown() + " does not answer: a learner must run and catch up before it is promoted"
                            + " (it tells nothing to a user with a password, only to one whom a certificate names)");
        }
        return up >= majority(after)
                ? Optional.empty()
                : Optional.of(
                        up + " of " + after + " members would be up, and a majority is " + majority(after) + lost());
    }

    /** Reads it. What members that are down do not tell is not missed. */
    record Family(EtcdClient client) implements JsonStates<EtcdCluster> {
        private static final String ASK = """
            members=$(ctl member list -w json) || exit 1
            health=$(ctl endpoint health --cluster -w json 2>/dev/null)
            status=$(ctl endpoint status --cluster -w json 2>/dev/null)
            printf '{"members":%s,"health":%s,"status":%s}\\n' "$members" "${health:-[]}" "${status:-[]}"
            """;

        StateKey<EtcdCluster> key() {
            return at("members");
        }

        @Override
        public String name() {
            return "etcd cluster";
        }

        @Override
        public Class<EtcdCluster> type() {
            return EtcdCluster.class;
        }

        /** Who is well changes by itself. */
        @Override
        public boolean rereadable() {
            return false;
        }

        @Override
        public String ask(String id) {
            return ASK;
        }

        @Override
        public EtcdCluster state(String id, JsonNode answer) throws UnknownStateException {
            List<Member> members = new ArrayList<>();
            for (JsonNode member :
                    PrintedJson.with("members", answer.path("members")).path("members")) {
                members.add(member(member, answer));
            }
            return new EtcdCluster(members, leader(answer.path("status")));
        }

        private static Member member(JsonNode member, JsonNode answer) {
            List<String> urls = PrintedJson.texts(member.path("clientURLs"));
            boolean learner = member.path("isLearner").asBoolean();
            Set<String> healthy = new HashSet<>();
            answer.path("health").forEach(endpoint -> {
                if (endpoint.path("health").asBoolean()) {
                    healthy.add(endpoint.path("endpoint").asText());
                }
            });
            long index = 0;
            for (JsonNode endpoint : answer.path("status")) {
                index = urls.contains(endpoint.path("Endpoint").asText())
                        ? Math.max(
                                index,
                                endpoint.path("Status").path("raftAppliedIndex").asLong())
                        : index;
            }
            // A learner serves no linearizable read, so its health check fails however well it is.
            boolean well = learner ? index > 0 : urls.stream().anyMatch(healthy::contains);
            return new Member(
                    EtcdJson.hex(member.path("ID")),
                    member.path("name").asText(),
                    PrintedJson.texts(member.path("peerURLs")),
                    urls,
                    learner,
                    well,
                    index);
        }

        private static Optional<String> leader(JsonNode statuses) {
            Optional<String> leader = Optional.empty();
            for (JsonNode endpoint : statuses) {
                JsonNode id = endpoint.path("Status").path("leader");
                leader = EtcdJson.id(id).equals(BigInteger.ZERO) ? leader : Optional.of(EtcdJson.hex(id));
            }
            return leader;
        }
    }
}
