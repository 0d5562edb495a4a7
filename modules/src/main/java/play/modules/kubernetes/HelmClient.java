package play.modules.kubernetes;

import java.util.Optional;
import java.util.stream.Collectors;
import play.host.Realm;
import play.host.Script;
import play.host.ShellWords;

/**
 * How Helm on the host reaches the releases of one namespace. Two are equal when they mean the same releases.
 *
 * @param cluster names the cluster; without it each kubeconfig is one of its own
 * @param program path on the host
 * @param kubeconfig path on the host
 */
record HelmClient(Optional<String> cluster, String program, String kubeconfig, String namespace) {
    /** One call of Helm, as a section; what it says on the way is told only where it fails. */
    static final String ASK_ONE =
            "ask() { if out=$(ctl \"$@\" 2>\"$cache/said\"); then code=0; else code=$?; out=$(cat \"$cache/said\");"
                    + " fi; printf '\\036%d\\n"
                    + "%s' \"$code\" \"$out\"; }\n";

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

    /** What Helm said was wrong. */
    static String words(String said) {
        String words = KubeClient.words(
                said.lines().filter(line -> !line.startsWith("level=INFO")).collect(Collectors.joining("\n")));
        return words.startsWith("Error: ") ? words.substring("Error: ".length()) : words;
    }
}
