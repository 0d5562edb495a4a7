package play.modules.kubeadm;

import java.util.List;
import java.util.stream.Stream;
import play.module.ModuleSpec;

/** The first host of a cluster: its control plane as static pods, and its kubelet. */
public final class KubeadmInitModule implements KubeadmModule {
    private static final List<String> KUBECONFIGS =
            List.of("admin", "controller-manager", "kubelet", "scheduler", "super-admin");

    /** The CAs and the service accounts' pair may have been there before. */
    private static final List<String> LEAVES = List.of(
            "apiserver",
            "apiserver-etcd-client",
            "apiserver-kubelet-client",
            "etcd/healthcheck-client",
            "etcd/peer",
            "etcd/server",
            "front-proxy-client");

    private static final KubeadmRun.Work WORK = new KubeadmRun.Work(
            "init",
            KubeadmHost.Role.CONTROL_PLANE,
            Stream.concat(
                            named(KUBECONFIGS, "/etc/kubernetes/", ".conf"),
                            named(LEAVES, "/etc/kubernetes/pki/", ".key"))
                    .toList(),
            named(LEAVES, "/etc/kubernetes/pki/", ".crt").toList());

    private static Stream<String> named(List<String> names, String folder, String ending) {
        return names.stream().map(name -> folder + name + ending);
    }

    private static final ModuleSpec<KubeadmRun> SPEC = ModuleSpec.of(
            "kubeadm_init",
            "Initializes a cluster on the host by kubeadm. A host that is initialized already is left alone: later "
                    + "changes are for `kubeadm upgrade`. What is announced is for an etcd that kubeadm runs itself,"
                    + " and certificates in kubeadm's own directory.",
            KubeadmRun.class,
            Examples.init("absent", ""),
            Examples.init("drifted: CAs are there, which it takes", "kubeadm init phase certs ca >/dev/null\n"),
            Examples.init("right", Examples.INITIALISED));

    @Override
    public ModuleSpec<KubeadmRun> spec() {
        return SPEC;
    }

    @Override
    public KubeadmRun.Work work() {
        return WORK;
    }
}
