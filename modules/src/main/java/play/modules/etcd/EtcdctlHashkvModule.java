package play.modules.etcd;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import play.host.StateKey;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.modules.clients.PrintedJson;
import play.param.Default;
import play.param.Doc;

/** A gate: all members of an etcd cluster hold the same data. */
public final class EtcdctlHashkvModule implements EtcdGate<EtcdctlHashkvModule.Params> {
    public record Params(
            @Doc("How long to wait until all members can be compared: they may be compacting, or behind.")
            @Default("30s")
            Duration timeout,

            @Doc("Pause between two attempts.") @Default("1s")
            Duration interval,

            @Doc("How etcd is reached.") EtcdClient client)
            implements EtcdGate.Awaited {
        @Override
        public StateKey<EtcdAnswer> question() {
            return new EtcdAnswer.Family(client, QUESTION).key();
        }
    }

    /** All are asked about one revision: members that serve writes are never at the same one. */
    private static final String QUESTION = """
        ctl member list -w json || exit 1
        now=$(ctl get / -w json) || exit 1
        revision=$(printf '%s' "$now" | sed 's/.*"revision":\\([0-9]*\\).*/\\1/')
        ctl endpoint hashkv --cluster --rev="$revision" -w json 2>/dev/null || :
        """;

    record Result(
            @Doc("Hash of what all members hold.") String hash,
            @Doc("Revision at which it was taken.") long revision) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "etcdctl_hashkv",
                    "Compares what the members of an etcd cluster hold, by a hash at one revision.",
                    Params.class,
                    new Example("a check", "", Examples.CLIENT))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public int lines() {
        return 2;
    }

    @Override
    public String silence() {
        return "no member tells its hash";
    }

    @Override
    public Answer judge(Params params, List<JsonNode> lines) {
        JsonNode members = lines.get(0).path("members");
        JsonNode endpoints = lines.get(1);
        Map<String, List<String>> byHash = new TreeMap<>();
        Map<Long, List<String>> byCompaction = new TreeMap<>();
        List<String> silent = new ArrayList<>();
        for (JsonNode member : members) {
            Optional<JsonNode> told = told(member, endpoints);
            String name = member.path("name").asText();
            told.ifPresentOrElse(
                    hash -> {
                        byHash.computeIfAbsent(hash.path("hash").asText("0"), none -> new ArrayList<>())
                                .add(name);
                        byCompaction
                                .computeIfAbsent(hash.path("compact_revision").asLong(), none -> new ArrayList<>())
                                .add(name);
                    },
                    () -> silent.add(
                            name.isEmpty() ? String.join(",", PrintedJson.texts(member.path("peerURLs"))) : name));
        }
        if (members.isEmpty()) {
            return new Answer.Waiting("etcdctl names no member");
        }
        if (!silent.isEmpty()) {
            return new Answer.Waiting("not compared, as they do not tell their hash: " + String.join(", ", silent));
        }
        if (byCompaction.size() > 1) {
            return new Answer.Waiting("members have compacted up to different revisions: " + byCompaction);
        }
        return byHash.size() > 1
                ? new Answer.Failed("members hold different data; hashes: " + byHash
                        + ". Find the faulty member, remove it, and add it again with an empty store")
                : new Answer.Found(Map.of("hash", byHash.keySet().iterator().next(), "revision", revision(endpoints)));
    }

    private static long revision(JsonNode endpoints) {
        return endpoints.path(0).path("HashKV").path("hash_revision").asLong();
    }

    private static Optional<JsonNode> told(JsonNode member, JsonNode endpoints) {
        List<String> urls = PrintedJson.texts(member.path("clientURLs"));
        for (JsonNode endpoint : endpoints) {
            if (urls.contains(endpoint.path("Endpoint").asText())) {
                return Optional.of(endpoint.path("HashKV"));
            }
        }
        return Optional.empty();
    }
}
