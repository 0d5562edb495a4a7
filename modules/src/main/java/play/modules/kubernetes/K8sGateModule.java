package play.modules.kubernetes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Patience;
import play.module.Query;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.param.RequiredOneOf;
import play.result.When;

/**
 * A gate: an API server serves, leases are held, nodes are well, workloads are rolled out, certificates are issued,
 * extensions answer.
 */
public final class K8sGateModule implements Query<K8sGateModule.Params> {
    /** Something the user of the kubeconfig must be allowed to do. */
    public record CanI(
            @Doc("The verb, or * for all.") @Matches(value = "[a-z*]+", expected = "a verb")
            String verb,

            @Doc("The resource, or * for all.") @Matches(value = "[a-zA-Z0-9.*/-]+", expected = "a resource")
            String resource) {}

    @RequiredOneOf({"kubeconfig", "server"})
    public record Params(
            @Doc("The kubeconfig, a path on the host.") @HostPath
            Optional<String> kubeconfig,

            @Doc("URL of the API server, in place of the kubeconfig's: each one of several can be asked.")
            @Matches(value = "https://[^\\s]+", expected = "an https URL")
            Optional<String> server,

            @Doc("The CA of the server's certificate, a path on the host, in place of the kubeconfig's.") @HostPath
            Optional<String> cacert,

            @Doc("The kubectl program on the host.") @HostPath @Default("/usr/local/bin/kubectl")
            String kubectl,

            @Doc("Name of the cluster, as that of other modules of Kubernetes.")
            Optional<String> cluster,

            @Doc("Whether /readyz must succeed.") @Default("true")
            boolean readyz,

            @Doc("Leases in kube-system that must be held: kube-controller-manager, kube-scheduler.")
            @Matches(value = "[a-z0-9.-]+", expected = "a lease's name")
            @Default("[]")
            List<String> leases,

            @Doc("How long ago a lease may have been renewed, by the host's clock.") @Default("15s")
            Duration leaseAge,

            @Doc("What the user of the kubeconfig must be allowed to do.")
            Optional<CanI> canI,

            @Doc("Nodes that must be Ready, without pressure, and as this says: names, selector, count,"
                    + " kubelet_version, schedulable.")
            Optional<NodesCheck> nodes,

            @Doc("Workloads that must be rolled out, each kind (Deployment, DaemonSet, StatefulSet), name, namespace.")
            @Default("[]")
            List<RolloutCheck> rollouts,

            @Doc("Certificates that must have been issued, each signer_name with username or common_name. A cluster"
                    + " forgets requests an hour after.")
            @Default("[]")
            List<SigningCheck> csrs,

            @Doc("Extensions of the API that must be available: v1beta1.metrics.k8s.io.")
            @Matches(value = "[a-z0-9.-]+", expected = "an APIService's name")
            @Default("[]")
            List<String> apiServices,

            @Doc("Nodes whose metrics the cluster must have, as kubectl top shows them.")
            @Matches(value = "[a-z0-9.-]+", expected = "a node's name")
            @Default("[]")
            List<String> nodeMetrics,

            @Doc("Pods in which a command must run, each pod, namespace, command.") @Default("[]")
            List<ExecCheck> execs,

            @Doc("Namespaces in which a ConfigMap must be rejected, as by a webhook, each namespace, message. It is"
                    + " created by a server-side dry run.")
            @Default("[]")
            List<RejectionCheck> rejections,

            @Doc("SHA-256 of the encryption configuration that the API server must have read.")
            @Matches(value = "[0-9a-f]{64}", expected = "64 hexadecimal digits")
            Optional<String> encryptionConfig,

            @Doc("SHA-256 of the authentication configuration that the API server must have read.")
            @Matches(value = "[0-9a-f]{64}", expected = "64 hexadecimal digits")
            Optional<String> authenticationConfig,

            @Doc("How long to wait for it.") @Default("60s") Duration timeout,

            @Doc("Pause between two attempts.") @Default("1s")
            Duration interval) {

        private StateKey<GateReport> report() {
            KubeClient client = new KubeClient(cluster, kubectl, kubeconfig, server, cacert, Optional.empty());
            return new GateReport.Family(client, checks()).key();
        }

        private List<GateCheck> checks() {
            List<GateCheck> checks = new ArrayList<>();
            if (readyz) {
                checks.add(new ReadyCheck());
            }
            leases.forEach(lease -> checks.add(new LeaseCheck(lease, leaseAge)));
            canI.ifPresent(right -> checks.add(new RightCheck(right.verb(), right.resource())));
            nodes.ifPresent(checks::add);
            checks.addAll(rollouts);
            checks.addAll(csrs);
            apiServices.forEach(name -> checks.add(new ApiServiceCheck(name)));
            if (!nodeMetrics.isEmpty()) {
                checks.add(new NodeMetricsCheck(nodeMetrics));
            }
            checks.addAll(execs);
            checks.addAll(rejections);
            encryptionConfig.ifPresent(
                    sha256 -> checks.add(new ConfigReadCheck(ConfigReadCheck.Kind.ENCRYPTION, sha256)));
            authenticationConfig.ifPresent(
                    sha256 -> checks.add(new ConfigReadCheck(ConfigReadCheck.Kind.AUTHENTICATION, sha256)));
            return checks;
        }
    }

    record Result(
            @Doc("Who holds each lease, by the lease's name.")
            Map<String, String> leases,

            @Doc("The nodes that were asked for.") @When("the task has nodes")
            Optional<List<Node>> nodes,

            @Doc("The requests whose certificates were issued.") @When("the task has csrs")
            Optional<List<Csr>> csrs) {
        record Node(
                @Doc("Name of the node.") String name,
                @Doc("Version of its kubelet.") String kubeletVersion,
                @Doc("Whether it is cordoned.") boolean unschedulable) {}

        record Csr(
                @Doc("Name of the request.") String name,
                @Doc("Who signed it.") String signerName) {}
    }

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "k8s_gate",
                    "Waits until an API server is ready, leases are held, permissions are granted, nodes are healthy,"
                            + " workloads are rolled out, certificates are issued, extensions of the API answer.",
                    Params.class,
                    new Example(
                            "one server", "", "server: https://192.0.2.10:6443\ncacert: /etc/kubernetes/pki/ca.crt\n"),
                    new Example(
                            "controllers",
                            "",
                            "kubeconfig: /etc/kubernetes/admin.conf\n"
                                    + "leases: [kube-controller-manager, kube-scheduler]\n"
                                    + "can_i: {verb: '*', resource: '*'}\n"),
                    new Example(
                            "nodes",
                            "",
                            "kubeconfig: /etc/kubernetes/admin.conf\n"
                                    + "nodes: {names: [worker1, worker2], kubelet_version: v1.36.4}\n"
                                    + "timeout: 3m\n"),
                    new Example(
                            "workloads",
                            "",
                            "kubeconfig: /etc/kubernetes/admin.conf\n"
                                    + "rollouts:\n"
                                    + "  - {kind: Deployment, name: coredns, namespace: kube-system}\n"
                                    + "  - {kind: DaemonSet, name: kube-flannel-ds, namespace: kube-flannel}\n"
                                    + "timeout: 3m\n"),
                    new Example(
                            "a certificate",
                            "",
                            "kubeconfig: /etc/kubernetes/admin.conf\n"
                                    + "csrs:\n"
                                    + "  - {signer_name: kubernetes.io/kube-apiserver-client-kubelet, common_name:"
                                    + " 'system:node:worker1'}\n"))
            .alias("k8s-gate")
            .inGroups(KubeAccess.GROUPS)
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.report());
    }

    @Override
    public Optional<Patience> patience(Params params) {
        return Optional.of(new Patience(params.timeout(), params.interval()));
    }

    @Override
    public Answer answer(Params params, Knowledge known) {
        return switch (known.of(params.report())) {
            case Observed.Unknown<GateReport>(String reason) -> new Answer.Waiting(reason);
            case Observed.Known<GateReport>(GateReport report, var how) -> judge(params, report);
        };
    }

    private static Answer judge(Params params, GateReport report) {
        List<GateCheck> checks = params.checks();
        if (report.answers().size() < checks.size()) {
            return new Answer.Waiting("kubectl did not answer all questions");
        }
        List<String> waiting = new ArrayList<>();
        List<String> never = new ArrayList<>();
        Map<String, @Nullable Object> found = new LinkedHashMap<>(Map.of("leases", Map.of()));
        for (int i = 0; i < checks.size(); i++) {
            switch (checks.get(i).judge(report.answers().get(i), report.now())) {
                case GateCheck.Finding.Fine fine -> register(fine, found);
                case GateCheck.Finding.NotYet(String why) -> waiting.add(why);
                case GateCheck.Finding.Never(String why) -> never.add(why);
            }
        }
        waiting.addAll(0, never);
        return waiting.isEmpty()
                ? new Answer.Found(found)
                : never.isEmpty()
                        ? new Answer.Waiting(String.join("; ", waiting))
                        : new Answer.Failed(String.join("; ", waiting));
    }

    /** Several checks may tell of the same kind; what they tell is put together. */
    private static void register(GateCheck.Finding.Fine fine, Map<String, @Nullable Object> found) {
        if (fine.shown() instanceof Map<?, ?> entries) {
            Map<Object, Object> together =
                    new LinkedHashMap<>(found.get(fine.kind()) instanceof Map<?, ?> before ? before : Map.of());
            together.putAll(entries);
            found.put(fine.kind(), together);
        } else if (fine.shown() instanceof List<?> items && !fine.kind().isEmpty()) {
            List<Object> together =
                    new ArrayList<>(found.get(fine.kind()) instanceof List<?> before ? before : List.of());
            together.addAll(items);
            found.put(fine.kind(), together);
        }
    }
}
