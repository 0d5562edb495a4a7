package play.modules.etcd;

import com.fasterxml.jackson.databind.JsonNode;
import play.host.HostState;
import play.host.StateKey;
import play.host.UnknownStateException;
import play.modules.clients.JsonStates;
import play.modules.clients.PrintedJson;

/**
 * Whether a cluster has a member.
 *
 * @param learner whether it does not vote yet
 */
record EtcdMember(boolean present, boolean learner) implements HostState {
    static final EtcdMember ABSENT = new EtcdMember(false, false);
    static final EtcdMember LEARNER = new EtcdMember(true, true);
    static final EtcdMember VOTER = new EtcdMember(true, false);

    /** Reads members, by any of their peer URLs. */
    record Family(EtcdClient client) implements JsonStates<EtcdMember> {
        /** The key of a member that is there or is to be. */
        StateKey<EtcdMember> of(EtcdCluster.Member member) {
            return at(member.peerUrls().getFirst());
        }

        @Override
        public String name() {
            return "etcd member";
        }

        @Override
        public Class<EtcdMember> type() {
            return EtcdMember.class;
        }

        @Override
        public String ask(String id) {
            return "ctl member list -w json || exit 1\n";
        }

        @Override
        public EtcdMember state(String id, JsonNode answer) throws UnknownStateException {
            for (JsonNode member : PrintedJson.with("members", answer).path("members")) {
                if (PrintedJson.texts(member.path("peerURLs")).contains(id)) {
                    return member.path("isLearner").asBoolean() ? LEARNER : VOTER;
                }
            }
            return ABSENT;
        }
    }
}
