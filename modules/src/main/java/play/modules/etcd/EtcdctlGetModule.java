package play.modules.etcd;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.host.ShellWords;
import play.host.StateKey;
import play.host.UnknownStateException;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.param.Default;
import play.param.Doc;
import play.param.Matches;

/** Reads keys of etcd. */
public final class EtcdctlGetModule implements EtcdQuery<EtcdctlGetModule.Params> {
    public record Params(
            @Doc("The key, or what keys begin with.") @Matches(value = "[^\\x00\\n]+", expected = "text on one line")
            String key,

            @Doc("Whether all keys that begin with it are read.") @Default("false")
            boolean prefix,

            @Doc("How etcd is reached.") EtcdClient client)
            implements EtcdQuestion.Asked {

        @Override
        public StateKey<EtcdAnswer> question() {
            String all = prefix ? " --prefix" : "";
            return new EtcdAnswer.Family(client, "ctl get -w json" + all + " -- " + ShellWords.quote(key) + "\n").key();
        }
    }

    record Result(
            @Doc("The keys that were found.") List<Pair> kvs,

            @Doc("Value of the first; null if there is none.")
            Object value) {
        record Pair(
                @Doc("The key.") String key,
                @Doc("Its value.") String value,
                @Doc("Revision of its last change.") long modRevision) {}
    }

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "etcdctl_get",
                    "Reads keys of etcd (v3).",
                    Params.class,
                    new Example("one key", "", "key: /example\nclient: {endpoints: ['http://127.0.0.1:2379']}\n"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public Answer found(JsonNode answer) throws UnknownStateException {
        List<Object> all = new ArrayList<>();
        for (JsonNode pair : answer.path("kvs")) {
            all.add(Map.of(
                    "key", EtcdJson.decoded(pair.path("key")),
                    "value", EtcdJson.decoded(pair.path("value")),
                    "mod_revision", pair.path("mod_revision").asLong()));
        }
        Map<String, @Nullable Object> result = new HashMap<>();
        result.put("kvs", all);
        result.put(
                "value",
                all.isEmpty()
                        ? null
                        : EtcdJson.decoded(answer.path("kvs").path(0).path("value")));
        return new Answer.Found(result);
    }
}
