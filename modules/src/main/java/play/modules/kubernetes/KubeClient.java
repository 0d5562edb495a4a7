package play.modules.kubernetes;

import java.util.List;
import java.util.Optional;
import play.host.Realm;
import play.host.Script;
import play.host.ShellWords;
import play.host.UnknownStateException;

/**
 * How kubectl on the host reaches an API server. Two are equal when they mean the same cluster, so that what a task
 * with one kubeconfig foresees is known to a task with another.
 *
 * @param cluster names the cluster; without it each kubeconfig or server is one of its own
 * @param kubeconfig path on the host
 * @param server URL, in place of the kubeconfig's
 * @param cacert path on the host, in place of the kubeconfig's
 * @param namespace for objects that name none
 */
public record KubeClient(
        Optional<String> cluster,
        String kubectl,
        Optional<String> kubeconfig,
        Optional<String> server,
        Optional<String> cacert,
        Optional<String> namespace) {
    private static final String REQUEST_TIMEOUT = "20s";

    /** The API that all hosts with this address, or this kubeconfig, mean. */
    Realm.Service service() {
        return new Realm.Service(
                "kubernetes " + cluster.or(() -> server).or(this::kubeconfig).orElse(""));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KubeClient that && service().equals(that.service()) && namespace.equals(that.namespace);
    }

    @Override
    public int hashCode() {
        return service().hashCode();
    }

    /** A script in which {@code ctl} is kubectl with this connection; it leaves no cache on the host. */
    Script script(String body) {
        StringBuilder text = new StringBuilder();
        require(text, "-x", kubectl);
        kubeconfig.ifPresent(path -> require(text, "-r", path));
        cacert.ifPresent(path -> require(text, "-r", path));
        text.append("cache=$(mktemp -d) || exit 1\ntrap 'rm -rf -- \"$cache\"' EXIT\nunset KUBECONFIG\n");
        text.append("ctl() { ")
                .append(ShellWords.quote(kubectl))
                .append(" --cache-dir=\"$cache\" --request-timeout=")
                .append(REQUEST_TIMEOUT);
        // Without a user kubectl asks for one; the server takes a name without a known scheme as nobody's.
        text.append(kubeconfig
                .map(path -> " --kubeconfig=" + ShellWords.quote(path))
                .orElse(" --kubeconfig=/dev/null --username=anonymous"));
        server.ifPresent(url -> text.append(" --server=").append(ShellWords.quote(url)));
        cacert.ifPresent(path -> text.append(" --certificate-authority=").append(ShellWords.quote(path)));
        namespace.ifPresent(name -> text.append(" --namespace=").append(ShellWords.quote(name)));
        return Script.of(text.append(" \"$@\"; }\n").append(body).toString());
    }

    private static void require(StringBuilder text, String test, String path) {
        String quoted = ShellWords.quote(path);
        text.append("if ! [ ")
                .append(test)
                .append(' ')
                .append(quoted)
                .append(" ]; then echo ")
                .append(quoted)
                .append("' is not there' >&2; exit 127; fi\n");
    }

    /** That kubectl does not tell something, with its reason. */
    static UnknownStateException unknown(String stderr) {
        String words = words(stderr);
        return new UnknownStateException(words.isEmpty() ? "kubectl failed and says no reason" : words);
    }

    /** What kubectl said, without its advice. */
    public static String words(String stderr) {
        List<String> lines = stderr.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("Warning:") && !line.matches("[EWI][0-9]{4} .*"))
                .takeWhile(line -> !line.startsWith("Please review the fields above"))
                .toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
    }
}
