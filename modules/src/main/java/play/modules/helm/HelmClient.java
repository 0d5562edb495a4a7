package play.modules.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import play.host.HostState;
import play.host.Realm;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.modules.kubernetes.KubeClient;
import play.modules.kubernetes.KubeJson;
import play.modules.kubernetes.Sections;

/**
 * How Helm on the host reaches the releases of one namespace. Two are equal when they mean the same releases.
 *
 * @param cluster names the cluster; without it each kubeconfig is one of its own
 * @param program path on the host
 * @param kubeconfig path on the host
 */
record HelmClient(Optional<String> cluster, String program, String kubeconfig, String namespace) {
    /** The API whose releases they are. */
    Realm.Service service() {
        return new Realm.Service("kubernetes " + cluster.orElse(kubeconfig));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HelmClient that && service().equals(that.service()) && namespace.equals(that.namespace);
    }

    @Override
    public int hashCode() {
        return service().hashCode();
    }

    /** A script in which {@code ctl} is Helm with this connection; it leaves no cache on the host. */
    Script script(String body) {
        return Script.of(require("-x", program) + require("-r", kubeconfig)
                + "umask 077\ncache=$(mktemp -d) || exit 1\ntrap 'rm -rf -- \"$cache\"' EXIT\nunset KUBECONFIG\n"
                + "export HELM_CACHE_HOME=\"$cache/helm\" KUBECACHEDIR=\"$cache/kube\"\n"
                + "ctl() { " + ShellWords.quote(program) + " --kubeconfig=" + ShellWords.quote(kubeconfig)
                + " --namespace=" + ShellWords.quote(namespace)
                + " \"$@\"; }\n" + body);
    }

    private static String require(String test, String path) {
        String quoted = ShellWords.quote(path);
        return "if ! [ " + test + " " + quoted + " ]; then echo " + quoted + "' is not there' >&2; exit 127; fi\n";
    }

    /**
     * A script with two questions for each release, in the order that {@link #told} reads: what {@code asked} says, and
     * the values that were set.
     *
     * @param which words for a release, of its id
     */
    Script asking(List<? extends StateKey<?>> keys, UnaryOperator<String> which, UnaryOperator<String> asked) {
        StringBuilder body = new StringBuilder(Sections.ASK_ONE);
        for (StateKey<?> key : keys) {
            String words = which.apply(key.id());
            body.append("ask ")
                    .append(asked.apply(words))
                    .append("\nask get values ")
                    .append(words)
                    .append(" -o json\n");
        }
        return script(body.toString());
    }

    /** So many answers. */
    static List<Sections.Answer> answers(ScriptResult result, int count) throws UnknownStateException {
        if (!result.succeeded()) {
            throw unknown(result.err());
        }
        return Sections.read(result, count);
    }

    /** What Helm told of a release, and of the values that were set for it. */
    interface Reader<S extends HostState> {
        S read(String told, JsonNode values) throws UnknownStateException;
    }

    /** What two answers per release tell; {@code absent} where Helm knows none. */
    static <S extends HostState> Told<S> told(ScriptResult result, int releases, S absent, Reader<S> reader)
            throws UnknownStateException {
        List<Sections.Answer> answers = answers(result, 2 * releases);
        return (index, id) -> {
            Sections.Answer release = answers.get(2 * index);
            if (release.succeeded()) {
                return reader.read(release.text(), values(answers.get(2 * index + 1)));
            }
            if (release.text().contains("release: not found")) {
                return absent;
            }
            throw unknown(release.text());
        };
    }

    /** The values that were set, which Helm prints as an object or null. */
    private static JsonNode values(Sections.Answer answer) throws UnknownStateException {
        if (!answer.succeeded()) {
            throw unknown(answer.text());
        }
        return answer.text().strip().equals("null")
                ? KubeJson.tree(Map.of())
                : KubeJson.told(answer.text()).stream().findFirst().orElseGet(() -> KubeJson.tree(Map.of()));
    }

    /** That Helm does not tell something, with its reason. */
    static UnknownStateException unknown(String said) {
        String words = words(said);
        return new UnknownStateException(words.isEmpty() ? "Helm failed and says no reason" : words);
    }

    /** What Helm said was wrong. */
    static String words(String said) {
        String words = KubeClient.words(
                said.lines().filter(line -> !line.startsWith("level=INFO")).collect(Collectors.joining("\n")));
        return words.startsWith("Error: ") ? words.substring("Error: ".length()) : words;
    }
}
