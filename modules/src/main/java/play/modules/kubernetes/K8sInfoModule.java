package play.modules.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.HostState;
import play.host.Knowledge;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Query;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;
import play.param.Matches;
import play.value.Secret;

/** API objects of any kind, as they are. */
public final class K8sInfoModule implements Query<K8sInfoModule.Params> {
    public record Params(
            @Doc("Kind of the objects: Node, Deployment, a kind of a CustomResourceDefinition.")
            @Matches(value = "[A-Za-z0-9]+", expected = "a kind")
            String kind,

            @Doc("API version of the kind, where several groups have one of this name: apps/v1.")
            @Matches(value = "[a-z0-9./-]+", expected = "an API version")
            Optional<String> apiVersion,

            @Doc("Name of the one object.") @Matches(value = "[A-Za-z0-9.:-]+", expected = "an object's name")
            Optional<String> name,

            @Doc("Namespace to look in; without it, everywhere, and an object by name in default.")
            @Matches(value = "[a-z0-9-]{1,63}", expected = "a namespace's name")
            Optional<String> namespace,

            @Doc("Labels the objects must have: app=web.")
            @Matches(value = "[^'\"]+", expected = "a label selector")
            @Default("[]")
            List<String> labelSelectors,

            @Doc("Fields the objects must have: spec.nodeName=worker1.")
            @Matches(value = "[^'\"]+", expected = "a field selector")
            @Default("[]")
            List<String> fieldSelectors,

            @Inline KubeAccess access) {

        private StateKey<Found> found() {
            return new StateKey<>(access.client().service(), new Family(access.client(), words()), "objects");
        }

        private List<String> words() {
            List<String> words = new ArrayList<>(
                    List.of("get", kind + apiVersion.map(Params::suffix).orElse("")));
            name.ifPresent(words::add);
            namespace.ifPresentOrElse(
                    space -> words.add("--namespace=" + space),
                    () -> name.ifPresentOrElse(one -> {}, () -> words.add("--all-namespaces")));
            if (!labelSelectors.isEmpty()) {
                words.add("--selector=" + String.join(",", labelSelectors));
            }
            if (!fieldSelectors.isEmpty()) {
                words.add("--field-selector=" + String.join(",", fieldSelectors));
            }
            words.addAll(List.of("-o", "json", "--ignore-not-found"));
            return words;
        }

        /** kubectl's own way to say it: {@code Deployment.v1.apps}, {@code Pod.v1.} */
        private static String suffix(String apiVersion) {
            int slash = apiVersion.indexOf('/');
            return slash < 0
                    ? "." + apiVersion + "."
                    : "." + apiVersion.substring(slash + 1) + "." + apiVersion.substring(0, slash);
        }
    }

    /**
     * What was found.
     *
     * @param known whether the server knows the kind
     * @param objects with what Secrets hold as secrets
     */
    record Found(boolean known, List<Object> objects) implements HostState {
        @Override
        public boolean present() {
            return !objects.isEmpty();
        }
    }

    /**
     * Finds them.
     *
     * @param words for kubectl
     */
    record Family(KubeClient client, List<String> words) implements StateFamily<Found> {
        @Override
        public String name() {
            return "API";
        }

        @Override
        public Class<Found> type() {
            return Found.class;
        }

        @Override
        public Script read(List<StateKey<Found>> keys) {
            return client.script("ctl " + ShellWords.join(words) + "\n");
        }

        @Override
        public boolean secret() {
            return true;
        }

        @Override
        public Told<Found> told(List<StateKey<Found>> keys, ScriptResult result) throws UnknownStateException {
            Found found = result.succeeded() ? objects(KubeJson.told(result.out())) : refused(result.err());
            return (index, id) -> found;
        }

        private static Found refused(String words) throws UnknownStateException {
            if (words.contains("the server doesn't have a resource type") || words.contains("no matches for kind")) {
                return new Found(false, List.of());
            }
            throw KubeClient.unknown(words);
        }

        private static Found objects(List<JsonNode> objects) {
            return new Found(true, objects.stream().<Object>map(Family::masked).toList());
        }

        private static Map<String, @Nullable Object> masked(JsonNode object) {
            Map<String, @Nullable Object> plain = KubeJson.plain(object);
            if (!"Secret".equals(plain.get("kind"))) {
                return plain;
            }
            for (String field : List.of("data", "stringData")) {
                plain.computeIfPresent(field, (name, values) -> hidden(values));
            }
            if (plain.get("metadata") instanceof Map<?, ?> metadata) {
                Map<Object, @Nullable Object> copy = new LinkedHashMap<>(metadata);
                // What a client-side apply leaves here is the whole object.
                copy.computeIfPresent("annotations", (name, values) -> hidden(values));
                plain.put("metadata", copy);
            }
            return plain;
        }

        private static Map<String, Object> hidden(Object values) {
            Map<String, Object> hidden = new LinkedHashMap<>();
            if (values instanceof Map<?, ?> entries) {
                entries.forEach((name, value) -> hidden.put(String.valueOf(name), new Secret(String.valueOf(value))));
            }
            return hidden;
        }
    }

    record Result(
            @Doc("The objects.") List<Map<String, Object>> resources,
            @Doc("Whether the server knows the kind.") boolean apiFound) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "k8s_info",
                    "Reads API objects of any kind. What Secrets hold is masked.",
                    Params.class,
                    new Example(
                            "nodes with a label",
                            "",
                            "kubeconfig: /etc/kubernetes/admin.conf\n"
                                    + "kind: Node\n"
                                    + "label_selectors: [node-role.kubernetes.io/control-plane]\n"),
                    new Example(
                            "one object",
                            "",
                            "kubeconfig: /etc/kubernetes/admin.conf\n"
                                    + "kind: Deployment\n"
                                    + "api_version: apps/v1\n"
                                    + "name: coredns\n"
                                    + "namespace: kube-system\n"))
            .inGroups(KubeAccess.GROUPS)
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.found());
    }

    @Override
    public Answer answer(Params params, Knowledge known) {
        return Answer.on(
                known.of(params.found()),
                found -> new Answer.Found(Map.of("resources", found.objects(), "api_found", found.known())));
    }
}
