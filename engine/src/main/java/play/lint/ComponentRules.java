package play.lint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import play.diag.Severity;
import play.playbook.Data;
import play.playbook.Task;

/** Rules on the flags, objects and certificates of Kubernetes and etcd. */
final class ComponentRules {
    private static final Pattern FLAG =
            Pattern.compile("(?<![\\w-])--([a-z][a-z0-9-]+)[= ]\"?([^\\s\"\\\\]+(?:\\s*\\}\\})?|\\{\\{[^}]*\\}\\})");
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

    private ComponentRules() {}

    static List<LintRule> all() {
        return List.of(
                LintRule.of("removed-flag", Severity.ERROR, "Removed flag", ComponentRules::removed),
                LintRule.of("removed-plugin", Severity.ERROR, "Removed admission plugin", ComponentRules::plugins),
                LintRule.of(
                        "kubelet-address", Severity.ERROR, "kubelet listens on loopback only", ComponentRules::kubelet),
                LintRule.of("plain-http", Severity.ERROR, "Unencrypted traffic", ComponentRules::http),
                LintRule.of(
                        "mixed-cidr", Severity.ERROR, "Overlapping pod and service networks", ComponentRules::networks),
                LintRule.of(
                        "authority-as-token-key",
                        Severity.ERROR,
                        "Tokens signed by the CA key",
                        ComponentRules::tokenKey),
                LintRule.of(
                        "certificate-issuer",
                        Severity.ERROR,
                        "Certificate issued by another CA",
                        ComponentRules::issuers),
                LintRule.of(
                        "certificate-name", Severity.ERROR, "Certificate name is not allowed", ComponentRules::names),
                LintRule.of(
                        "default-account-rights",
                        Severity.ERROR,
                        "Default account is an administrator",
                        ComponentRules::rights));
    }

    private static Stream<TextFile.Hit> flags(Project project, String name) {
        return project.files().stream()
                .flatMap(file -> file.find(FLAG))
                .filter(hit -> hit.group(1).equals(name));
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
                .filter(file -> file.text().toLowerCase(java.util.Locale.ROOT).contains("kubelet"))
                .flatMap(file -> file.find(Pattern.compile(
                        "(?:--address[= ]\"?|(?m)^\\s*address:\\s*\"?)(127\\.\\S*?|localhost|::1)(?=[\\s\"\\\\]|$)")))
                .forEach(hit -> findings.report(
                        hit.place(1),
                        "The API server connects to the kubelet for logs, exec and metrics, and reaches it only at an "
                                + "address of the host."));
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
                        "This key could then sign both tokens and certificates. Create a separate key pair for tokens "
                                + "(certgen_keypair)."));
    }

    /** What certgen puts where: the path, and a parameter of the task. */
    private static Map<String, Data> made(Project project, String path, String told) {
        Map<String, Data> made = new LinkedHashMap<>();
        for (Task task : project.calls(Set.of("certgen")).toList()) {
            Optional<Data> value = Project.argument(task, told);
            Project.argument(task, path)
                    .flatMap(Data::literalText)
                    .ifPresent(where -> value.ifPresent(data -> made.putIfAbsent(where, data)));
        }
        return made;
    }

    private static void issuers(Project project, Findings findings) {
        Map<String, Data> trusted = made(project, "ca_dest", "issuer");
        Map<String, Data> issued = made(project, "cert_dest", "issuer");
        Pattern server = Pattern.compile("(?m)(?:--cert-file[= ]|^\\s*ETCD_CERT_FILE=)\"?([^\\s\"\\\\]+)");
        List<Data> servers = project.files().stream()
                .flatMap(file -> file.find(server))
                .flatMap(hit -> Stream.ofNullable(issued.get(hit.group(1))))
                .toList();
        flags(project, "etcd-cafile").forEach(hit -> {
            Data authority = trusted.get(hit.group(2));
            servers.stream()
                    .filter(issuer -> authority != null && !issuer.shown().equals(authority.shown()))
                    .findFirst()
                    .ifPresent(issuer -> findings.report(
                            hit.place(2),
                            "The API server trusts the authority '" + (authority == null ? "" : authority.shown())
                                    + "' for etcd, whose certificate is issued by '" + issuer.shown()
                                    + "': connections will fail.",
                            "issued here",
                            issuer.span()));
        });
    }

    private static void names(Project project, Findings findings) {
        Map<String, Data> named = made(project, "cert_dest", "cn");
        List<TextFile.Hit> allowed =
                flags(project, "requestheader-allowed-names").toList();
        flags(project, "proxy-client-cert-file").forEach(hit -> {
            Data name = named.get(hit.group(2));
            allowed.stream()
                    .filter(flag -> name != null
                            && name.isLiteral()
                            && !List.of(flag.group(2).split(",")).contains(name.shown()))
                    .findFirst()
                    .ifPresent(flag -> findings.report(
                            flag.place(2),
                            "The API server shows extension servers a certificate for '"
                                    + (name == null ? "" : name.shown()) + "', which they would refuse: only '"
                                    + flag.group(2) + "' is allowed.",
                            "the certificate's name",
                            name == null ? flag.place(2) : name.span()));
        });
    }

    private static final String OWNS_ALL =
            "Pods that name no account run as 'default': with cluster-admin each of them controls the cluster. Create "
                    + "an account for the program that needs permissions, with those only.";

    private static void rights(Project project, Findings findings) {
        Pattern binding = Pattern.compile("(?s)kind:\\s*ClusterRoleBinding(?:(?!\\n---).)*");
        Stream<TextFile> definitions = project.calls(Set.of("kubectl-apply"))
                .flatMap(task -> Project.text(task, "definition").map(text -> TextFile.inside("", text)).stream());
        for (TextFile file :
                Stream.concat(project.files().stream(), definitions).toList()) {
            file.find(binding)
                    .filter(hit -> hit.match().group().matches("(?s).*name:\\s*cluster-admin\\b.*")
                            && hit.match().group().matches("(?s).*kind:\\s*ServiceAccount\\s+name:\\s*default\\b.*"))
                    .forEach(hit -> findings.report(hit.place(0), OWNS_ALL));
        }
        project.calls(Set.of("kubectl-apply"))
                .flatMap(task -> Project.argument(task, "definition").stream())
                .flatMap(ComponentRules::objects)
                .filter(ComponentRules::makesDefaultAnAdministrator)
                .forEach(object ->
                        findings.report(field(object, "kind").map(Data::span).orElse(object.span()), OWNS_ALL));
        Pattern command = Pattern.compile("--clusterrole[= ]cluster-admin\\b.*--serviceaccount[= ]\\S*:default\\b");
        project.calls(Set.of("command", "shell"))
                .forEach(task -> TaskRules.command(task)
                        .filter(text -> command.matcher(text.value()).find())
                        .ifPresent(text -> findings.report(
                                text.span(),
                                "Pods that name no account run as 'default': with cluster-admin each of them controls "
                                        + "the cluster.")));
    }

    /** One object, those of a list, or those of an object of kind List. */
    private static Stream<Data> objects(Data definition) {
        return is(definition, "kind", "List")
                ? field(definition, "items").stream().flatMap(ComponentRules::objects)
                : field(definition, "kind").isPresent()
                        ? Stream.of(definition)
                        : elements(definition).flatMap(ComponentRules::objects);
    }

    private static boolean makesDefaultAnAdministrator(Data object) {
        return is(object, "kind", "ClusterRoleBinding")
                && field(object, "roleRef")
                        .filter(role -> is(role, "name", "cluster-admin"))
                        .isPresent()
                && field(object, "subjects").stream()
                        .flatMap(ComponentRules::elements)
                        .anyMatch(subject -> is(subject, "kind", "ServiceAccount") && is(subject, "name", "default"));
    }

    private static boolean is(Data mapping, String name, String value) {
        return field(mapping, name)
                .flatMap(Data::literalText)
                .filter(value::equals)
                .isPresent();
    }

    private static Optional<Data> field(Data mapping, String name) {
        return switch (mapping) {
            case Data.Literal literal -> literal.parts().flatMap(parts -> field(parts, name));
            case Data.Fields fields ->
                fields.fields().entrySet().stream()
                        .filter(entry -> entry.getKey().value().equals(name))
                        .map(Map.Entry::getValue)
                        .findFirst();
            case Data.Items items -> Optional.empty();
            case Data.Text text -> Optional.empty();
        };
    }

    private static Stream<Data> elements(Data list) {
        return switch (list) {
            case Data.Literal literal -> literal.parts().stream().flatMap(ComponentRules::elements);
            case Data.Items items -> items.items().stream();
            case Data.Fields fields -> Stream.of();
            case Data.Text text -> Stream.of();
        };
    }
}
