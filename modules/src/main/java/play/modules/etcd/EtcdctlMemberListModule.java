package play.modules.etcd;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import play.host.StateKey;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.modules.clients.PrintedJson;
import play.param.Doc;

/** The members of an etcd cluster. */
public final class EtcdctlMemberListModule implements EtcdQuery<EtcdctlMemberListModule.Params> {
    public record Params(@Doc("How etcd is reached.") EtcdClient client) implements EtcdQuestion.Asked {
        @Override
        public StateKey<EtcdAnswer> question() {
            return new EtcdAnswer.Family(client, "ctl member list -w json\n").key();
        }
    }

    record Result(@Doc("The members.") List<Member> members) {
        record Member(
                @Doc("Id, hexadecimal.") String id,

                @Doc("Name; empty until the member has started.")
                String name,

                @Doc("Where other members reach it.") List<String> peerUrls,
                @Doc("Where clients reach it.") List<String> clientUrls,
                @Doc("Whether it has no vote yet.") boolean learner) {}
    }

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "etcdctl_member_list",
                    "Lists the members of an etcd cluster.",
                    Params.class,
                    new Example("all members", "", "client: {endpoints: ['http://127.0.0.1:2379']}\n"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public Answer found(JsonNode answer) {
        List<Object> members = new ArrayList<>();
        answer.path("members")
                .forEach(member -> members.add(Map.of(
                        "id", EtcdJson.hex(member.path("ID")),
                        "name", member.path("name").asText(),
                        "peer_urls", PrintedJson.texts(member.path("peerURLs")),
                        "client_urls", PrintedJson.texts(member.path("clientURLs")),
                        "learner", member.path("isLearner").asBoolean())));
        return new Answer.Found(Map.of("members", members));
    }
}
