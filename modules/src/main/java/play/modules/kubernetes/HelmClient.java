package play.modules.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import play.host.Realm;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.UnknownStateException;

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

    /** So many answers. */
    static List<Sections.Answer> answers(ScriptResult result, int count) throws UnknownStateException {
        if (!result.succeeded()) {
            throw unknown(result.err());
        }
        return Sections.read(result, count);
    }

    /** The values that were set, which Helm prints as an object or null. */
    static JsonNode values(Sections.Answer answer) throws UnknownStateException {
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
