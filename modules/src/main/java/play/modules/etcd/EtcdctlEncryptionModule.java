package play.modules.etcd;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.host.Base64Text;
import play.host.Knowledge;
import play.host.ShellWords;
import play.host.StateKey;
import play.host.UnknownStateException;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.param.Default;
import play.param.Doc;
import play.param.Matches;

/** By which keys an API server has encrypted the objects that it keeps in etcd. */
public final class EtcdctlEncryptionModule implements EtcdQuestion<EtcdctlEncryptionModule.Params> {
    public record Params(
            @Doc("Which objects are looked at: secrets, configmaps; those of other groups as GROUP/RESOURCE.")
            @Matches(value = "[a-z0-9.-]+(/[a-z0-9.-]+)?", expected = "a resource, such as secrets")
            @Default("secrets,configmaps")
            List<String> resources,

            @Doc("What the API server's keys begin with, its --etcd-prefix.")
            @Matches(value = "(/[A-Za-z0-9._-]+)+", expected = "a path, such as /registry")
            @Default("/registry")
            String prefix,

            @Doc("How etcd is reached.") EtcdClient client)
            implements EtcdQuestion.Asked {

        @Override
        public StateKey<EtcdAnswer> question() {
            StringBuilder lines = new StringBuilder();
            for (String resource : resources) {
                lines.append("{ ctl get -w json --prefix -- ")
                        .append(ShellWords.quote(prefix + "/" + resource + "/"))
                        .append(" && echo ,done; } | ")
                        .append(BEGINNINGS)
                        .append(" || exit 1\n");
            }
            return new EtcdAnswer.Family(client, lines.toString()).key();
        }
    }

    /**
     * Of each value the first characters of its Base64, as a list of JSON; the rest stays on the host. Fails unless the
     * answer is whole.
     */
    private static final String BEGINNINGS = """
            awk -v RS=, '
              /"value":"/ {
                sub(/.*"value":"/, ""); sub(/".*/, "")
                printf "%s\\"%s\\"", n++ ? "," : "[", substr($0, 1, 120)
              }
              /^done/ { whole = 1 }
              END { print n ? "]" : "[]"; exit !whole }
            '""".strip();

    /** What stands before an encrypted value: provider, version, and name of the key. */
    private static final Pattern ENCRYPTED = Pattern.compile("k8s:enc:[a-z]+:v[0-9]+:([^:]+):.*", Pattern.DOTALL);

    record Result(
            @Doc("How many objects each key encrypts, by resource and name of the key; those that are not encrypted"
                    + " under an empty name.")
            Map<String, Map<String, Long>> keys) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "etcdctl_encryption",
                    "Tells by which keys the objects of a Kubernetes cluster are encrypted in etcd.",
                    Params.class,
                    new Example("secrets and config maps", "", Examples.CLIENT))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public Answer answer(Params params, Knowledge known) {
        return Answer.on(known.of(params.question()), answer -> {
            Map<String, Object> byResource = new TreeMap<>();
            try {
                for (int i = 0; i < params.resources().size(); i++) {
                    byResource.put(
                            params.resources().get(i), keys(answer.lines().get(i)));
                }
            } catch (UnknownStateException e) {
                return new Answer.Failed(e.about(params.question()).reason());
            }
            return new Answer.Found(Map.of("keys", byResource));
        });
    }

    private static Map<String, Object> keys(JsonNode values) throws UnknownStateException {
        Map<String, Object> counts = new TreeMap<>();
        for (JsonNode value : values) {
            String beginning = new String(Base64Text.decoded(value.asText()).toArray(), StandardCharsets.ISO_8859_1);
            Matcher encrypted = ENCRYPTED.matcher(beginning);
            counts.merge(encrypted.matches() ? encrypted.group(1) : "", 1L, (some, more) -> (long) some + (long) more);
        }
        return counts;
    }
}
