package play.modules.kubernetes;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import play.rule.Findings;
import play.rule.LintRule;
import play.rule.Project;
import play.rule.RuleSet;
import play.rule.TextFile;

/** Rules on the flags of programs of Kubernetes and etcd. */
public final class ComponentRules implements RuleSet {
    private static final Pattern BARE = Pattern.compile("(?<![\\w-])--([a-z][a-z0-9-]+)");
    private static final Pattern PLAIN_HTTP =
            Pattern.compile("http://(?!(?:localhost|127\\.0\\.0\\.1|\\[::1\\]))([\\w.${}\\[\\]"
                    + " -]*?)(?::(?:2379|2380|4001|8080|6443))?(?=[\\s\"',;/]|$)");

    /** Flags that no supported version takes, and what stands in their place. */
    private static final Map<String, String> REMOVED = Map.ofEntries(
            Map.entry("insecure-port", "the API server serves TLS only"),
            Map.entry("insecure-bind-address", "the API server serves TLS only"),
            Map.entry("kubelet-https", "it is always on"),
            Map.entry("kubelet-port", "nodes tell the API server their ports"),
            Map.entry("logtostderr", "nothing else is done"),
            Map.entry("configure-cbr0", "CNI makes the bridge"),
            Map.entry("pod-infra-container-image", "it is a setting of the container runtime"),
            Map.entry("api-servers", "use --kubeconfig"),
            Map.entry("network-plugin", "the container runtime calls CNI"),
            Map.entry("cni-conf-dir", "it is a setting of the container runtime"),
            Map.entry("cni-bin-dir", "it is a setting of the container runtime"),
            Map.entry("container-runtime", "there is only 'remote'"),
            Map.entry("experimental-bootstrap-kubeconfig", "use --bootstrap-kubeconfig"),
            Map.entry("require-kubeconfig", "it is always required"));

    private static final Set<String> GONE_PLUGINS = Set.of(
            "PodSecurityPolicy",
            "DenyEscalatingExec",
            "DenyExecOnPrivileged",
            "PersistentVolumeLabel",
            "Initializers",
            "SecurityContextDeny");

    @Override
    public List<LintRule<Project>> rules() {
        return List.of(
                LintRule.error("removed-flag", "Removed flag", ComponentRules::removed),
                LintRule.error("removed-plugin", "Removed admission plugin", ComponentRules::plugins),
                LintRule.error("kubelet-address", "kubelet listens on loopback only", ComponentRules::kubelet),
                LintRule.error("plain-http", "Unencrypted traffic", ComponentRules::http),
                LintRule.error("mixed-cidr", "Overlapping pod and service networks", ComponentRules::networks),
                LintRule.error("authority-as-token-key", "Tokens signed by the CA key", ComponentRules::tokenKey));
    }

    private static Stream<TextFile.Hit> flags(Project project, String name) {
        return project.files().stream().flatMap(file -> file.flags(name));
    }

    private static void removed(Project project, Findings findings) {
        project.files().stream()
                .flatMap(file -> file.find(BARE))
                .filter(hit -> REMOVED.containsKey(hit.group(1)))
                .forEach(hit -> findings.report(
                        hit.place(1),
                        "No supported version takes --" + hit.group(1) + ", and the program does not start with it: "
                                + REMOVED.get(hit.group(1)) + "."));
    }

    private static void plugins(Project project, Findings findings) {
        Stream.of("enable-admission-plugins", "admission-control")
                .flatMap(name -> flags(project, name))
                .forEach(hit -> Stream.of(hit.group(2).split(","))
                        .filter(GONE_PLUGINS::contains)
                        .forEach(name -> findings.report(
                                hit.place(2),
                                "There is no admission plugin '" + name
                                        + "' any more, and the API server does not start with it.")));
    }

    private static void kubelet(Project project, Findings findings) {
        project.files().stream()
                .filter(file -> file.text().toLowerCase(Locale.ROOT).contains("kubelet"))
                .flatMap(file -> file.find(Pattern.compile(
                        "(?:--address[= ]\"?|(?m)^\\s*address:\\s*\"?)(127\\.\\S*?|localhost|::1)(?=[\\s\"\\\\]|$)")))
                .forEach(hit -> findings.report(
                        hit.place(1),
                        "The API server connects to the kubelet for logs, exec and metrics, and reaches it "
                                + "only at an address of the host."));
    }

    private static void http(Project project, Findings findings) {
        project.files().stream()
                .filter(file -> file.text().matches("(?s).*(?i:etcd|kube|6443|2379).*"))
                .flatMap(file -> file.find(PLAIN_HTTP))
                .filter(hit ->
                        hit.match().group().matches(".*:(2379|2380|4001|8080|6443)|.*(?i)(etcd|apiserver|master).*"))
                .forEach(hit -> findings.report(
                        hit.place(0),
                        "Keys, tokens and secrets would cross the network unencrypted. Use https:// with "
                                + "certificates."));
    }

    /** In one text the pods' network, in another the services', under the same flag. */
    private static void networks(Project project, Findings findings) {
        List<TextFile.Hit> services = flags(project, "service-cluster-ip-range").toList();
        List<TextFile.Hit> pods = flags(project, "cluster-cidr").toList();
        for (TextFile.Hit pod : pods) {
            services.stream()
                    .filter(service -> service.group(2).equals(pod.group(2)))
                    .findFirst()
                    .ifPresent(service -> findings.report(
                            pod.place(2),
                            "--cluster-cidr is the network of the pods, and this is that of the services: kube-proxy"
                                    + " would take traffic between pods for traffic from outside.",
                            "the services' network",
                            service.place(2)));
        }
    }

    private static void tokenKey(Project project, Findings findings) {
        Stream.of("service-account-key-file", "service-account-private-key-file", "service-account-signing-key-file")
                .flatMap(name -> flags(project, name))
                .filter(hit -> hit.group(2).matches(".*/(?:[\\w-]*-)?ca(?:-key)?\\.(?:key|pem|crt)"))
                .forEach(hit -> findings.report(
                        hit.place(2),
                        "This key could then sign both tokens and certificates. Create a separate key pair "
                                + "for tokens (certgen_keypair)."));
    }
}
